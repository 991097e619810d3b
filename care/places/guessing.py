"""Names that are cut, that lie elsewhere, or that are misspelled: the same policy for answers and messages."""

from __future__ import annotations

from collections.abc import Sequence

from care.places import content
from care.places.fuzzy import Guess, Misspellings
from care.places.gazetteer import Gazetteer
from care.places.model import Finding, Hint
from care.places.numbers import only_numbers
from care.places.spelling import SMALL_WORDS, Token, joined, key_of

_LONGEST_NAME = 8
_ONE_SLIP = 1.0
_LONG = 10  # letters
_ARTICLES = ("la", "le", "les", "l")
_SAINTS = ("saint", "sainte", "saints", "saintes")
_FAMOUS_ELSEWHERE = 20_000
_TOWN_ELSEWHERE = 5_000
_LONGEST_END = 3  # words
_TIES = ("d", "de", "sur", "sous", "en", "les")
_LARGE_SAINT = 30_000
_NO_HINT = Hint()


class Guesser:
    def __init__(self, gazetteer: Gazetteer, misspellings: Misspellings) -> None:
        self._gazetteer = gazetteer
        self._misspellings = misspellings
        self._words = content.words()
        self._everyday = content.everyday()

    def by_name(self, key: str, hint: Hint) -> Finding:
        return (
            self._gazetteer.named(key, hint)
            or self._gazetteer.shortened(key, hint)
            or self._misspellings.find(key, hint)
        )

    def may_be_a_name(self, core: Sequence[Token]) -> bool:
        if len(core) > _LONGEST_NAME or joined(core) in self._words.never:
            return False
        return not (len(core) == 1 and core[0].text in self._words.before | self._words.after)

    def is_idle(self, word: str) -> bool:
        """A word of every day, of another language, or a number: no part of a name."""
        said = word in self._everyday or word in SMALL_WORDS
        return said or word.isdigit() or word in self._words.english

    def elsewhere_or_short(self, core: Sequence[Token]) -> Finding:
        """`Lyon 3e`, `le Gard`, `saint maximin`. A name that is cut here and whole elsewhere is asked."""
        key = joined(core)
        bare = joined(core[1:]) if core[0].text in _ARTICLES else key
        found = self._gazetteer.shortened(key, _NO_HINT)
        if bare != key and self._words.is_word(bare):
            found = self._with_article(found, core[0].text)
        population = self._population_elsewhere(core)
        if population is None:
            return found
        if found:
            return Finding(others=(found.place,) if found.place else found.others)
        if len(core) == 2 and core[0].text in _SAINTS and population < _LARGE_SAINT:
            return Finding()
        return self._heard_here(key, population) or Finding(outside=True)

    def saint(self, core: Sequence[Token]) -> Finding:
        return self._gazetteer.by_saint_name(joined(core), _NO_HINT)

    def _with_article(self, found: Finding, article: str) -> Finding:
        """« le salon » is no short name of Salon-de-Provence; « la londe » is one of La Londe-les-Maures."""
        places = (found.place,) if found.place else found.others
        kept = tuple(place for place in places if key_of(place.name).startswith(article + " "))
        return found if len(kept) == len(places) else Finding(others=kept)

    def _heard_here(self, key: str, population: int) -> Finding:
        """« le canet » is a village elsewhere, and how many people write Le Cannet, which is larger."""
        if population >= _FAMOUS_ELSEWHERE:
            return Finding()
        guess = self._misspellings.guess(key, _NO_HINT)
        place = guess.finding.place or next(iter(guess.finding.others), None)
        if place is None or not (guess.clear and guess.heard) or place.population <= population:
            return Finding()
        return guess.finding

    def _population_elsewhere(self, core: Sequence[Token]) -> int | None:
        """Inhabitants of the place outside the region that this names."""
        if all(token.text.isdigit() for token in core):
            return None
        bare = core[1:] if core[0].text in _ARTICLES else core
        if self._gazetteer.outside_departments.keys() & {joined(core), joined(bare)}:
            return _FAMOUS_ELSEWHERE
        plain = {token.text for token in core} <= self._everyday | SMALL_WORDS
        for size in range(len(core), 0, -1):
            outsider = self._gazetteer.outside.get(joined(core[:size]))
            if outsider is not None and self._ends(core, size, outsider.population):
                known = not plain or outsider.population >= _FAMOUS_ELSEWHERE
                return outsider.population if known else None
        return None

    def _ends(self, core: Sequence[Token], size: int, population: int) -> bool:
        """Nothing more but numbers, or what makes a longer name of a town elsewhere: « Valence d'Agen »."""
        rest = core[size:]
        if only_numbers(rest):
            return True
        if not 1 < len(rest) <= _LONGEST_END or rest[0].text not in _TIES:
            return False
        if population < _TOWN_ELSEWHERE or core[0].text in self._everyday:
            return False
        ours = self._gazetteer.everyone(joined(core[:size]))
        return not ours and rest[-1].text not in self._everyday

    def misspelled(self, name: Sequence[Token], hint: Hint) -> Guess:
        """Everyday words are no misspelled name, unless they sound exactly like one (`canne`)."""
        plain = all(
            len(token.text) == 1
            or token.text in self._everyday
            or token.text in SMALL_WORDS
            or self._words.is_word(token.text)
            for token in name
        )
        if name[0].text in _ARTICLES and self._words.is_word(joined(name[1:])):
            return Guess()
        if joined(name) in self._words.mostly_words:
            return Guess()
        if hint.outside:
            named = not plain and not any(token.text.isdigit() for token in name)
            if hint.bare:
                named = named and joined(name) in self._gazetteer.outside
            return Guess(Finding(outside=True), 0, clear=True) if named else Guess()
        guess = self._misspellings.guess(joined(name), hint)
        if plain:
            long = len(joined(name)) > _LONG and guess.clear and guess.cost <= _ONE_SLIP
            return guess if guess.heard or long else Guess()
        return guess
