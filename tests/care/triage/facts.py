"""Hand-made facts, so that the engine is tested without any reader."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from care.clock import FixedClock
from care.triage import Assessment, assess, load_protocols
from care.understanding.facts import Fact, Status

_WINDOWS = {
    "docetaxel": "chimio_cytotoxique",
    "capecitabine": "chimio_orale",
    "pembrolizumab": "immunotherapie",
    "tamoxifen": "hormonotherapie_seule",
    "lomustine": "nitrosourees_mitomycine",
    "palbociclib": "cible_myelotoxique",
    "rituximab": "anti_cd20",
}


@lru_cache(maxsize=1)
def protocols() -> Any:
    return load_protocols()


def fact(
    entity: str,
    value: Any,
    code: str | None = None,
    status: Status = Status.AFFIRMED,
    start: int = 0,
    **attributes: Any,
) -> Fact:
    words = str(code or value)
    return Fact(entity, value, code, words, start, start + len(words), status, attributes)


def sign(code: str, status: Status = Status.AFFIRMED, start: int = 0) -> Fact:
    return fact("symptom", code, code, status, start)


def temperature(value: float) -> Fact:
    return fact("temperature", value, None, Status.AFFIRMED, 200)


def lab(code: str, value: float) -> Fact:
    return fact("lab", value, code, Status.AFFIRMED, 300)


def vital(code: str, value: float) -> Fact:
    return fact("vital", value, code, Status.AFFIRMED, 320)


def count(code: str, value: int) -> Fact:
    return fact("count", value, code, Status.AFFIRMED, 340)


def treatment(code: str, *, days_ago: int | None = None, status: Status = Status.AFFIRMED) -> Fact:
    extra = {} if days_ago is None else {"days_ago": days_ago}
    return fact("treatment", code, code, status, 400, windows=_WINDOWS[code], kind="drug", **extra)


def grade(*facts: Fact, caller: str = "gp", clock: FixedClock) -> Assessment:
    return assess(facts, caller=caller, now=clock.now(), protocols=protocols())
