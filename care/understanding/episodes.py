"""Episodes a day as people count them: `six fois que je rends`, `dix allers-retours`, `toutes les deux heures`.

What comes up and what goes down, whichever word comes first: the number, the verb or the place. A count that is
about urine, a month or a week gives nothing; a rhythm (`toutes les heures`) is an estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding import episode_words as said
from care.understanding.facts import Value
from care.understanding.numbers import Draft, NumericView
from care.understanding.quick import Quick

_HABIT = Quick(rf"{said.HABIT}[^.;!?\n]*$")
_NOT_ONCE = re.compile(
    r"(?<![a-z])sans (?:avoir )?(?:vomi|rend|gerb)\w*(?: meme)? (?:une|1)(?: seule)? fois$"
)
_MOST = {"vomits": 60, "stools": 40}
_HOUR_COUNT = 12


def read_episodes(view: NumericView) -> Iterator[Draft]:
    """Vomiting and stools a day, said in whichever order."""
    for code, pattern in said.FAR:
        for found in pattern.finditer(view.text):
            if int(found["n"]):
                yield view.draft(found, "count", int(found["n"]), code, {"unit": "/24 h"})
    for code, patterns in (("vomits", said.VOMITS), ("stools", said.STOOLS)):
        for pattern in patterns:
            for found in pattern.finditer(view.text):
                yield from _counted(view, found, code)
    yield from _unnamed(view)
    for code, pattern in said.RHYTHMS:
        for found in pattern.finditer(view.text):
            yield from _rhythm(view, found, code)


def _unnamed(view: NumericView) -> Iterator[Draft]:
    """Stools counted without their name, in a message that speaks of the bowels."""
    if said.BOWEL.search(view.text):
        for found in said.WENT.finditer(view.text):
            if not said.of_urine(view.text, found):
                yield from _counted(view, found, "stools")
    yield from _told_next(view)
    for found in said.AGAIN.finditer(view.text):
        about = said.sentence_of(view.text, found)
        if said.DOWN.search(about) and not (said.OTHER.search(about) or said.UP.search(about)):
            value = int(found["n"] or found["n2"] or found["n3"])
            yield view.draft(
                found, "count", min(value, _MOST["stools"]), "stools", {"unit": "/24 h"}
            )


def _told_next(view: NumericView) -> Iterator[Draft]:
    """`Elle vomit depuis hier. Au moins huit fois.`: a sentence that opens with a count of what the last one told."""
    for found in said.OPENS.finditer(view.text):
        about = re.split(r"[.;!?\n]", view.text[found.start("n") : found.end() + 60])[0]
        before = said.sentence_before(view.text, found)
        up, down = (bool(what.search(before)) for what in (said.UP, said.DOWN))
        named = said.OTHER.search(about) or said.UP.search(about) or said.DOWN.search(about)
        if up is not down and not named and not said.OTHER.search(before):
            yield from _counted(view, found, "vomits" if up else "stools")


def _counted(view: NumericView, found: re.Match[str], code: str) -> Iterator[Draft]:
    groups = found.groupdict()
    value = said.ORDINALS.get(groups.get("nth") or "") or int(groups.get("n") or 0)
    if groups.get("half"):
        value //= 2
    if (
        not 1 <= value <= _MOST[code]
        or said.said_of_another(view.text, found, code)
        or _only_usual(view, found, value)
    ):
        return
    attributes: dict[str, Value] = {"unit": "/24 h"}
    low = int(groups.get("low") or 0)
    if 0 < low < value:
        attributes["low"] = low
    yield view.draft(found, "count", value, code, attributes)


def _rhythm(view: NumericView, found: re.Match[str], code: str) -> Iterator[Draft]:
    """A rhythm is an estimate: hourly or quicker counts as a dozen, every four hours as six."""
    if said.said_of_another(view.text, found, code):
        return
    hours = int(found["n"] or 1) if found["u"].startswith("h") else 1
    if 1 <= hours <= 8:
        value = _HOUR_COUNT if hours <= 2 else round(24 / hours)
        yield view.draft(found, "count", value, code, {"unit": "/24 h", "estimated": 1})


def _only_usual(view: NumericView, found: re.Match[str], value: int) -> bool:
    at = max(found.start(), found.start("n") if found.groupdict().get("n") else 0)
    return value <= 3 and bool(_HABIT.search(view.text[max(0, at - 24) : at]))


def is_none(text: str, draft: Draft) -> bool:
    """`sans vomir une seule fois`: what is said never to have happened once is no count of one."""
    return draft.code == "vomits" and draft.value == 1 and bool(_NOT_ONCE.search(text[: draft.end]))


def is_usual(text: str, draft: Draft) -> bool:
    """`d'habitude une selle par jour`: what was usual is no count of today."""
    if draft.code != "stools" or float(draft.value) > 3:
        return False
    return bool(_HABIT.search(text[max(0, draft.start - 24) : draft.start]))
