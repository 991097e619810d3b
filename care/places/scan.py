"""One message: its words, and what stands around each of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from care.places import content
from care.places.model import Area, Finding, PlaceMention, Role
from care.places.spelling import Token, joined

_BORDERS = frozenset(",.;:!?()[]/\n–—-•|")
_STOPS = frozenset(".;!?\n()")
_TITLES = frozenset(
    ["dr", "docteur", "mme", "madame", "mr", "monsieur", "m", "pr", "professeur", "mlle"]
)
_SAINTS = frozenset({"saint", "sainte", "saints", "saintes", "notre"})
_TIES = frozenset("-–—")
_LINKS = frozenset({"de", "d", "du", "des", "la", "le", "l", "les"})
_ARTICLES = frozenset({"l", "le", "la", "les"})
_LONGEST_LEAD = 5
_NONE: frozenset[str] = frozenset()
_LONGEST_STREET = 3
_MOST_GUESSES = 8
_SHORT_TEXT = 4  # words


@lru_cache(maxsize=16)
def _last_words(leads: frozenset[str]) -> frozenset[str]:
    return frozenset(lead.rpartition(" ")[2] for lead in leads)


class Scan:
    """The tokens of a text and the questions a reader asks about their surroundings."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.words = content.words()
        self._guesses = 0
        self._has_lower = any(character.islower() for character in text)
        self.spoken = frozenset(token.text for token in tokens)

    def mention(
        self, index: int, size: int, finding: Finding, area: Area | None = None
    ) -> PlaceMention:
        start, end = self.tokens[index].start, self.tokens[index + size - 1].end
        return PlaceMention(
            start=start,
            end=end,
            evidence=self.text[start:end],
            place=finding.place,
            candidates=finding.others,
            sure=finding.sure,
            outside_region=finding.outside,
            role=self._role(index),
            area=area,
        )

    def _role(self, index: int) -> Role:
        """What the words before say of the place; the longest announcement wins."""
        found = [
            (self.announced(index, leads), role)
            for role, leads in (
                (Role.HOME, self.words.home_lead),
                (Role.NEAR, self.words.near_lead),
                (Role.AWAY, self.words.away_lead),
                (Role.NOT, _NONE if "," in self._gap(index) else self.words.not_lead),
            )
        ]
        size, role = max(found, key=lambda one: one[0])
        return role if size else Role.PLAIN

    def announced(self, index: int, leads: frozenset[str]) -> int:
        """How many words just before announce a place in this way."""
        longest = 0
        if not index or self.tokens[index - 1].text not in _last_words(leads):
            return 0
        for size in range(1, min(_LONGEST_LEAD, index) + 1):
            first = index - size
            if set(self._gap(first + 1)) & (_BORDERS - _TIES if size > 1 else _STOPS):
                break
            if joined(self.tokens[first:index]) in leads:
                longest = size
        return longest

    def led(self, index: int, *, sure: bool = False) -> bool:
        """A word that announces a place stands just before."""
        return bool(self.announced(index, self.words.sure_lead if sure else self.words.any_lead))

    def near(self, index: int) -> bool:
        """The words before say that the person is beside the place."""
        return bool(self.announced(index, self.words.near_lead))

    def home(self, index: int) -> bool:
        """The words before say where the person lives."""
        return bool(self.announced(index, self.words.home_lead))

    def lives(self, index: int) -> bool:
        """« je vis en Espagne », or nothing but the country: not « diagnostiqué en Espagne »."""
        return self.before(index) in self.words.living or len(self.tokens) <= _SHORT_TEXT

    def may_guess(self) -> bool:
        """Misspellings are looked for a few times in a message: a long one must not hold the caller up."""
        self._guesses += 1
        return self._guesses <= _MOST_GUESSES

    def _gap(self, index: int) -> str:
        """What is written between the word before this one and this one."""
        if index <= 0 or index >= len(self.tokens):
            return "\n"
        return self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def before(self, index: int) -> str:
        """The word just before, if nothing but a space or an apostrophe separates them."""
        if index <= 0 or set(self._gap(index)) & _BORDERS:
            return ""
        return self.tokens[index - 1].text

    def after(self, index: int) -> str:
        """The word at this place, if nothing separates it from the one before."""
        if index >= len(self.tokens) or set(self._gap(index)) & _BORDERS:
            return ""
        return self.tokens[index].text

    def broken(self, index: int, size: int) -> bool:
        """A comma or the end of a sentence inside a group of words."""
        return any(
            set(self._gap(at)) & (_BORDERS - {"-", "–", ".", "/"})
            for at in range(index + 1, index + size)
        )

    def stopped(self, index: int, size: int) -> bool:
        gaps = (self._gap(at) for at in range(index + 1, index + size))
        return any(set(gap) & (_STOPS - {"(", ")"}) for gap in gaps)

    def alone(self, index: int, size: int, *, colon: bool = True) -> bool:
        """Between two borders: `nodule 25 mm, gap, que faire`."""
        before, after = set(self._gap(index)), set(self._gap(index + size))
        if index + size < len(self.tokens) and not after & _BORDERS:
            return False
        return bool(before & (_BORDERS if colon else _BORDERS - {":"}))

    def capital(self, index: int, size: int = 0) -> bool:
        """Written with a capital, in a text that is not all capitals, and not merely opening a sentence."""
        if not (self._has_lower and self.text[self.tokens[index].start].isupper()):
            return False
        opening = index == 0 or bool(set(self._gap(index)) & _STOPS)
        following = (
            self.tokens[index + size].text if size and index + size < len(self.tokens) else ""
        )
        return not opening or bool(
            size and following not in ("de", "d", "du", "des", "et", "a", "est", "", "en")
        )

    def opens(self, index: int, size: int) -> bool:
        """« Menton, à côté de Monaco »: a capital, and nothing else before the comma."""
        return (
            self._has_lower
            and self.text[self.tokens[index].start].isupper()
            and self.alone(index, size)
        )

    def determined(self, index: int) -> bool:
        """« le menton », « un cassis »: an article that the name has not. « Les Milles » has its own."""
        if self.tokens[index].text in _ARTICLES:
            return False
        return self.before(index) in self.words.determiners

    def is_somebody(self, index: int) -> bool:
        return self.before(index) in _TITLES

    def is_street(self, index: int) -> bool:
        """« rue de Lyon », « cours Mirabeau »."""
        at = index
        while at > max(0, index - _LONGEST_STREET) and self.before(at) in _LINKS:
            at -= 1
        return self.before(at) in self.words.street

    def is_house(self, index: int) -> bool:
        """« clinique Saint-Jean », « hôpital Sainte-Anne »: named after a saint, not after a town."""
        return self.tokens[index].text in _SAINTS and self.before(index) in self.words.houses

    def is_product(self, index: int) -> bool:
        """« savon de Marseille », « santons d'Aubagne », « coquilles Saint-Jacques »."""
        link = self.before(index) in ("de", "d", "du", "des")
        at = index - 1 if link else index
        if not link and self.tokens[index].text not in _SAINTS:
            return False
        return self.before(at) in self.words.products

    def is_tied(self, index: int) -> bool:
        """The second half of a longer name that is not known: `Truc-lès-Avignon`."""
        return index > 0 and self._gap(index) == "-"

    def names_another(self, index: int) -> bool:
        """A clinic, a person or a product bears the name."""
        return self.is_house(index) or self.is_somebody(index) or self.is_product(index)

    def is_english(self, index: int, size: int) -> bool:
        around = {self.before(index), self.after(index + size)}
        return bool(around & self.words.english) and len(self.spoken & self.words.english) > 1

    def is_measure(self, index: int) -> bool:
        """« plaquettes à 20000 », « 20000 /mm3 »."""
        near = (*self.tokens[max(0, index - 4) : index], *self.tokens[index + 1 : index + 4])
        return any(token.text in self.words.measures for token in near)

    def says_code(self, index: int) -> bool:
        """« code postal », « cp », a few words before."""
        near = {token.text for token in self.tokens[max(0, index - 5) : index]}
        return bool(near & {"postal", "cp"})
