"""The shape of a question."""

from __future__ import annotations

from typing import Protocol

from care.interview.case import Case
from care.interview.say import Say


class Question(Protocol):
    """`hear` stores what it read and returns True; False leaves the case untouched and the question open.

    `free` questions take any text, so a move such as « je veux parler à quelqu'un » is looked for first.
    """

    @property
    def slot(self) -> str: ...

    @property
    def free(self) -> bool: ...

    def ask(self, case: Case) -> Say: ...

    def hear(self, case: Case) -> bool: ...
