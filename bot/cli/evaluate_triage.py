"""`relais evaluate --triage`: the confusion matrix of our vignettes, through the net that callers meet.

No engine and no database: the purposes counted here are those given when the language model is down. With
`--rules` the net alone is measured, without its second look.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bot.safety import SafetyNet, SecondLook, load_reader, load_safety_net
from care.clock import PARIS
from care.settings import ROOT, load_settings
from care.triage.vignettes import (
    LEVELS,
    Outcome,
    Target,
    by,
    confusion,
    load_vignettes,
    targets,
)

VIGNETTES = ROOT / "tests" / "triage"
# A fixed day: « lundi » and « il y a neuf jours » must mean the same thing at every measurement.
TODAY = datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)
_FRENCH = {"red": "rouge", "amber": "orange", "green": "vert", "none": "aucun"}


def run(*, errors: bool, batches: Sequence[str] = (), rules_alone: bool = False) -> int:
    """Print the measures; 1 when a target is missed, so that a script can stop on it."""
    paths = sorted(VIGNETTES.glob("*.yml"))
    if batches:
        paths = [path for path in paths if path.stem in batches]
    if not paths:
        print(f"Aucune vignette dans {VIGNETTES}.", file=sys.stderr)
        return 1
    net = load_safety_net() if rules_alone else load_reader(load_settings())
    outcomes = measure(paths, net)
    for line in report(outcomes):
        print(line)
    if errors:
        for line in misses(outcomes):
            print(line)
    return 0 if all(target.reached for target in targets(outcomes)) else 1


def measure(paths: Iterable[Path], net: SafetyNet | SecondLook) -> list[Outcome]:
    """What the net makes of every vignette of the files."""
    return [
        Outcome(
            path.stem,
            vignette,
            net.read(vignette.text, known=(), caller=vignette.caller, now=TODAY).assessment,
        )
        for path in paths
        for vignette in load_vignettes(path)
    ]


def report(outcomes: Sequence[Outcome]) -> list[str]:
    """The whole set, then each batch, then each kind of caller."""
    lines = [f"{len(outcomes)} vignettes", "", *_matrix(outcomes), "", *_targets(outcomes)]
    for title, groups in (
        ("Par lot", by(outcomes, lambda each: each.batch)),
        ("Par appelant", by(outcomes, lambda each: each.vignette.caller)),
    ):
        lines += ["", title]
        lines += [f"  {name:<22} {_short(group)}" for name, group in groups.items()]
    return lines


def misses(outcomes: Sequence[Outcome]) -> list[str]:
    """Each vignette read otherwise than its gold, with the rules that fired."""
    lines: list[str] = []
    for each in outcomes:
        if each.exact and each.purpose_right:
            continue
        gold, found = each.vignette, each.assessment
        lines.append("")
        lines.append(f"[{each.batch}] {gold.caller} : {gold.text}")
        lines.append(
            f"  attendu {_FRENCH[gold.gold]} / {gold.purpose} ; "
            f"lu {_FRENCH[each.found]} / {found.purpose}" + (f" ; {gold.why}" if gold.why else "")
        )
        lines += [f"  - {m.item} ({m.grade}) « {m.evidence} »" for m in found.matched]
    return lines


def _matrix(outcomes: Sequence[Outcome]) -> list[str]:
    counts = confusion(outcomes)
    header = "attendu \\ lu".ljust(14) + "".join(_FRENCH[level].rjust(8) for level in LEVELS)
    rows = [
        _FRENCH[gold].ljust(14) + "".join(str(counts[(gold, found)]).rjust(8) for found in LEVELS)
        for gold in LEVELS
    ]
    return [header, *rows]


def _targets(outcomes: Sequence[Outcome]) -> list[str]:
    return [_line(target) for target in targets(outcomes)]


def _line(target: Target) -> str:
    sign = "≤" if target.at_most else "≥"
    mark = "atteint" if target.reached else "MANQUÉ"
    measured = f"{target.count}/{target.total} = {100 * target.share:.1f} %"
    return f"{target.name:<30} {measured:<20} cible {sign} {100 * target.bound:.0f} % : {mark}"


def _short(outcomes: Sequence[Outcome]) -> str:
    measured = {target.name: target for target in targets(outcomes)}
    exact, purpose = measured["niveau exact"], measured["motif exact"]
    under = measured["rouge sous-gradé"]
    return (
        f"{len(outcomes):>4} cas, exact {100 * exact.share:.0f} %, motif {100 * purpose.share:.0f} %, "
        f"rouges manqués {under.count}"
    )
