"""`relais protocols show` and `list`: one rule as a clinician reads it, before signing it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.cli.errors import CommandError
from bot.cli.protocols_words import Wording, label_of, protocol_words
from care.booking.specialities import load_specialities
from care.triage.catalogue import Catalogue, Item
from care.triage.protocols import Protocols
from care.triage.sheets import all_sheets

_SOURCED = frozenset({"rule", "criterion", "group", "site", "threshold", "window", "transversal"})
_COLUMN = 15
_WIDTH = 110
_LISTED = ("group", "site", "flag", "transversal", "threshold", "window", "definition", "question")


def show(name: str, catalogue: Catalogue, protocols: Protocols) -> str:
    """Everything of this id as text. Raises CommandError, with the nearest names, when there is none."""
    found = catalogue.named(name)
    if not found:
        near = catalogue.close_to(name)
        hint = f" Vouliez-vous dire : {', '.join(near)} ?" if near else ""
        raise CommandError(
            f"« {name} » n'est le nom d'aucune règle.{hint} « relais protocols list » les donne toutes."
        )
    page = Page(catalogue, protocols)
    return "\n\n".join("\n".join(page.lines(item)) for item in found)


def listing(kind: str | None, catalogue: Catalogue) -> str:
    """Every id with its title; of one kind, or of those that hold the others."""
    words = protocol_words()
    kinds = [kind] if kind else list(_LISTED)
    lines: list[str] = []
    for each in kinds:
        items = catalogue.of(each)
        if items:
            lines.append(f"{words.kinds.get(each, each).capitalize()} ({len(items)})")
            lines += [f"  {item.id:<30} {_title(item)}".rstrip() for item in items.values()]
            lines += _inside(each, items, catalogue) if kind else []
    return "\n".join(lines)


def _inside(kind: str, items: Mapping[str, Item], catalogue: Catalogue) -> list[str]:
    if kind not in ("group", "site"):
        return []
    inner = [item for item in catalogue.items.values() if item.parent in items]
    return [f"  {item.parent} / {item.id}" for item in inner]


class Page:
    """Writes one item, whatever its kind."""

    def __init__(self, catalogue: Catalogue, protocols: Protocols) -> None:
        self._catalogue = catalogue
        self._protocols = protocols
        self._words = protocol_words()
        self._wording = Wording(catalogue)

    def lines(self, item: Item) -> list[str]:
        kind = self._words.kinds.get(item.kind, item.kind)
        lines = [f"{item.id} — {kind}", "=" * _COLUMN]
        lines += self._what(item)
        lines += self._conditions(item)
        lines += self._trust(item)
        lines += self._questions(item)
        return [line.rstrip() for line in lines]

    def _parent(self, item: Item) -> Mapping[str, Any]:
        for kind in ("group", "site"):
            found = self._catalogue.items.get((kind, item.parent or ""))
            if found is not None:
                return found.data
        return {}

    def _what(self, item: Item) -> Iterator[str]:
        data, parent = item.data, self._parent(item)
        words = self._words
        yield from _row("Titre", _title(item))
        if item.parent:
            yield from _row("Dans", f"{parent.get('title', '')} ({item.parent})")
        grade = data.get("grade") or data.get("level") or data.get("fever")
        if grade:
            vital = ", fonction vitale menacée : aucune question" if data.get("vital") else ""
            yield from _row("Niveau", f"{words.levels.get(str(grade), str(grade))}{vital}")
        if data.get("delay"):
            yield from _row("Délai", words.delays.get(str(data["delay"]), str(data["delay"])))
        if data.get("never_green"):
            yield from _row("Plancher", "jamais vert dans ce groupe")
        if item.kind == "threshold":
            yield from _row("Seuil", self._wording.threshold(item.id))
        if item.kind == "window":
            yield from _row("Durée", f"{data['days']} jours après la dernière dose")
        if "hours" in data:
            yield from _row("Délai", f"{data['hours']} heures, la limite comprise")
        yield from self._answer(item)

    def _answer(self, item: Item) -> Iterator[str]:
        """What the caller is told: the red flag of the rule, the sheet, what goes along with a suspicion."""
        data, parent = item.data, self._parent(item)
        flag = self._catalogue.items.get(("flag", str(data.get("flag"))))
        if flag is not None:
            yield from _row("Drapeau rouge", f"{flag.data['label']} ({flag.id})")
        said = flag.data if flag is not None else data
        if said.get("headline_pro"):
            actions = [said["headline_pro"], *said.get("actions_pro", [])]
            yield from _row("Au soignant", " ".join(actions))
            lay = [
                said.get("lay") or said.get("headline_lay") or "",
                *said.get("actions_lay", []),
            ]
            yield from _row("Au patient", " ".join(lay))
        if said.get("call_15"):
            yield from _row("Appel", "le 15")
        sheet = said.get("sheet") or data.get("sheet") or parent.get("sheet")
        titles = {one.id: one.title for one in all_sheets()}
        if sheet:
            yield from _row("Fiche", f"{titles.get(sheet, sheet)} (/fiches/{sheet})")
        for key, title in (
            ("speciality", "Spécialité"),
            ("exams", "Examens"),
            ("pitfalls", "Pièges"),
        ):
            value = data.get(key) or parent.get(key)
            if key == "speciality" and value:
                value = _speciality(str(value))
            if value:
                yield from _row(title, value if isinstance(value, str) else " ; ".join(value))

    def _conditions(self, item: Item) -> Iterator[str]:
        data = item.data
        if "when" in data:
            yield "Quand"
            yield from self._wording.lines(data["when"], deep=1)
        if data.get("signs"):
            yield from _row("Signes", ", ".join(label_of(str(code)) for code in data["signs"]))
        inner = [one for one in self._catalogue.items.values() if one.parent == item.id]
        if inner and item.kind in ("group", "site"):
            yield "Règles"
            for one in inner:
                level = str(one.data.get("grade") or one.data.get("delay"))
                words = self._words.levels.get(level) or self._words.delays.get(level, level)
                yield f"  - {one.id} : {words}"
        if item.kind in ("threshold", "window", "definition", "flag"):
            users = sorted(self._users(item))
            if users:
                yield from _row("Utilisé par", ", ".join(users))
        if data.get("groups"):
            yield from _row("Groupes", ", ".join(str(group) for group in data["groups"]))

    def _users(self, item: Item) -> Iterator[str]:
        for one in self._catalogue.items.values():
            if one.data.get("flag") == item.id or _names(one.data.get("when"), item):
                yield one.id

    def _trust(self, item: Item) -> Iterator[str]:
        data, parent, meta = item.data, self._parent(item), item.meta
        words = self._words
        yield from _row("Source", str(data.get("source") or parent.get("source") or meta["source"]))
        confidence = data.get("confidence") or parent.get("confidence") or "memory"
        if item.kind in _SOURCED:
            yield from _row("Confiance", words.confidences.get(str(confidence), str(confidence)))
        yield from _row("Auteur", str(meta.get("author", "")))
        yield from _row("Relu le", str(meta.get("reviewed", "")))
        signed = f" par {meta['signed_by']}" if meta.get("signed_by") else ""
        state = str(meta.get("state", ""))
        yield from _row("Signature", f"{words.states.get(state, state)}{signed}")
        version = self._protocols.versions.get(item.id, str(meta.get("version", "")))
        yield from _row("Version", version)
        yield from _row("Fichier", item.file)

    def _questions(self, item: Item) -> Iterator[str]:
        slots = [item.id] if item.kind == "question" else _asked(item.data, self._parent(item))
        known = [
            found for slot in slots if (found := self._catalogue.items.get(("question", slot)))
        ]
        if known:
            yield "Questions posées" if item.kind != "question" else "Question"
        for question in known:
            data = question.data
            yield from _row(f"  {question.id}", f"soignant : {data['pro']}")
            yield from _row("", f"patient : {data['lay']}")
            titles = [str(option["title"]) for option in data.get("options") or []]
            if titles:
                yield from _row("", f"choix : {' / '.join(titles)}")


def _asked(data: Mapping[str, Any], parent: Mapping[str, Any]) -> list[str]:
    own, shared = data.get("asks") or [], parent.get("asks") or []
    return list(dict.fromkeys(str(slot) for slot in (*own, *shared)))


def _names(raw: object, item: Item) -> bool:
    """Whether a condition calls this item by its name."""
    if raw is None:
        return False
    if isinstance(raw, Mapping):
        return any(_names(value, item) for value in raw.values())
    if isinstance(raw, list):
        return any(_names(part, item) for part in raw)
    return raw == item.id


def _speciality(code: str) -> str:
    labels = {one.code: one.label for one in load_specialities().specialities}
    return labels.get(code, code)


def _title(item: Item) -> str:
    return str(item.data.get("title") or item.data.get("label") or item.data.get("why") or "")


def _row(name: str, text: str) -> Iterable[str]:
    if not text:
        return []
    body = textwrap.wrap(text, _WIDTH - _COLUMN) or [""]
    first = f"{name:<{_COLUMN}}{body[0]}" if len(name) < _COLUMN else f"{name} {body[0]}"
    return [first, *(f"{'':<{_COLUMN}}{line}" for line in body[1:])]
