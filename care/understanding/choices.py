"""Which of the options just offered an answer means: an order, a day, an hour, a place, a word of it.

Policy: every feature read in the answer must fit the option, and only one option may fit; anything else is
None, and the question is asked again. Booking the wrong slot is worse than asking twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from care.understanding.calendar_words import MONTHS, WEEKDAYS
from care.understanding.library import words_of
from care.understanding.normalise import Normalised, normalise
from care.understanding.numbers import NumericView
from care.understanding.yes_no import YesNo, read_yes_no

NONE_OF_THEM = -1

_ORDINALS = {
    "premier": 0, "premiere": 0, "1er": 0, "1ere": 0, "1re": 0,
    "deuxieme": 1, "second": 1, "seconde": 1, "2e": 1, "2eme": 1,
    "2nd": 1, "2nde": 1, "troisieme": 2, "3e": 2, "3eme": 2, "quatrieme": 3, "4e": 3, "4eme": 3, "cinquieme": 4,
    "5e": 4,    "5eme": 4, "sixieme": 5, "6e": 5, "6eme": 5, "dernier": -1, "derniere": -1,
}  # fmt: skip
_DAYS = {**{day[:3]: index for day, index in WEEKDAYS.items()}, **WEEKDAYS}
_NONE = re.compile(
    r"(?<![a-z])(?:aucune?s?|ni l un ni l autre|rien de tout ca|pas (?:un|une) seule?|pas ceux la"
    r"|pas celles la"
    r"|aucune? (?:des|de ces) .*|ca ne me va pas|ca me va pas|rien ne me (?:va|convient)"
    r"|ne me convien\w+ pas)(?![a-z])"
)
_OTHERS = re.compile(r"(?<![a-z])(?:autres?|d autres|plus tard|ailleurs|suivants?)(?![a-z])")
_NEGATED = re.compile(
    r"(?<![a-z])(?:pas|sauf|surtout pas|plutot pas|ni) (?:le |la |celui (?:de |du |d )?"
    r"|celle (?:de |du |d )?|l )?[a-z0-9]+"
)
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3]) ?(?:h|heures?|:)(?![a-z]) ?([0-5]\d)?(?!\d)")
_DAY_NUMBER = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])(?:er)?(?!\d| ?(?:h|km|heures?|:)|[a-z])")
_NUMERIC_OPTION = re.compile(r"[\d /+]+(?:ou plus|et plus)?")


@dataclass(frozen=True, slots=True)
class _Features:
    """What can be compared between an answer and an option."""

    weekdays: frozenset[int]
    months: frozenset[int]
    numbers: frozenset[int]
    hours: frozenset[tuple[int, int | None]]
    words: frozenset[str]


def read_choice(text: str, options: Sequence[str]) -> int | None:
    """Index of the option meant, NONE_OF_THEM for a refusal of all, None when it must be asked again."""
    answer = NumericView(Normalised(text)).text.replace("\n", " ")
    plain = [normalise(option) for option in options]
    if not answer:
        return None
    same = [i for i, option in enumerate(plain) if option == normalise(text).rstrip(" .!")]
    if len(same) == 1:
        return same[0]
    refused = _refusal(answer, plain)
    if refused is not None:
        return refused
    if all(_NUMERIC_OPTION.fullmatch(option) for option in plain):
        return _numeric(answer, plain)
    rest = _NEGATED.sub(" ", answer)
    if rest != answer and not rest.strip(" ,.mais"):
        closed = any(option.split(" ")[0] in {"oui", "non"} for option in plain)
        return _yes_no(text, plain) if closed else None
    ordinal = _ordinal(rest, plain)
    fitting = _fitting(rest, plain)
    if ordinal is not None:
        return ordinal if fitting is None or ordinal in fitting else None
    if fitting is not None:
        return fitting[0] if len(fitting) == 1 else None
    return _yes_no(text, plain)


def _refusal(answer: str, options: Sequence[str]) -> int | None:
    """`aucun`, `autres`, a plain `non`; the option that itself says `autres` wins."""
    others = [i for i, option in enumerate(options) if _OTHERS.search(option)]
    if _OTHERS.search(answer):
        return others[0] if len(others) == 1 else NONE_OF_THEM if not others else None
    if _NONE.search(answer):
        aucun = [i for i, option in enumerate(options) if re.search(r"(?<![a-z])aucun", option)]
        return aucun[0] if len(aucun) == 1 else others[0] if len(others) == 1 else NONE_OF_THEM
    says_no = [i for i, option in enumerate(options) if option.split(" ")[0] == "non"]
    if re.fullmatch(r"(?:non|nan|nope)(?: (?:non|merci|desolee?|ca va pas))*[ .!]*", answer):
        return says_no[0] if len(says_no) == 1 else NONE_OF_THEM
    return None


def _numeric(answer: str, options: Sequence[str]) -> int | None:
    """Options such as `0`, `1`, `3-4`: the number said is looked for among theirs."""
    said = re.findall(r"\d+", answer)
    fitting = [
        i for i, option in enumerate(options) if said and said[0] in re.findall(r"\d+", option)
    ]
    return fitting[0] if len(fitting) == 1 and len(set(said)) == 1 else None


def _ordinal(answer: str, options: Sequence[str]) -> int | None:
    words = re.findall(r"[a-z0-9]+", answer)
    found = {_ORDINALS[word] for word in words if word in _ORDINALS}
    if re.fullmatch(r"(?:la |le )?(?:un|une|prems)[ .!]*", answer):
        found.add(0)
    lone = re.fullmatch(
        r"(?:(?:le|la|l|option|choix|numero|n|n°|creneau|je|prends|veux|celui|oui|ok|plutot|va"
        r"|pour|merci|svp) ?)*°? ?(\d)(?: (?:svp|merci"
        r"|s il vous plait))?[ .!]*",
        answer,
    )
    if lone:
        found.add(int(lone[1]) - 1)
    if len(found) != 1:
        return None
    index = found.pop()
    count = len([option for option in options if not _OTHERS.search(option)])
    index = count - 1 if index == -1 else index
    if lone and any(
        int(lone[1]) in _features(option).numbers for option in options if "le " + lone[1] in answer
    ):
        return None if not 0 <= index < len(options) else _agree(index, int(lone[1]), options)
    return index if 0 <= index < len(options) else None


def _agree(index: int, number: int, options: Sequence[str]) -> int | None:
    """`le 2` when an option is on the 2nd: only when it is that very option."""
    return index if number in _features(options[index]).numbers else None


def _fitting(answer: str, options: Sequence[str]) -> list[int] | None:
    """The options that fit every feature of the answer; None when the answer holds no feature."""
    said = _features(answer)
    known = [_features(option) for option in options]
    tests: list[list[bool]] = []
    if said.weekdays:
        tests.append([bool(said.weekdays & option.weekdays) for option in known])
    if said.months:
        tests.append([bool(said.months & option.months) for option in known])
    if said.hours:
        tests.append([_same_hour(said.hours, option.hours) for option in known])
    if said.numbers and any(said.numbers & option.numbers for option in known):
        tests.append([said.numbers <= option.numbers for option in known])
    elif said.numbers and not any(n <= len(options) for n in said.numbers):
        return []
    half = re.search(r"(?<![a-z])(matin|apres midi|aprem|soir)(?![a-z])", answer)
    if half and any(option.hours for option in known):
        tests.append([any((h < 12) == (half[1] == "matin") for h, _ in o.hours) for o in known])
    for word in said.words:
        hits = [any(_alike(word, other) for other in option.words) for option in known]
        if any(hits):
            tests.append(hits)
    if not tests:
        return None
    return [i for i in range(len(options)) if all(test[i] for test in tests)]


def _same_hour(
    said: frozenset[tuple[int, int | None]], offered: frozenset[tuple[int, int | None]]
) -> bool:
    return any(
        h == hour and (minute is None or minute == (m or 0))
        for hour, minute in said
        for h, m in offered
    )


def _features(text: str) -> _Features:
    words = re.findall(r"[a-z]+", text)
    hours = frozenset((int(h), int(m) if m else None) for h, m in _HOUR.findall(text))
    without_hours = re.sub(r"\([^)]*\)", " ", _HOUR.sub(" ", text))
    numbers = frozenset(int(n) for n in _DAY_NUMBER.findall(without_hours))
    weekdays = frozenset(
        _DAYS[word] for word in words if word in _DAYS and (word != "mar" or "mar." in text)
    )
    months = frozenset(MONTHS[word] for word in words if word in MONTHS)
    small = words_of("choice_words")
    plain = frozenset(
        word
        for word in words
        if len(word) >= 3
        and word not in small
        and word not in _DAYS
        and word not in MONTHS
        and word not in _ORDINALS
    )
    return _Features(weekdays, months, numbers, hours, plain)


def _alike(said: str, offered: str) -> bool:
    if said == offered or (len(said) >= 4 and offered.startswith(said)):
        return True
    return len(said) >= 5 and said[0] == offered[0] and OSA.distance(said, offered) <= 1


def _yes_no(text: str, options: Sequence[str]) -> int | None:
    """Options `Oui` / `Non`, or a single offer accepted or refused."""
    reading = read_yes_no(text)
    if reading not in {YesNo.YES, YesNo.NO}:
        return None
    wanted = "oui" if reading is YesNo.YES else "non"
    found = [i for i, option in enumerate(options) if option.split(" ")[0] == wanted]
    if len(found) == 1:
        return found[0]
    if reading is YesNo.NO:
        return NONE_OF_THEM
    return 0 if len(options) == 1 else None
