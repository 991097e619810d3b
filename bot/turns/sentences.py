"""The sentences the front door says by itself, from `data/replies/frontdoor.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import model_validator

from bot.messages import Button, OutgoingMessage
from care.content import DATA, Provenance, Strict, load_content

REQUIRED = frozenset(
    {
        "safe",
        "unreachable",
        "empty",
        "noise",
        "ask_again",
        "media",
        "too_long",
        "not_offered",
        "too_many",
        "held",
        "resume",
        "red",
    }
)


class _Greeting(Strict):
    text: str
    buttons: list[Button]


class _File(Strict):
    meta: Provenance
    greetings: dict[str, _Greeting]
    sentences: dict[str, str]

    @model_validator(mode="after")
    def _complete(self) -> _File:
        missing = (REQUIRED - self.sentences.keys()) | (
            {"public", "professional"} - self.greetings.keys()
        )
        if missing:
            raise ValueError(f"missing: {', '.join(sorted(missing))}")
        return self


class Sentences:
    """Ready sentences with the number to call filled in."""

    def __init__(self, content: _File, phone: str) -> None:
        self._greetings = content.greetings
        self._sentences = {key: text.format(phone=phone) for key, text in content.sentences.items()}

    def text(self, key: str) -> str:
        return self._sentences[key]

    def message(self, key: str) -> OutgoingMessage:
        return OutgoingMessage(text=self._sentences[key])

    def greeting(self, entry: str) -> OutgoingMessage:
        greeting = self._greetings.get(entry, self._greetings["public"])
        return OutgoingMessage(text=greeting.text, buttons=list(greeting.buttons))


@lru_cache(maxsize=4)
def load_sentences(phone: str, path: Path = DATA / "replies" / "frontdoor.yml") -> Sentences:
    """Raises InvalidContent when a sentence is missing."""
    return Sentences(load_content(path, _File), phone)
