"""What a synchronisation did, for a machine and for a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from care.french import full_date, plural
from directory_sync.rows import Refusal

_OLD = timedelta(days=365)
_EXAMPLES = 3

_OUTCOMES = {
    "applied": "appliquée",
    "unchanged": "pas de nouveauté : le fichier est le même que la dernière fois",
    "dry_run": "essai à blanc, rien n'a été écrit",
    "quarantined": "mise de côté : trop de lignes connues ont disparu, rien n'a été changé",
}


@dataclass(frozen=True, slots=True)
class SyncReport:
    """Counts of one run. The age of the data (`age`) is not the age of the run."""

    source: str
    label: str
    status: str
    read: int
    kept: int
    added: int
    changed: int
    unchanged: int
    vanished: int
    refusals: tuple[Refusal, ...]
    data_date: date | None
    today: date
    shown: bool

    @property
    def refused(self) -> int:
        return len(self.refusals)

    @property
    def reasons(self) -> dict[str, int]:
        """How many rows each reason refused, the commonest first."""
        return dict(Counter(refusal.reason for refusal in self.refusals).most_common())

    @property
    def age(self) -> timedelta | None:
        return self.today - self.data_date if self.data_date else None

    @property
    def old(self) -> bool:
        return self.age is not None and self.age > _OLD


def report_text(report: SyncReport) -> str:
    """The report in French, a few lines, for a terminal or a mail."""
    lines = [f"Source « {report.label} » ({report.source}) : {_OUTCOMES[report.status]}."]
    lines.append(
        f"  {plural(report.read, 'ligne lue', 'lignes lues')}, {plural(report.kept, 'gardée')}, "
        f"{plural(report.refused, 'refusée')} ; {plural(report.added, 'ajoutée')}, "
        f"{plural(report.changed, 'modifiée')}, {plural(report.unchanged, 'inchangée')}, "
        f"{plural(report.vanished, 'disparue')}."
    )
    for reason, count in report.reasons.items():
        examples = [one.identifier for one in report.refusals if one.reason == reason][:_EXAMPLES]
        lines.append(f"  Refus : {reason}, {count} (par exemple {' ; '.join(examples)}).")
    lines.append(f"  {_age_text(report)}")
    if not report.shown:
        lines.append(
            "  Ces données ne sont jamais montrées comme actuelles : gardées hors de la recherche."
        )
    return "\n".join(lines)


def _age_text(report: SyncReport) -> str:
    if report.data_date is None or report.age is None:
        return "Date des données inconnue."
    warning = " : données anciennes" if report.old else ""
    return f"Données du {full_date(report.data_date)} ({plural(report.age.days, 'jour')}{warning})."
