"""`relais evaluate --places`: where callers say they are, read as the town question and as a message."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from care.places.evaluation import (
    FOUND,
    Kind,
    Outcome,
    Verdict,
    View,
    count,
    load_entries,
    measure,
)
from care.places.index import PlaceIndex
from care.places.model import Place, PlaceReading
from care.settings import ROOT

ENTRIES = ROOT / "tests" / "understanding"
FOUND_AT_LEAST = 0.97
SILENT_AT_MOST = 0.005


def run(*, errors: bool) -> int:
    """Print the measures; 1 when a target is missed, so that a script can stop on it."""
    paths = sorted(ENTRIES.glob("places*.yml"))
    if not paths:
        print(f"Aucun lieu à lire dans {ENTRIES}.", file=sys.stderr)
        return 1
    index = PlaceIndex.from_table()
    reached = True
    for path in paths:
        outcomes = measure(load_entries(path), index)
        lines, right = report(outcomes)
        reached = reached and right
        print("\n".join((f"Lieux ({path.name})", *lines, *(misses(outcomes) if errors else ()))))
    return 0 if reached else 1


def report(outcomes: Sequence[Outcome]) -> tuple[list[str], bool]:
    """The table, and whether the two published targets are reached on the answers."""
    lines = [f"  {len(outcomes)} textes"]
    for view in View:
        lines.append(f"  {view.value.capitalize()}")
        lines += [f"    {_line(outcomes, kind, view)}" for kind in Kind]
    counts = count(outcomes, Kind.PLACE, View.ANSWER)
    found = sum(counts[verdict] for verdict in FOUND) / max(1, counts.total())
    silent = [outcome for outcome in outcomes if outcome.silent]
    share = len(silent) / max(1, len(outcomes))
    lines.append(
        f"  commune trouvée et juste : {_percent(found)}, cible ≥ {_percent(FOUND_AT_LEAST)}"
    )
    lines.append(
        f"  commune fausse acceptée en silence, d'une façon ou d'une autre : {len(silent)} "
        f"= {_percent(share)}, cible ≤ {_percent(SILENT_AT_MOST)}"
    )
    return lines, found >= FOUND_AT_LEAST and share <= SILENT_AT_MOST


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """Each text read otherwise than its gold, with what was read instead."""
    lines = []
    for outcome in outcomes:
        wrong = [view for view in View if outcome.verdict(view) not in FOUND]
        for view in wrong:
            gold = outcome.entry.place or outcome.entry.kind.value
            lines.append(
                f"  [{view.value}] « {outcome.entry.text} » : attendu {gold} ; "
                f"{outcome.verdict(view).value} : {_said(outcome.readings[view])}"
            )
    return lines


def _line(outcomes: Sequence[Outcome], kind: Kind, view: View) -> str:
    counts = count(outcomes, kind, view)
    shares = [
        f"{verdict.value} {counts[verdict]} ({_percent(counts[verdict] / counts.total())})"
        for verdict in Verdict
        if counts[verdict]
    ]
    return f"{kind.value} ({counts.total()}) : {' ; '.join(shares)}"


def _said(reading: PlaceReading) -> str:
    if reading.place is not None:
        return _name(reading.place) + ("" if reading.sure else " ?")
    if reading.suggestions:
        return " / ".join(map(_name, reading.suggestions))
    return "hors région" if reading.outside_region else "rien"


def _name(place: Place) -> str:
    return f"{place.name} {place.insee}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")
