"""One purpose being worked on in a conversation; others wait behind it until it is done."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Thread:
    """`answers` are the caller's, by question; `offered` what was last shown to choose from."""

    purpose: str
    request_id: str | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    pages: int = 0


@dataclass
class Threads:
    """The stack kept on the conversation: the last one is being worked on."""

    stack: list[Thread] = field(default_factory=list)
    last_booking: str | None = None
    last_search: Thread | None = None
    doubt: dict[str, Any] | None = None  # turn and two readings of a message being asked about

    @property
    def current(self) -> Thread | None:
        return self.stack[-1] if self.stack else None

    def push(self, thread: Thread) -> Thread:
        """Start a purpose. The same purpose asked again starts afresh instead of piling up."""
        self.stack = [waiting for waiting in self.stack if waiting.purpose != thread.purpose]
        self.stack.append(thread)
        return thread

    def pop(self) -> None:
        """End the purpose being worked on; a directory search is kept, so that « plus loin » goes on."""
        if self.stack:
            done = self.stack.pop()
            if done.answers.get("shown"):
                self.last_search = done

    def to_json(self) -> dict[str, Any]:
        return {
            "stack": [asdict(thread) for thread in self.stack],
            "last_booking": self.last_booking,
            "last_search": asdict(self.last_search) if self.last_search else None,
            "doubt": self.doubt,
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Threads:
        """Work on a copy: what was loaded stays as it was, or the change would not be seen and stored."""
        data = deepcopy(data)
        stack = [Thread(**thread) for thread in data.get("stack", [])]
        search = data.get("last_search")
        last_search = Thread(**search) if search else None
        return Threads(stack, data.get("last_booking"), last_search, data.get("doubt"))
