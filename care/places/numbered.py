"""Numbers and departments inside a message: postal codes, districts of Marseille, « dans le Var »."""

from __future__ import annotations

from care.places.gazetteer import Gazetteer, by_size
from care.places.model import Area, Finding, Hint, Place, PlaceMention
from care.places.numbers import (
    REGION_PREFIXES,
    district,
    district_number,
    hint_of,
    is_city,
    may_open_district,
    places_of_code,
    postal_code,
    says_number,
)
from care.places.scan import Scan
from care.places.spelling import joined
from care.understanding.numbers import TENS, UNITS

_LONGEST_DISTRICT = 6
_DISTRICT_SIGNS = frozenset({"arrondissement", "arr", "ardt", "mars", "mrs", "mrsl"})
_OTHER_CITIES = frozenset({"paris", "lyon"})
_MAY_FOLLOW = frozenset(
    ["", "vers", "a", "de", "d", "pres", "cote", "et", "s", "svp", "merci", "pour", "avec", "je", "on", "par", "mais"]
)  # fmt: skip
_AREA_LEADS = frozenset({"dans", "en", "departement"})
_LONGEST_AREA = 6
_CODE, _PREFIX = 5, 2
_NO_HINT = Hint()


class NumberFinder:
    """Reads at one word of a message; never a measure, a date or a dose."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def at(self, scan: Scan, index: int) -> tuple[int, Finding]:
        """(words, finding). Words without a finding: a postal code that its neighbour must confirm."""
        size, finding = self._district(scan, index)
        if finding:
            return size, finding
        token = scan.tokens[index]
        split = postal_code(scan.tokens[index : index + 2]) if len(token.text) == _PREFIX else None
        if (
            split
            and split[:_PREFIX] in REGION_PREFIXES
            and (scan.says_code(index) or scan.home(index))
        ):
            return 2, places_of_code(self._gazetteer, split)
        if not (len(token.text) == _CODE and token.text.isdigit()) or scan.is_measure(index):
            return 0, Finding()
        finding = places_of_code(self._gazetteer, token.text)
        announced = scan.says_code(index) or scan.home(index)
        if announced or (not finding.outside and scan.alone(index, 1, colon=False)):
            following = scan.after(index + 1)
            return 1, finding if not following or announced else Finding()
        if scan.led(index):
            return 1, finding
        return 1, Finding()

    def with_name(self, scan: Scan, index: int, key: str) -> Finding:
        """`13010 Marseille`, `04200 Sisteron`: the name chooses among the communes of the code."""
        by_code = places_of_code(self._gazetteer, scan.tokens[index].text)
        return self._both(by_code, key)

    def code_after(self, scan: Scan, index: int, key: str) -> Finding:
        """`Marseille 13010`: as above, the code last."""
        text = scan.after(index)
        if len(text) != _CODE or not text.isdigit() or scan.is_measure(index):
            return Finding()
        return self._both(places_of_code(self._gazetteer, text), key)

    def _both(self, by_code: Finding, key: str) -> Finding:
        if by_code.outside:
            return self.contradicted(key, _NO_HINT) or Finding(outside=True)
        coded = [by_code.place] if by_code.place else list(by_code.others)
        named = self._gazetteer.everyone(key)
        both = [place for place in coded if place.insee in named]
        if len(both) == 1:
            return Finding(both[0], sure=True)
        if coded and coded[0].kind == "ARM" and key == "marseille":
            return by_code
        return Finding()

    def contradicted(self, key: str, hint: Hint) -> Finding:
        """A name of the region alone, beside a code or a department of elsewhere: ask which is right."""
        if not self._gazetteer.outside_starts.get(key, frozenset()).isdisjoint(hint.elsewhere):
            return Finding()
        if key in self._gazetteer.outside or not (
            key in self._gazetteer.exact or key in self._gazetteer.usual
        ):
            return Finding()
        return Finding(others=by_size(self._gazetteer.everyone(key).values()))

    def area_at(self, scan: Scan, index: int) -> tuple[int, PlaceMention | None]:
        """« dans le Var », « en Corse », « dans le Gard »: roughly where."""
        window = {token.text for token in scan.tokens[index + 1 : index + _LONGEST_AREA]}
        if scan.tokens[index].text not in _AREA_LEADS or window.isdisjoint(
            self._gazetteer.area_words
        ):
            return 1, None
        for size in range(_LONGEST_AREA, 1, -1):
            part = scan.tokens[index : index + size]
            if len(part) < size or scan.broken(index, size) or part[-1].text.isdigit():
                continue
            hint = hint_of(self._gazetteer, part)
            if hint is not None and hint.outside and (hint.elsewhere or scan.lives(index)):
                return size, scan.mention(index, size, Finding(outside=True))
            area = self._area(joined(part[1:])) or self._area(joined(part[2:]))
            if hint is not None and area is not None:
                return size, scan.mention(
                    index, size, Finding(others=largest(self._gazetteer, area)), area
                )
        return 1, None

    def _area(self, key: str) -> Area | None:
        return self._gazetteer.areas.get(key)

    def _district(self, scan: Scan, index: int) -> tuple[int, Finding]:
        if not may_open_district(scan.tokens[index]):
            return 0, Finding()
        window = scan.tokens[index : index + _LONGEST_DISTRICT]
        numbered = any(says_number(token) for token in window)
        if numbered and any(
            token.text in _DISTRICT_SIGNS or is_city(token.text) for token in window
        ):
            for size in range(_LONGEST_DISTRICT, 1, -1):
                part = scan.tokens[index : index + size]
                if len(part) == size and not scan.broken(index, size):
                    finding = district(self._gazetteer, part)
                    if finding and not self._counts(scan, index + size):
                        return size, finding
        return self._ordinal(scan, index)

    def _counts(self, scan: Scan, index: int) -> bool:
        """« à Marseille dans 15 jours », « Marseille dix-sept »: the number before this word goes on."""
        following = scan.after(index) or (scan.tokens[index].text if scan.is_tied(index) else "")
        return following in scan.words.counted or following in UNITS or following in TENS

    def _ordinal(self, scan: Scan, index: int) -> tuple[int, Finding]:
        """« dans le 13e », with Marseille said elsewhere in the message or at least as a place."""
        number = district_number(scan.tokens[index])
        place = self._gazetteer.district(number) if number else None
        if place is None or scan.before(index) not in ("le", "du", "au"):
            return 0, Finding()
        if scan.after(index + 1) not in _MAY_FOLLOW or scan.spoken & _OTHER_CITIES:
            return 0, Finding()
        if "marseille" in scan.spoken:
            return 1, Finding(place, sure=True)
        somewhere = index > 1 and scan.tokens[index - 2].text in ("dans", "vers", "habite", "vis")
        return (1, Finding(place)) if somewhere else (0, Finding())


def largest(gazetteer: Gazetteer, area: Area) -> tuple[Place, ...]:
    """The towns of an area to choose from."""
    inside = [
        place
        for place in gazetteer.places.values()
        if place.department in area.departments and place.kind == "COM"
    ]
    return by_size(inside, most=3)
