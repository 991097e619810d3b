"""SMS and WhatsApp texts: short, with numbers instead of buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.channels.options import numbered
from bot.channels.words import Words
from bot.channels.writing import GSM, as_sms, as_whatsapp, split
from bot.messages import Button

# Three segments of a long SMS: 153 characters each in the GSM alphabet, 67 outside it.
SMS_CHARACTERS, SMS_CHARACTERS_OUTSIDE_GSM = 459, 201
WHATSAPP_CHARACTERS = 1500
MOST_MESSAGES = 3
_LIST_LINES = 4
_LONG_ITEM = 5
_ITEM = re.compile(r"\d+\. ")
_NEEDED = re.compile(r"\b0\d(?: \d\d){4}|ordonnance")


def bodies(channel: str, said: Sequence[tuple[str, Sequence[str]]], words: Words) -> list[str]:
    """The messages to send for what was said: (text, titles of its buttons) each."""
    if channel == "whatsapp":
        written = [as_whatsapp(_with_options(text, titles, words)) for text, titles in said]
        return [piece for text in written if text for piece in split(text, WHATSAPP_CHARACTERS)]
    written = []
    for text, titles in said:
        options = as_sms(_with_options("", titles, words))
        written.append(f"{_short_list(as_sms(text), words, len(options))}\n{options}".strip())
    joined = "\n".join(text for text in written if text)
    return _few(split(joined, _limit(joined)), words)


def _limit(text: str) -> int:
    return SMS_CHARACTERS if set(text) <= GSM else SMS_CHARACTERS_OUTSIDE_GSM


def _with_options(text: str, titles: Sequence[str], words: Words) -> str:
    choices = numbered([Button(title=title, payload="") for title in titles])
    lines = [
        f"{key} : {button.title}" if key != button.title else button.title
        for key, button in choices
    ]
    return "\n".join([text, *lines, words.text("choose")] if lines else [text]).strip()


def _short_list(text: str, words: Words, reserved: int) -> str:
    """A long list keeps its first answers, then says where to read the others."""
    lines = [_short_item(line) for line in text.splitlines()]
    text = "\n".join(lines)
    if len(text) + reserved <= SMS_CHARACTERS or len(lines) < _LIST_LINES:
        return text
    more = as_sms(words.text("more"))
    room = SMS_CHARACTERS - reserved - len(more) - 1
    kept: list[str] = []
    for line in lines:
        if kept and len("\n".join([*kept, line])) > room:
            break
        kept.append(line)
    return "\n".join([*kept, more])


def _short_item(line: str) -> str:
    """Of an address: its name, how far, its number, and whether a prescription is needed."""
    parts = line.split(" - ")
    if not _ITEM.match(line) or len(parts) < _LONG_ITEM:
        return line
    kept = [part for part in parts[2:] if _NEEDED.search(part)]
    return " - ".join([*parts[:2], *kept])


def _few(pieces: list[str], words: Words) -> list[str]:
    """At most three messages: the beginning, and the end, which names the reference or asks the question."""
    if len(pieces) <= MOST_MESSAGES:
        return pieces
    return [*pieces[: MOST_MESSAGES - 1], f"{as_sms(words.text('more'))}\n{pieces[-1]}"]
