"""`relais protocols diff`: what changed from one folder to another, in words, and in which direction."""

from __future__ import annotations

from typing import Any

from bot.cli.protocols_words import Wording, label_of, protocol_words
from care.triage.catalogue import Catalogue, Item
from care.triage.changes import (
    ADDED,
    CHANGED,
    LOOK,
    LOWERS,
    NEUTRAL,
    RAISES,
    REMOVED,
    Change,
    Difference,
    counted,
    differences,
    meta_changes,
)
from care.triage.protocols import Protocols

_SAID = {
    RAISES: "↑ relève",
    LOWERS: "↓ ABAISSE",
    LOOK: "? à examiner",
    NEUTRAL: "= sans effet sur les niveaux",
}
_TITLES = {ADDED: "Ajouté", REMOVED: "Retiré", CHANGED: "Modifié"}
_MARKS = {ADDED: "+", REMOVED: "-", CHANGED: "~"}
_FIELDS = {
    "grade": "niveau",
    "level": "niveau",
    "fever": "fièvre seule",
    "delay": "délai",
    "when": "condition",
    "asks": "questions",
    "signs": "signes",
    "flag": "drapeau rouge",
    "vital": "fonction vitale",
    "at_least": "à partir de",
    "at_most": "jusqu'à",
    "label": "libellé",
    "title": "titre",
    "source": "source",
    "days": "jours",
    "hours": "heures",
    "groups": "groupes",
    "parent": "groupe",
    "state": "signature",
    "signed_by": "signé par",
    "reviewed": "relu le",
    "author": "auteur",
    "owner": "responsable",
    "version": "version",
    "pro": "question au soignant",
    "lay": "mots du patient",
    "headline_pro": "première ligne au soignant",
    "options": "choix proposés",
}
_LONGEST = 400


def compare(before: tuple[Catalogue, Protocols], after: tuple[Catalogue, Protocols]) -> str:
    """The whole comparison as text."""
    old, new = before[0], after[0]
    found = differences(old, new)
    metas = list(meta_changes(old, new))
    if not found and not metas:
        return "Les deux dossiers disent la même chose."
    words = (Wording(old), Wording(new))
    lines = [_summary(found, before[1], after[1])]
    for how in (ADDED, REMOVED, CHANGED):
        chosen = [one for one in found if one.how == how]
        if chosen:
            lines += ["", f"{_TITLES[how]} ({len(chosen)})"]
            for one in chosen:
                lines += _lines(one, words)
    if metas:
        lines += ["", "Signatures, versions et relectures"]
        lines += [
            f"  {file} — {_FIELDS.get(field, field)} : {_state(field, was)} → {_state(field, is_now)}"
            for file, field, was, is_now in metas
        ]
    return "\n".join(lines)


def _summary(found: list[Difference], before: Protocols, after: Protocols) -> str:
    counts = counted(found)
    many = "s" if len(found) > 1 else ""
    version = (
        f"Version {before.version} → {after.version}"
        if before.version != after.version
        else f"Version {after.version} des deux côtés"
    )
    return (
        f"{version}. {len(found)} changement{many} : {counts[RAISES]} qui relève(nt) un niveau, "
        f"{counts[LOWERS]} qui abaisse(nt), {counts[LOOK]} à examiner, {counts[NEUTRAL]} sans effet."
    )


def _lines(one: Difference, words: tuple[Wording, Wording]) -> list[str]:
    item, kinds = one.item, protocol_words().kinds
    where = f", dans {item.parent}" if item.parent else ""
    kind = kinds.get(item.kind, item.kind)
    lines = [f"  {_MARKS[one.how]} {item.id} ({kind}{where}) — {_SAID[one.direction]}"]
    if one.how != CHANGED:
        wording = words[0] if one.how == REMOVED else words[1]
        return lines + _content(item, wording)
    for change in one.changes:
        lines += _change(change, words)
    return lines


def _content(item: Item, wording: Wording) -> list[str]:
    """What an added or removed item says."""
    graded = [field for field in ("grade", "level", "delay", "fever") if item.data.get(field)]
    said = [_value(field, item.data[field], wording) for field in graded]
    if item.kind == "threshold":
        said.append(wording.threshold(item.id))
    elif "when" in item.data:
        said.append(_value("when", item.data["when"], wording))
    elif item.data.get("title") or item.data.get("label"):
        said.append(str(item.data.get("title") or item.data.get("label")))
    return [f"      {' — '.join(said)}"] if said else []


def _change(change: Change, words: tuple[Wording, Wording]) -> list[str]:
    field = _FIELDS.get(change.field, change.field)
    was, is_now = (
        _value(change.field, change.before, words[0]),
        _value(change.field, change.after, words[1]),
    )
    mark = "" if change.direction == NEUTRAL else f"   [{_SAID[change.direction]}]"
    if len(was) + len(is_now) < 90:
        return [f"      {field} : {was} → {is_now}{mark}"]
    return [f"      {field}{mark}", f"        avant : {was}", f"        après : {is_now}"]


def _value(field: str, value: Any, wording: Wording) -> str:  # noqa: ANN401
    words = protocol_words()
    if value is None:
        return "—"
    if field == "when":
        said = wording.one_line(value)
    elif field in ("grade", "level", "fever"):
        said = words.levels.get(str(value), str(value))
    elif field == "delay":
        said = words.delays.get(str(value), str(value))
    elif field == "signs":
        said = ", ".join(label_of(str(code)) for code in value)
    elif isinstance(value, bool):
        said = "oui" if value else "non"
    elif field == "options":
        said = " / ".join(str(option.get("title")) for option in value)
    elif isinstance(value, list):
        said = ", ".join(str(each) for each in value)
    else:
        said = f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _state(field: str, value: str) -> str:
    return protocol_words().states.get(value, value) if field == "state" else value
