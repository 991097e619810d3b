"""What travels through a turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.messages import OutgoingMessage, State
from care.triage.repeats import Earlier
from care.triage.schema import RepeatRule
from care.understanding.facts import Fact

RED = "red"


class Route(StrEnum):
    """Who answers a message."""

    RED = "red"
    EMPTY = "empty"
    MEDIA = "media"
    NOISE = "noise"
    TEAM = "team"
    ENGINE = "engine"


class Verdict(Protocol):
    """What the safety net makes of a message together with what is known; `facts` are the message's own."""

    @property
    def level(self) -> str | None: ...

    @property
    def red_flags(self) -> Sequence[str]: ...

    @property
    def messages(self) -> Sequence[OutgoingMessage]: ...

    @property
    def facts(self) -> Sequence[Fact]: ...

    @property
    def assessment(self) -> Any: ...  # noqa: ANN401  (care.triage.Assessment)


class SafetyReader(Protocol):
    """The safety net as the front door uses it: no I/O, a few milliseconds."""

    def read(
        self,
        text: str,
        *,
        known: Sequence[Fact],
        caller: str,
        now: datetime,
        earlier: Sequence[Earlier] = (),
        questions: bool = True,
    ) -> Verdict: ...


class MaskedText(Protocol):
    """A text without identities, and the phone numbers that were in it."""

    @property
    def text(self) -> str: ...

    @property
    def phones(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """The pure readers of a message, and how far back an earlier contact counts."""

    safety: SafetyReader
    mask: Callable[[str], MaskedText]
    is_noise: Callable[[str], bool]
    says_yes_or_no: Callable[[str], bool] = lambda _: False
    repeat: RepeatRule | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a caller sent: a cleaned text, or the payload of one of our buttons, or a media we cannot read."""

    text: str = ""
    payload: str | None = None
    media: str | None = None
    key: str | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A message of the caller that was received before under the same key."""

    message_id: int
    turn_state: str
    body_hash: str | None
    replies: tuple[OutgoingMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The conversation as it was just before this turn."""

    conversation_id: str
    engine_session: str
    channel: str
    caller: str
    professional_entry: bool
    seq: int
    held: bool
    awaiting: str | None
    known: tuple[Fact, ...] = ()
    button_title: str | None = None
    question: OutgoingMessage | None = None
    before: Answered | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided about a message before anything is stored. `text` is masked; `caller` is who seems to
    be speaking, for a conversation where nobody said."""

    route: Route
    text: str
    body_hash: str
    caller: str | None = None
    phones: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    verdict: Verdict | None = None
    replies: tuple[OutgoingMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnResult:
    """The answer to one message. `route` says who gave it; `replayed` that it had been given before."""

    messages: list[OutgoingMessage]
    state: State
    message_id: int | None = None
    route: str = Route.ENGINE
    replayed: bool = False
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A stored message: either already answered, or with its lease taken for the engine."""

    message_id: int
    result: TurnResult | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A new conversation and the only copy of its token."""

    id: str
    token: str
    messages: list[OutgoingMessage] = field(default_factory=list)
