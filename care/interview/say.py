"""What the interview says, before a channel renders it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from care.content import DATA, Provenance, Strict, load_content


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tap. `value` comes back as the choice `slot:value`."""

    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Say:
    """One message: text, buttons as (title, payload), attachments as plain mappings."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Mapping[str, str], ...] = ()


def choice_payload(slot: str, value: str, *, intent: str = "inform") -> str:
    """The payload of a button: the engine reads it as an intent with one `choice` entity."""
    return f"/{intent}{json.dumps({'choice': f'{slot}:{value}'}, ensure_ascii=False)}"


def buttons(slot: str, options: Sequence[Option]) -> tuple[tuple[str, str], ...]:
    return tuple((option.title, choice_payload(slot, option.value)) for option in options)


class _Sentence(Strict):
    """`pro` for professionals, `lay` for everybody else; one text where there is no difference."""

    lay: str
    pro: str | None = None


class _ReplyFile(Strict):
    meta: Provenance
    replies: dict[str, str | _Sentence]


@dataclass(frozen=True)
class Replies:
    """The sentences of the interview, by key, filled with named values."""

    sentences: Mapping[str, str | _Sentence] = field(default_factory=dict)

    def text(self, key: str, *, professional: bool = False, **values: object) -> str:
        """Return the sentence. Raises KeyError for an unknown key or a missing value: a test fills each one."""
        sentence = self.sentences[key]
        if isinstance(sentence, _Sentence):
            sentence = sentence.pro if professional and sentence.pro else sentence.lay
        return sentence.format(**values)


@lru_cache(maxsize=4)
def load_replies(path: Path = DATA / "replies" / "interview.yml") -> Replies:
    return Replies(load_content(path, _ReplyFile).replies)
