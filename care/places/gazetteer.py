"""Every name of the region, by each way of asking for it: exact, usual, postal code, content, start."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from care.places import content
from care.places.content import Outsider
from care.places.model import Area, Finding, Hint, Place
from care.places.quarters import quarters
from care.places.sounds import sound_of
from care.places.spelling import content_of, key_of, squeezed

MARSEILLE = "13055"
_KNOWN_BY_ITS_NAME = 4  # « Le Cannet » is the town 8 times larger than Le Cannet-des-Maures
_SAINT_BY_ITS_NAME = 8  # a saint's name is cut more often
_MUCH_LARGER = 20
_SHORT_HEAD = 2
_HAMLET = 1_000
_MOST_OFFERED = 10
_NEARBY = frozenset({"07", "26", "30", "34", "38", "48", "73"})
_TOWN_NEARBY = 4_000
_LONG_HEAD = 6


class Gazetteer:
    """Lookup tables built once from the commune table; a few megabytes, a few milliseconds."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.insee: place for place in places}
        self.exact: dict[str, list[Place]] = defaultdict(list)
        self.by_content: dict[str, list[Place]] = defaultdict(list)
        self.by_start: dict[str, list[Place]] = defaultdict(list)
        self.by_saint: dict[str, list[Place]] = defaultdict(list)
        self.by_sound: dict[str, list[Place]] = defaultdict(list)
        self.by_postal: dict[str, list[Place]] = defaultdict(list)
        self.usual: dict[str, Place] = {}
        self.ambiguous: dict[str, tuple[Place, ...]] = {}
        self.areas: dict[str, Area] = {}
        self.words = content.words()
        self.outside: dict[str, Outsider] = content.outsiders()
        self.outside_departments: dict[str, frozenset[str]] = {}
        self.landscapes: dict[str, frozenset[str]] = {}
        self.area_words: frozenset[str] = frozenset()
        for place in self.places.values():
            self._index(place)
        self.outside = self._without_ours(self.outside)
        self.outside_starts = _begun(self.outside.values())
        self.first_words = frozenset(key.split()[0] for key in self.exact)
        self._index_usual()
        self.quarters = quarters(self.places)
        self.quarter_cities = frozenset(content.quarters().beside)
        self.quarter_starts = frozenset(key.partition(" ")[0] for key in self.quarters)
        self._index_areas()

    def _index(self, place: Place) -> None:
        for code in place.postal_codes:
            self.by_postal[code].append(place)
        if place.kind == "ARM":
            self.exact[key_of(place.name)].append(place)
            return
        key = key_of(place.name)
        self.exact[key].append(place)
        self.by_content[content_of(key)].append(place)
        self.by_sound[sound_of(key)].append(place)
        for start in _starts(key) | _starts(content_of(key)):
            self.by_start[start].append(place)
        head, _, rest = content_of(key).partition(" ")
        if head in ("saint", "sainte", "saintes") and rest:
            for start in _starts(rest) | {rest}:
                self.by_saint[start].append(place)

    def _without_ours(self, outside: Mapping[str, Outsider]) -> dict[str, Outsider]:
        """« chateau renard » is Châteaurenard, though a smaller one is written so elsewhere."""
        ours = {squeezed(key): (key, by_size(places)[0]) for key, places in self.exact.items()}
        kept = {}
        for key, outsider in outside.items():
            name, place = ours.get(squeezed(key), (key, None))
            if name == key or place is None or outsider.population > place.population:
                kept[key] = outsider
        return {**self._heads_elsewhere(kept), **kept}

    def _heads_elsewhere(self, outside: Mapping[str, Outsider]) -> dict[str, Outsider]:
        """« Laudun », « Bourgoin »: the first word of a town nearby, where it says nothing else."""
        known = (
            content.everyday() | self.exact.keys() | self.by_start.keys() | self.by_content.keys()
        )
        found: dict[str, Outsider] = {}
        for key, outsider in outside.items():
            head, _, rest = key.partition(" ")
            near = outsider.department in _NEARBY and outsider.population >= _TOWN_NEARBY
            if near and rest and len(head) >= _LONG_HEAD and head not in known:
                found.setdefault(head, outsider)
        return found

    def _index_usual(self) -> None:
        names = content.names()
        for insee, spoken in names.usual.items():
            if insee in self.places:
                self.usual.update({key_of(name): self.places[insee] for name in spoken})
        for name, codes in names.ambiguous.items():
            found = tuple(self.places[code] for code in codes if code in self.places)
            if found:
                self.ambiguous[key_of(name)] = found

    def _index_areas(self) -> None:
        spoken = content.elsewhere()
        departments = sorted({place.department for place in self.places.values()})
        names = {place.department: place.department_name for place in self.places.values()}
        wide = {
            "corse": ("Corse", ("2A", "2B")),
            "paca": ("Provence-Alpes-Côte d'Azur", ("04", "05", "06", "13", "83", "84")),
            "provence": ("Provence", ("04", "13", "83", "84")),
            "cote d azur": ("Côte d'Azur", ("06", "83")),
        }
        for code, spellings in spoken.areas.items():
            name, covered = wide.get(code, (names.get(code, code), (code,)))
            for spelling in (*spellings, code.lower()):
                self.areas[key_of(spelling)] = Area(code, name, covered)
        for code in departments:
            self.areas.setdefault(code.lower(), Area(code, names[code], (code,)))
        for code, spellings in spoken.departments.items():
            for spelling in (code, *spellings):
                self.outside_departments[key_of(spelling)] = frozenset({code})
        for name in spoken.regions:
            self.outside_departments.setdefault(key_of(name), frozenset())
        for name, elsewhere in spoken.landscapes_elsewhere.items():
            self.outside_departments.setdefault(key_of(name), frozenset(elsewhere))
        self.landscapes = {
            key_of(name): frozenset(codes) for name, codes in spoken.landscapes.items()
        }
        said = (*self.areas, *self.outside_departments, *self.landscapes)
        self.area_words = frozenset(word for key in said for word in key.split()) - {
            "la",
            "l",
            "de",
            "du",
            "et",
            "d",
        }

    def named(self, key: str, hint: Hint) -> Finding:
        """The commune of this very name or usual name. Namesakes are asked, the department decides."""
        places = self.ambiguous.get(key) or self.quarters.get(key) or tuple(self.exact.get(key, ()))
        if not places and key in self.usual:
            places = (self.usual[key],)
        allowed = [place for place in places if hint.allows(place)]
        if places and (hint.outside or not allowed):
            return Finding(others=by_size(places), outside=hint.outside)
        if len(allowed) != 1:
            return Finding(others=by_size(allowed))
        longer = () if hint.departments else self._longer(key, allowed[0])
        if longer:
            return Finding(others=(allowed[0], *longer))
        return Finding(allowed[0], sure=True)

    def at_name(self, key: str, hint: Hint) -> Finding:
        """As `named`, but to be confirmed for a larger namesake elsewhere, or a village called Marie."""
        found = self.named(key, hint)
        outsider = self.outside.get(key)
        if found.place is None or hint.departments or key in self.usual:
            return found
        if found.place.population < _HAMLET and key in self.words.mostly_words:
            return found.unsure()
        if outsider is None:
            return found
        return found.unsure() if outsider.population > found.place.population else found

    def _longer(self, key: str, place: Place) -> tuple[Place, ...]:
        """Places whose longer name is often cut to this one: « Villeneuve » is also Villeneuve-Loubet."""
        if key in self.usual or key in self.ambiguous:
            return ()
        others = by_size(other for other in self.by_start.get(key, ()) if other != place)
        times = _SAINT_BY_ITS_NAME if key.startswith("saint") else _KNOWN_BY_ITS_NAME
        if others and place.population >= times * others[0].population:
            return ()
        return others

    def shortened(self, key: str, hint: Hint) -> Finding:
        """A name without its small words, or only its first words: `saint maximin`, `isle sorgue`."""
        whole = {place.insee: place for place in self.by_content.get(content_of(key), ())}
        begun = {place.insee: place for place in self.by_start.get(key, ())}
        if not begun and not whole:
            begun = {place.insee: place for place in self.by_start.get(content_of(key), ())}
        sure = len(squeezed(key)) > _SHORT_HEAD and not _another_article(
            key, (*whole.values(), *begun.values())
        )
        found = self._decided({**whole, **begun}, hint, sure=sure)
        if key in self.words.mostly_words and not hint.departments:
            return self._of_a_word(found, key)
        if found.place is not None and not whole and not hint.departments:
            return self._unless_heard_alike(found, key)
        return found

    def by_saint_name(self, key: str, hint: Hint) -> Finding:
        """`maximin`: the saint's name alone, never sure, since it is also somebody's."""
        if len(key) < 5:
            return Finding()
        places = {place.insee: place for place in self.by_saint.get(key, ())}
        return self._decided(places, hint, sure=False)

    def _of_a_word(self, found: Finding, key: str) -> Finding:
        """« la colle » may be La Colle-sur-Loup: ask. « c'est grave » is not La Grave."""
        places = (found.place,) if found.place else found.others
        return Finding(
            others=tuple(one for one in places if key_of(one.name).startswith(key + " "))
        )

    def _unless_heard_alike(self, found: Finding, key: str) -> Finding:
        """« Flassans » begins Flassans-sur-Issole, but Flassan sounds the same: ask."""
        if found.place is None:
            return found
        alike = [
            one
            for one in self.by_sound.get(sound_of(key), ())
            if one != found.place and one.population * _MUCH_LARGER > found.place.population
        ]
        if not alike:
            return found
        return Finding(others=(found.place, *by_size(alike)))

    def _decided(self, found: dict[str, Place], hint: Hint, *, sure: bool) -> Finding:
        ranked = by_size(place for place in found.values() if hint.allows(place))
        if len(ranked) == 1:
            return Finding(ranked[0], sure=sure)
        return Finding(others=ranked)

    def everyone(self, key: str) -> dict[str, Place]:
        """Every place that a name can lead to, whole, usual or cut."""
        usual = [self.usual[key]] if key in self.usual else []
        found = [*self.exact.get(key, ()), *usual, *self.by_content.get(content_of(key), ())]
        found += [*self.by_start.get(key, ()), *self.by_saint.get(key, ())]
        return {place.insee: place for place in found}

    def at_postal_code(self, code: str) -> list[Place]:
        """Communes of a code; a district of Marseille rather than the whole city."""
        found = self.by_postal.get(code, [])
        districts = [place for place in found if place.kind == "ARM"]
        return districts or list(by_size(found, most=100))

    def district(self, number: int) -> Place | None:
        return self.places.get(f"132{number:02d}")


def _another_article(key: str, places: Iterable[Place]) -> bool:
    """« les penne » is not how La Penne is called."""
    article = key.partition(" ")[0]
    if article not in ("le", "la", "les", "l"):
        return False
    return any(not key_of(place.name).startswith(article + " ") for place in places)


def _begun(outside: Iterable[Outsider]) -> dict[str, frozenset[str]]:
    """The departments where a name goes on: `tarascon` is the start of a town of Ariège."""
    found: dict[str, set[str]] = defaultdict(set)
    for outsider in outside:
        words = outsider.key.split()
        for count in range(1, len(words)):
            found[" ".join(words[:count])].add(outsider.department)
    return {start: frozenset(departments) for start, departments in found.items()}


def by_size(places: Iterable[Place], most: int = _MOST_OFFERED) -> tuple[Place, ...]:
    """The most populous first: the likeliest answers come first in a list of buttons."""
    return tuple(sorted(places, key=lambda place: (-place.population, place.insee))[:most])


def _starts(key: str) -> set[str]:
    """Whole-word beginnings of a key that can stand for it: neither one small word nor `saint`."""
    parts = key.split()
    starts = {" ".join(parts[:count]) for count in range(1, len(parts))}
    return {start for start in starts if _telling(start)}


def _telling(start: str) -> bool:
    last = start.rsplit(maxsplit=1)[-1]
    vague = {"saint", "sainte", "saintes", "val", "mont", "notre", "les", "le", "la", "l", "san"}
    return (
        content_of(start) not in vague
        and len(last) > 1
        and last not in {"de", "du", "des", "sur", "en"}
    )
