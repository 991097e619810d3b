"""Advice for what is green: what to do, what must make the caller write again, what must make them call 15."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pydantic import Field

from care.content import DATA, Provenance, Strict, load_content
from care.triage.schema import State

PATH = DATA / "advice" / "self_care.yml"
_MOST = 2  # pieces of advice in one answer: more is not read
_LINES = {1: 4, 2: 2}  # of each piece; what always holds is never cut


class Wording(Strict):
    do: tuple[str, ...] = Field(min_length=1)
    again: tuple[str, ...] = Field(min_length=1)
    fifteen: tuple[str, ...] = ()


class Piece(Strict):
    """The advice of some symptom groups, in lay and in professional words."""

    id: str
    groups: tuple[str, ...]
    title: str
    lay: Wording
    pro: Wording
    source: str


class Always(Strict):
    again: tuple[str, ...]
    again_pro: tuple[str, ...]
    fifteen: tuple[str, ...]


class SelfCare(Strict):
    meta: Provenance
    state: State
    always: Always
    advice: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What is said to one caller, and from where it comes."""

    titles: tuple[str, ...]
    do: tuple[str, ...]
    again: tuple[str, ...]
    fifteen: tuple[str, ...]
    source: str
    signed: bool


@lru_cache(maxsize=1)
def load_self_care() -> SelfCare:
    """Raises InvalidContent naming the field that is wrong."""
    return load_content(PATH, SelfCare)


def advice_for(groups: Iterable[str], *, professional: bool) -> Advice:
    """The advice of these symptom groups, the general one where none has its own; never empty."""
    content = load_self_care()
    wanted = set(groups)
    found = [piece for piece in content.advice if wanted & set(piece.groups)]
    pieces = found[:_MOST] or [piece for piece in content.advice if not piece.groups]
    said = [piece.pro if professional else piece.lay for piece in pieces]
    always, lines = content.always, _LINES[len(pieces)]
    again = always.again_pro if professional else always.again
    return Advice(
        titles=tuple(piece.title for piece in pieces),
        do=_once(line for wording in said for line in wording.do[:lines]),
        again=_once((*(line for wording in said for line in wording.again[:lines]), *again)),
        fifteen=_once((*(line for wording in said for line in wording.fifteen), *always.fifteen)),
        source=" ; ".join(_once(part for piece in pieces for part in piece.source.split(" ; "))),
        signed=content.state == "signed",
    )


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
