"""What booking adds to the domain's errors.

CareError
├── TooManyLive(limit)        one caller keeps more appointments than a person needs
└── WrongKind(slot_id, kind)  an oncology need and an after-cancer slot, or the reverse
"""

from __future__ import annotations

from care.errors import CareError


class TooManyLive(CareError):
    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} live appointments for one caller")
        self.limit = limit


class WrongKind(CareError):
    def __init__(self, slot_id: str, kind: str) -> None:
        super().__init__(f"slot {slot_id} is for {kind}")
        self.slot_id = slot_id
        self.kind = kind
