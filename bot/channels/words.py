"""The sentences and menus of the channels, from `data/replies/channels.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import model_validator

from bot.messages import Button, OutgoingMessage
from care.content import DATA, Provenance, Strict, load_content

REQUIRED = frozenset(
    {
        *("first_notice", "edited", "help", "erased", "nothing_to_erase", "private_only"),
        *("stopped", "choose", "more", "closed", "forged", "voice_greeting", "voice_say"),
        *("voice_key", "voice_person", "voice_end_key", "voice_not_heard", "voice_misheard"),
        *("voice_nothing_to_repeat", "voice_anything_else", "voice_goodbye", "voice_red_first"),
        *("voice_silent_transfer", "voice_red_dial", "voice_team_dial", "voice_no_answer"),
        *("voice_dial_ended", "voice_unreachable", "unreadable"),
    }
)


class _File(Strict):
    meta: Provenance
    menu: list[Button]
    after_booking: list[Button]
    keypad: dict[str, str]
    sentences: dict[str, str]

    @model_validator(mode="after")
    def _complete(self) -> _File:
        missing = REQUIRED - self.sentences.keys()
        if missing:
            raise ValueError(f"missing: {', '.join(sorted(missing))}")
        return self


class Words:
    """Ready sentences, the number to call and the site's address filled in."""

    def __init__(self, content: _File, phone: str, url: str) -> None:
        self._content = content
        self._phone = phone
        self._url = url

    def text(self, key: str, /, **values: object) -> str:
        return self._content.sentences[key].format(phone=self._phone, url=self._url, **values)

    def menu(self) -> OutgoingMessage:
        """What a caller hears first; its choices are offered by being stored in the conversation."""
        return OutgoingMessage(text=self.text("voice_greeting"), buttons=self._content.menu)

    def keypad(self, awaiting: str | None) -> str | None:
        """How to type what is awaited, where typing it is not obvious."""
        return self._content.keypad.get(awaiting or "")

    def anything_else(self, *, booked: bool) -> OutgoingMessage:
        """What a call can go on with: the appointment it made, else the menu."""
        buttons = self._content.after_booking if booked else self._content.menu
        return OutgoingMessage(text=self.text("voice_anything_else"), buttons=buttons)


@lru_cache(maxsize=4)
def load_words(phone: str, url: str, path: Path = DATA / "replies" / "channels.yml") -> Words:
    """Raises InvalidContent when a sentence is missing."""
    return Words(load_content(path, _File), phone, url)
