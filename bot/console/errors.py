"""What the console refuses. Each error says, in French, what to do about it.

ConsoleError
├── NotSignedIn()          no session, or it is over: sign in again
└── Refused(problem, …)    the act is not done; nothing has changed
"""

from __future__ import annotations


class ConsoleError(Exception):
    """Base of every console error."""


class NotSignedIn(ConsoleError):
    pass


class Refused(ConsoleError):
    """`problem` is shown to the team; `back` is where to go on from."""

    def __init__(self, problem: str, *, back: str = "/console", status: int = 422) -> None:
        super().__init__(problem)
        self.problem = problem
        self.back = back
        self.status = status
