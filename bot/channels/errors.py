"""What can fail on a channel. Each error carries a code, never words nor a number.

ChannelError
├── NotOurs()          a call whose signature or secret is missing or wrong
├── Unreadable()       a call that is signed but makes no sense
└── SendFailure(code)  a message that could not be pushed; says whether and when to try again
"""

from __future__ import annotations


class ChannelError(Exception):
    """Base of every channel error."""


class NotOurs(ChannelError):
    pass


class Unreadable(ChannelError):
    pass


class SendFailure(ChannelError):
    """`retry_after` in seconds when the provider said so; `lasting` when trying again cannot help."""

    def __init__(
        self, code: str, *, retry_after: float | None = None, lasting: bool = False
    ) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.lasting = lasting
