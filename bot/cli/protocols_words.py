"""Conditions of the protocols in a clinician's words, one line a point, indented like they are nested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from care.content import DATA, Provenance, Strict, load_content
from care.triage.catalogue import Catalogue
from care.understanding.library import phrase_lexicon

_MANY = {
    "all": "tout ceci à la fois :",
    "any": "l'un de ces points :",
    "none": "et rien de ceci :",
    "two_of": "au moins deux de ces points :",
}
_INDENT = "  "
_FEVER = {
    "red_fever": "toute fenêtre où la fièvre seule est rouge",
    "amber_fever": "toute fenêtre où la fièvre seule est orange",
    "green_fever": "toute fenêtre où la fièvre seule est verte",
    "any": "la fenêtre de n'importe quel traitement anticancéreux",
}


class ProtocolWords(Strict):
    """The French names of what the protocols are made of."""

    meta: Provenance
    kinds: dict[str, str]
    levels: dict[str, str]
    delays: dict[str, str]
    states: dict[str, str]
    confidences: dict[str, str]
    sexes: dict[str, str]
    measures: dict[str, str]
    definitions: dict[str, str]


@lru_cache(maxsize=1)
def protocol_words(path: Path = DATA / "replies" / "protocols.yml") -> ProtocolWords:
    return load_content(path, ProtocolWords)


@lru_cache(maxsize=1)
def _labels() -> Mapping[str, str]:
    """The lexicon's own name for each sign, finding and treatment."""
    labels: dict[str, str] = {}
    for entry in phrase_lexicon().entries:
        labels.setdefault(entry.code, entry.label)
    return labels


def label_of(code: str) -> str:
    """« frissons » for `chills`; the code itself when no lexicon has a name for it."""
    return _labels().get(code, code.replace("_", " "))


def defined(name: str) -> str:
    """« saignement quel qu'il soit » for `any_bleeding`."""
    return f"« {protocol_words().definitions.get(name, name)} »"


class Wording:
    """Words the conditions of one folder of protocols."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._thresholds = catalogue.of("threshold")
        self._windows = catalogue.of("window")
        self._definitions = catalogue.of("definition")

    def lines(self, raw: object, *, deep: int = 0, opened: tuple[str, ...] = ()) -> list[str]:
        """The condition as indented lines; definitions are opened where they are named."""
        return list(self._lines(raw, deep, opened))

    def one_line(self, raw: object) -> str:
        """The same in one line, for a list of changes; definitions stay named."""
        if isinstance(raw, Mapping) and len(raw) == 1:
            ((key, value),) = raw.items()
            if key in _MANY and isinstance(value, list):
                joint = {"all": " ET ", "any": " OU ", "none": " NI ", "two_of": " / "}[key]
                parts = joint.join(self.one_line(part) for part in value)
                before = {"none": "sans ", "two_of": "deux parmi "}.get(key, "")
                return f"{before}({parts})"
            if key == "is":
                return defined(str(value))
        return self._leaf(raw)

    def _lines(self, raw: object, deep: int, opened: tuple[str, ...]) -> Iterator[str]:
        pad = _INDENT * deep
        if isinstance(raw, Mapping) and len(raw) == 1:
            ((key, value),) = raw.items()
            if key in _MANY and isinstance(value, list):
                if len(value) == 1:
                    yield from self._alone(key, value[0], deep, opened)
                    return
                yield f"{pad}{_MANY[key]}"
                for part in value:
                    yield from self._lines(part, deep + 1, opened)
                return
            definition = self._definitions.get(str(value)) if key == "is" else None
            if definition is not None and definition.id not in opened:
                yield f"{pad}- {defined(definition.id)}, c'est-à-dire :"
                when = definition.data.get("when")
                yield from self._lines(when, deep + 2, (*opened, definition.id))
                return
        yield f"{pad}- {self._leaf(raw)}"

    def _alone(
        self,
        key: str,
        part: object,
        deep: int,
        opened: tuple[str, ...],
    ) -> Iterator[str]:
        """A list of one: the thing itself, or its absence in one line."""
        if key != "none":
            yield from self._lines(part, deep, opened)
        elif part == {"age": {}}:
            yield f"{_INDENT * deep}- âge inconnu"
        else:
            yield f"{_INDENT * deep}- sans : {self.one_line(part)}"

    def _leaf(self, raw: object) -> str:
        if not isinstance(raw, Mapping) or len(raw) != 1:
            return label_of(str(raw)) if isinstance(raw, str) else str(raw)
        ((key, value),) = raw.items()
        names = [str(name) for name in value] if isinstance(value, list) else [str(value)]
        if key == "context":
            return f"connu : {' ou '.join(label_of(name) for name in names)}"
        if key == "threshold":
            return self.threshold(names[0])
        if key == "window":
            return " ou ".join(self._window(name) for name in names)
        if key in ("drug", "drug_class"):
            return f"sous {', '.join(label_of(name) for name in names)}"
        return self._person(str(key), value)

    def _person(self, key: str, value: Any) -> str:  # noqa: ANN401
        if key == "age":
            return self._age(value)
        if key == "sex":
            return protocol_words().sexes.get(str(value), str(value))
        if key == "treated":
            return "sous traitement anticancéreux" if value else "sans traitement anticancéreux"
        if key == "treatment":
            known = "le traitement est dit (ou nié)"
            return known if value == "known" else "rien n'est dit du traitement"
        if key in ("lasts", "since") and isinstance(value, Mapping):
            return self._lasting(key, value)
        if key == "days":
            limit = (
                f"{value.get('max')} jours" if isinstance(value, Mapping) else self.threshold(value)
            )
            return f"dernière dose il y a {limit} au plus (date inconnue : compté comme dedans)"
        return f"{key} : {value}"

    def _age(self, value: Any) -> str:  # noqa: ANN401
        if not isinstance(value, Mapping):
            return self.threshold(str(value))
        low, high = value.get("min"), value.get("max")
        if low is not None and high is not None:
            return f"âge de {low} à {high} ans"
        if low is not None:
            return f"{low} ans ou plus"
        return f"{high} ans ou moins" if high is not None else "âge connu"

    def _lasting(self, key: str, value: Mapping[str, Any]) -> str:
        what = (
            label_of(str(value["sign"]))
            if key == "lasts"
            else self._window(str(value.get("window")))
        )
        limits = []
        for name, words in (("threshold", "depuis"), ("below", "moins que")):
            if name in value:
                limits.append(f"{words} {self.threshold(str(value[name]))}")
        if "hours" in value:
            limits.append(f"depuis {value['hours']} h ou plus")
        return f"{what}, {', '.join(limits)}"

    def threshold(self, name: str) -> str:
        """« température ≥ 38 °C (fièvre, une mesure suffit) »."""
        item = self._thresholds.get(name)
        if item is None:
            return name
        data = item.data
        measure = protocol_words().measures.get(str(data["measure"]), str(data["measure"]))
        limits = [
            f"{sign} {_number(data[key])} {data['unit']}"
            for key, sign in (("at_least", "≥"), ("at_most", "≤"))
            if data.get(key) is not None
        ]
        return f"{measure} {' et '.join(limits)} ({data['label']})"

    def _window(self, name: str) -> str:
        item = self._windows.get(name)
        if item is None:
            return _FEVER.get(name, name)
        return f"dans la fenêtre « {name.replace('_', ' ')} » ({item.data['label']})"


def _number(value: object) -> str:
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) else str(value)
