"""`relais evaluate --facts`: recall and precision of treatments, temperatures, ages and dates, rules alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from care.settings import ROOT
from care.understanding.scoring import KINDS, TARGET, Outcome, Score, measure, score

MESSAGES = ROOT / "tests" / "understanding"
_FRENCH = {
    "treatments": "traitements",
    "temperatures": "températures",
    "ages": "âges",
    "dates": "dates",
}


def run(*, errors: bool) -> int:
    """Print the measures; 1 when a target is missed, so that a script can stop on it."""
    paths = sorted(MESSAGES.glob("facts*.yml"))
    if not paths:
        print(f"Aucun message mis de côté dans {MESSAGES}.", file=sys.stderr)
        return 1
    outcomes = [outcome for path in paths for outcome in measure(path)]
    for line in report(outcomes):
        print(line)
    if errors:
        for line in misses(outcomes):
            print(line)
    return 0 if all(_reached(score(_of(outcomes, kind))) for kind in KINDS) else 1


def report(outcomes: Sequence[Outcome]) -> list[str]:
    """Every kind over the whole set, then by batch and by style."""
    lines = [f"Faits lus dans {len(outcomes) // len(KINDS)} messages (règles seules)", ""]
    for kind in KINDS:
        total = score(_of(outcomes, kind))
        mark = "atteint" if _reached(total) else "MANQUÉ"
        lines.append(
            f"  {_FRENCH[kind]:<14} {_figures(total)}  cible ≥ {100 * TARGET:.0f} % : {mark}"
        )
    groups: tuple[tuple[str, Callable[[Outcome], str]], ...] = (
        ("Par lot", lambda each: each.batch),
        ("Par style", lambda each: each.message.style),
    )
    for title, key in groups:
        lines += ["", f"{title} (rappel / précision)", _row("", [_FRENCH[kind] for kind in KINDS])]
        for name in sorted({key(each) for each in outcomes}):
            group = [each for each in outcomes if key(each) == name]
            lines.append(_row(name, [_short(score(_of(group, kind))) for kind in KINDS]))
    return lines


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """What was missed or read without being there, message by message."""
    lines: list[str] = []
    for each in outcomes:
        if each.missed or each.extra:
            lines += ["", f"[{each.batch}, {each.message.style}] {each.message.text.strip()}"]
            missed = f"manqué {', '.join(each.missed)}" if each.missed else ""
            extra = f"en trop {', '.join(each.extra)}" if each.extra else ""
            lines.append(f"  {_FRENCH[each.kind]} : " + " ; ".join(filter(None, (missed, extra))))
    return lines


def _of(outcomes: Sequence[Outcome], kind: str) -> list[Outcome]:
    return [each for each in outcomes if each.kind == kind]


def _reached(total: Score) -> bool:
    return total.recall >= TARGET and total.precision >= TARGET


def _figures(total: Score) -> str:
    said, read = total.right + total.missed, total.right + total.extra
    return (
        f"rappel {total.right}/{said} = {100 * total.recall:.1f} %, "
        f"précision {total.right}/{read} = {100 * total.precision:.1f} %"
    )


def _short(total: Score) -> str:
    if total.right + total.missed + total.extra == 0:
        return "-"
    return f"{100 * total.recall:.0f} / {100 * total.precision:.0f}"


def _row(name: str, cells: Sequence[str]) -> str:
    return f"  {name:<12}" + "".join(cell.rjust(15) for cell in cells)
