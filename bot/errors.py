"""What the front door refuses or fails to do. Each error carries the fact needed to act, never words.

DoorError
├── TextTooLong(length, limit)      a message beyond what is read
├── PayloadNotOffered()             a button nobody showed in this conversation
├── TooManyWaiting()                too many messages wait behind one another
├── TurnStuck()                     another front door has not finished the previous turn
└── EngineFailure(detail)           the dialogue engine gave nothing usable; `kind` says how
    ├── EngineUnreachable
    ├── EngineTimeout
    ├── EngineRefused               an HTTP status that is not 200
    ├── EngineGarbled               not the JSON that was agreed
    ├── TurnInterrupted             a front door died between storing a message and answering it
    ├── ActionFailed                an action of ours failed behind the engine and said so
    └── EngineSilent                an empty answer
"""

from __future__ import annotations

from typing import ClassVar


class DoorError(Exception):
    """Base of every front-door error."""


class TextTooLong(DoorError):
    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} characters, {limit} allowed")
        self.length = length
        self.limit = limit


class PayloadNotOffered(DoorError):
    pass


class TooManyWaiting(DoorError):
    pass


class TurnStuck(DoorError):
    pass


class EngineFailure(DoorError):
    """`kind` names the incident; `detail` is a code, never a text."""

    kind: ClassVar[str] = "engine_failed"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.kind} {detail}".strip())
        self.detail = detail


class EngineUnreachable(EngineFailure):
    kind = "engine_unreachable"


class EngineTimeout(EngineFailure):
    kind = "engine_timeout"


class EngineRefused(EngineFailure):
    kind = "engine_refused"


class EngineGarbled(EngineFailure):
    kind = "engine_garbled"


class EngineSilent(EngineFailure):
    kind = "engine_empty"


class ActionFailed(EngineFailure):
    kind = "action_failed"


class TurnInterrupted(EngineFailure):
    kind = "turn_interrupted"
