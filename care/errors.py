"""What can go wrong in the domain. Each error carries the fact needed to act, never a caller's words.

CareError
├── InvalidContent(path, problem)      a data file breaks its schema
├── NotFound(kind, key)                no such request, appointment, slot…
├── SlotTaken(slot_id)                 somebody else was faster
├── SlotUnavailable(slot_id, reason)   past, withdrawn, or inside the minimum notice
├── NotChangeable(reference, status)   a cancelled or expired appointment cannot move
├── IdempotencyConflict(key)           same key, other body
├── LevelCannotFall(reference)         only a named person lowers a level
├── NotAllowed(act)                    the caller may not do this
└── StorageUnavailable(reason)         the database did not answer in time
"""

from __future__ import annotations


class CareError(Exception):
    """Base of every domain error."""


class InvalidContent(CareError):
    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class NotFound(CareError):
    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"no {kind} {key}")
        self.kind = kind
        self.key = key


class SlotTaken(CareError):
    def __init__(self, slot_id: str) -> None:
        super().__init__(f"slot {slot_id} is taken")
        self.slot_id = slot_id


class SlotUnavailable(CareError):
    def __init__(self, slot_id: str, reason: str) -> None:
        super().__init__(f"slot {slot_id}: {reason}")
        self.slot_id = slot_id
        self.reason = reason


class NotChangeable(CareError):
    def __init__(self, reference: str, status: str) -> None:
        super().__init__(f"{reference} is {status}")
        self.reference = reference
        self.status = status


class IdempotencyConflict(CareError):
    def __init__(self, key: str) -> None:
        super().__init__("idempotency key used with another body")
        self.key = key


class LevelCannotFall(CareError):
    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference}: a level only rises")
        self.reference = reference


class NotAllowed(CareError):
    def __init__(self, act: str) -> None:
        super().__init__(act)
        self.act = act


class StorageUnavailable(CareError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
