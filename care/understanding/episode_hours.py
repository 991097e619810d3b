"""Episodes told one by one, by their hours: `rendu à 22h, minuit, 2h` is three, `3h, 4h, 5h : diarrhée` too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from care.understanding.episode_words import DOWN, OTHER, UP
from care.understanding.numbers import Draft, NumericView
from care.understanding.quick import Quick

_HOUR = (
    r"(?:(?<![\d.,])\d{1,2} ?(?:h(?![a-z])|heures?)(?: ?[0-5]\d)?|minuit|midi)"
    r"(?: (?:et (?:quart|demie?)|moins (?:le |dix|vingt|\d{1,2})(?:quart)?|du (?:matin|soir)|pile|passees?))*"
)
_BETWEEN = (
    r"[ ,;/+-]*(?:(?:et|puis|encore|la|a|vers|ensuite|de nouveau|enfin|re|nouveau|apres|aussi) )*"
)
_LIST = Quick(rf"{_HOUR}(?:{_BETWEEN}{_HOUR})+")
_ONE_HOUR = re.compile(_HOUR)
_MOST = 40


def read_hours_of_episodes(view: NumericView) -> Iterator[Draft]:
    """As many episodes as hours told, when their sentence says what happened then and names no dose."""
    for found in _LIST.finditer(view.text):
        before = re.split(r"[.;!?\n]", view.text[max(0, found.start() - 60) : found.start()])[-1]
        after = re.split(r"[.;!?\n]", view.text[found.end() : found.end() + 40])[0]
        if OTHER.search(before[-40:]) or OTHER.search(after[:16]):
            continue
        hours = min(len(_ONE_HOUR.findall(found.group())), _MOST)
        near = before + " " + after
        code = "vomits" if UP.search(near) else "stools" if DOWN.search(near) else None
        if code is not None and hours >= 2:
            yield view.draft(found, "count", hours, code, {"unit": "/24 h"})
