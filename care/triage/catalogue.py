"""A folder of protocols as a list of things with an id: what a person can ask to see, and two folders compared.

Reads the files as they are written, so that it also knows what the compiled protocols leave behind: titles,
questions, labels. `load_protocols` must have accepted the folder first.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from care.content import load_yaml
from care.errors import InvalidContent
from care.understanding.normalise import normalise

_KINDS = {
    "thresholds": "threshold",
    "windows": "window",
    "families": "family",
    "duplicates": "duplicate",
    "questions": "question",
    "definitions": "definition",
    "flags": "flag",
    "groups": "group",
    "sites": "site",
    "repeat": "transversal",
    "transversals": "transversal",
    "transversal": "transversal",
}
_INSIDE = {"rules": "rule", "criteria": "criterion"}
_SUGGESTIONS = 5
_PROTOCOL_FOLDER = Path("data") / "protocols"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the protocols. `parent` is the group of a rule, the site of a criterion."""

    kind: str
    id: str
    data: Mapping[str, Any]
    file: str
    meta: Mapping[str, Any]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything of one folder, by kind and id."""

    path: Path
    items: Mapping[tuple[str, str], Item]
    metas: Mapping[str, Mapping[str, Any]]

    def named(self, name: str) -> list[Item]:
        """Every item of this id, exactly or but for accents, case and dashes."""
        exact = [item for item in self.items.values() if item.id == name]
        if exact:
            return exact
        plain = _plain(name)
        return [item for item in self.items.values() if _plain(item.id) == plain]

    def close_to(self, name: str) -> list[str]:
        """Ids and titles that look like a wrong id, the nearest first."""
        plain, names = _plain(name), {}
        for item in self.items.values():
            names[_plain(item.id)] = item.id
            for words in (item.data.get("title"), item.data.get("label")):
                if words:
                    names.setdefault(_plain(str(words)), item.id)
        near = difflib.get_close_matches(plain, names, n=_SUGGESTIONS, cutoff=0.6)
        near += [known for known in names if plain and plain in known]
        return list(dict.fromkeys(names[known] for known in near))[:_SUGGESTIONS]

    def of(self, kind: str) -> dict[str, Item]:
        return {item.id: item for item in self.items.values() if item.kind == kind}


def protocol_folder(path: Path) -> Path:
    """The folder meant: itself, or the protocols of a whole copy of the project.

    Raises InvalidContent when there is none.
    """
    if not path.exists():
        raise InvalidContent(str(path), "no such folder")
    inside = path / _PROTOCOL_FOLDER
    folder = inside if inside.is_dir() else path
    if not folder.is_dir() or not any(folder.glob("*.yml")):
        raise InvalidContent(str(path), "no protocol file")
    return folder


def read_catalogue(path: Path) -> Catalogue:
    """Read every file of the folder. Raises InvalidContent naming the one that cannot be read."""
    items: dict[tuple[str, str], Item] = {}
    metas: dict[str, Mapping[str, Any]] = {}
    for file in sorted(path.glob("*.yml")):
        raw = load_yaml(file)
        if not isinstance(raw, Mapping):
            raise InvalidContent(str(file), "no protocol file")
        metas[file.name] = raw.get("meta") or {}
        for item in _items(raw, file.name):
            items.setdefault((item.kind, item.id), item)
    return Catalogue(path, items, metas)


def _items(raw: Mapping[str, Any], file: str) -> Iterator[Item]:
    meta = raw.get("meta") or {}
    for key, value in raw.items():
        if key == "meta":
            continue
        for data in [value] if isinstance(value, Mapping) else value or []:
            if not isinstance(data, Mapping):
                continue
            top = Item(_KINDS.get(str(key), str(key)), _id_of(data), data, file, meta)
            yield top
            for inside, kind in _INSIDE.items():
                for one in data.get(inside) or []:
                    yield Item(kind, _id_of(one), one, file, meta, top.id)


def _id_of(data: Mapping[str, Any]) -> str:
    """Duplicates have no id of their own: the groups they join name them."""
    name = data.get("id") or data.get("slot")
    return str(name) if name else "+".join(str(group) for group in data.get("groups") or ["?"])


def _plain(name: str) -> str:
    return normalise(name).replace("_", " ").replace("-", " ").strip()
