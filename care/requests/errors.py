"""What requests add to the domain's errors.

CareError
├── RequestClosed(reference)    a closed request takes no more acts
└── NoteMissing(reference)      closing, or lowering a level, needs a word of why
"""

from __future__ import annotations

from care.errors import CareError


class RequestClosed(CareError):
    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference} is closed")
        self.reference = reference


class NoteMissing(CareError):
    def __init__(self, reference: str) -> None:
        super().__init__(f"{reference}: a note is needed")
        self.reference = reference
