"""What was understood, read back: « femme, 62 ans, 40 PA, nodule, 25 mm, Manosque »."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from care.understanding.facts import GUESSED, Fact, Status

# Words that help to read the others and tell nobody anything: « depuis », « un peu ».
_SAYS_NOTHING = frozenset(
    {"onset_word", "mild_word", "said_again", "child_word", "suspicion_word", "unread_text"}
)
_SEX = {"female": "femme", "male": "homme", "f": "femme", "m": "homme"}


def echo(facts: Iterable[Fact]) -> str:
    """Return the present facts in a few words, each value read back. Empty when there is none."""
    present = [
        fact
        for fact in facts
        if fact.status in {Status.AFFIRMED, Status.UNCERTAIN}
        and fact.code not in _SAYS_NOTHING
        and GUESSED not in fact.attributes
    ]
    ordered = sorted(present, key=lambda fact: _ORDER.get(fact.entity, len(_ORDER)))
    said: list[str] = []
    for fact in ordered:
        words = _WORDS[fact.entity](fact) if fact.entity in _WORDS else ""
        if words and words not in said and not any(words in other for other in said):
            said.append(words)
    return ", ".join(said)


def _label(fact: Fact) -> str:
    return str(fact.attributes.get("label") or fact.evidence.strip())


def _number(fact: Fact) -> str:
    text = f"{fact.value:g}" if isinstance(fact.value, int | float) else str(fact.value)
    return text.replace(".", ",")


_WORDS: dict[str, Callable[[Fact], str]] = {
    "sex": lambda fact: _SEX.get(str(fact.value), str(fact.value)),
    "age": lambda fact: f"{_number(fact)} ans",
    "pack_years": lambda fact: f"tabac {_number(fact)} PA",
    "cancer_site": _label,
    "treatment": _label,
    "treatment_day": lambda fact: f"J{_number(fact)}",
    "finding": lambda fact: fact.evidence.strip(),
    "exam": lambda fact: fact.evidence.strip(),
    "size": lambda fact: f"{_number(fact)} mm",
    "symptom": lambda fact: str(fact.value),
    "temperature": lambda fact: f"{_number(fact)} °C",
    "lab": lambda fact: fact.evidence.strip(),
    "vital": lambda fact: fact.evidence.strip(),
    "count": lambda fact: fact.evidence.strip(),
    "performance_status": lambda fact: f"OMS {_number(fact)}",
    "commune": lambda fact: str(fact.value),
}
_ORDER = {entity: place for place, entity in enumerate(_WORDS)}
