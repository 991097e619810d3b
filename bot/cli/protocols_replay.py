"""`relais protocols replay`: past decisions taken again, with what would change and in which direction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bot.cli.errors import CommandError
from bot.cli.protocols_words import label_of, protocol_words
from care.clock import to_paris
from care.settings import Settings
from care.storage.database import Database
from care.storage.requests import CareRequest, Decision
from care.triage.levels import Level
from care.triage.protocols import Protocols, load_protocols
from care.triage.replay import Replayed, Stored, Tally, replay, tally
from care.understanding.facts import Fact, Status
from care.understanding.memory import facts_from_json

_ALL_WELL, _SOMETHING_WRONG = 0, 1
_BATCH = 500
_MOST_SIGNS = 6
_TOLD = frozenset(
    {"symptom", "finding", "treatment", "temperature", "lab", "vital", "count", "age"}
)


def replay_all(settings: Settings, draft: Protocols | None, *, shown: int = 40) -> int:
    """Replay the decisions of this service's database, print what differs, and return the exit code."""
    database = Database(settings.database)
    try:
        _check(database)
        with database.read() as session:
            replayed, unread = replay(stored(session), draft or load_protocols(mode=settings.mode))
    finally:
        database.close()
    counts = tally(replayed, unread)
    print(report(replayed, counts, draft=draft is not None, shown=max(0, shown)))
    if draft is not None:
        return _SOMETHING_WRONG if counts.red_lowered else _ALL_WELL
    return _SOMETHING_WRONG if counts.total != counts.same else _ALL_WELL


def _check(database: Database) -> None:
    """A database that is not there is not made by looking for it."""
    if database.is_sqlite and not (database.url.database or "").startswith(":"):
        path = Path(database.url.database or "")
        if not path.exists():
            raise CommandError(
                f"Aucune décision à rejouer : la base {path} n'existe pas encore. "
                "Elle est créée au premier démarrage du service (RELAIS_DATA_DIR dit où)."
            )
    names = set(inspect(database.engine).get_table_names())
    columns = (
        {column["name"] for column in inspect(database.engine).get_columns("decision")}
        if "decision" in names
        else set()
    )
    if "rules" not in columns:
        raise CommandError(
            "La base date d'une version plus ancienne : lancez « relais prepare » pour la mettre à jour, puis rejouez."
        )


def stored(session: Session) -> Iterator[Stored]:
    """Every decision, the oldest first, with the reference of its request as its name."""
    query = (
        select(Decision, CareRequest.reference)
        .outerjoin(CareRequest, CareRequest.id == Decision.request_id)
        .order_by(Decision.id)
        .execution_options(yield_per=_BATCH)
    )
    for row, reference in session.execute(query):
        yield Stored(
            name=reference or f"décision {row.id}",
            at=row.at,
            caller=row.caller,
            by=row.by,
            level=Level(row.level) if row.level else None,
            rules=tuple(
                (str(rule["item"]), str(rule["grade"]), str(rule.get("version", "")))
                for rule in row.rules
            ),
            facts=facts_from_json(row.facts),
            protocol_version=row.protocol_version,
        )


def report(replayed: list[Replayed], counts: Tally, *, draft: bool, shown: int) -> str:
    """The whole replay as text: the counts first, then each decision that differs."""
    if not counts.total:
        return f"Aucune décision à rejouer.{_unread(counts)}"
    under = "avec le brouillon" if draft else "avec les protocoles en service"
    lines = [
        f"{counts.total} décision(s) rejouée(s) {under}.{_unread(counts)}",
        f"  identiques             : {counts.same}",
        f"  même niveau, autres règles : {counts.other_reasons}",
        f"  relevées               : {counts.raised}",
        f"  abaissées              : {counts.lowered}"
        + (f", dont {counts.red_lowered} ROUGE(S)" if counts.red_lowered else ""),
    ]
    differing = [one for one in replayed if one.changed]
    differing.sort(key=lambda one: (not one.red_lowered, not one.lowered))
    if not draft:
        differing += [one for one in replayed if one.other_reasons]
    if differing:
        lines += ["", "Ce qui change :"]
        lines += [line for one in differing[:shown] for line in _lines(one)]
    if len(differing) > shown:
        lines.append(f"  … et {len(differing) - shown} autre(s) (« --limit » en montre plus).")
    return "\n".join([*lines, "", _verdict(counts, draft=draft)])


def _unread(counts: Tally) -> str:
    if not counts.unread:
        return ""
    return f" {counts.unread} autre(s) ne peuvent pas l'être : faits effacés, ou gardés par la première version."


def _lines(one: Replayed) -> Iterator[str]:
    before, after = _level(one.stored.level), _level(one.level)
    way = "↑ relevée" if one.raised else "↓ ABAISSÉE" if one.lowered else "= autres règles"
    when = to_paris(one.stored.at).strftime("%d/%m/%Y %H:%M")
    yield f"  {one.stored.name}, {when}, {one.stored.caller} : {before} → {after}  {way}"
    told = list(dict.fromkeys(word for fact in one.stored.facts if (word := _told(fact))))
    if told:
        more = " …" if len(told) > _MOST_SIGNS else ""
        yield f"      faits : {', '.join(told[:_MOST_SIGNS])}{more}"
    for words, rules in (("ne joue plus", one.lost), ("joue en plus", one.gained)):
        if rules:
            yield f"      {words} : {', '.join(rules)}"


def _told(fact: Fact) -> str:
    """A fact by the lexicon's name, never by the caller's words."""
    if fact.entity not in _TOLD or fact.status in {Status.OTHER, Status.HYPOTHETICAL}:
        return ""
    name = label_of(fact.code) if fact.code else fact.entity.replace("temperature", "température")
    value = f" {fact.value:g}" if isinstance(fact.value, int | float) else ""
    return f"{'pas de ' if fact.status is Status.DENIED else ''}{name}{value}".replace(".", ",")


def _level(level: Level | None) -> str:
    return "sans niveau" if level is None else protocol_words().levels[level.value]


def _verdict(counts: Tally, *, draft: bool) -> str:
    if draft and counts.red_lowered:
        return f"ATTENTION : ce brouillon abaisserait {counts.red_lowered} décision(s) rouge(s)."
    if draft:
        return "Aucune décision rouge ne serait abaissée."
    if counts.total != counts.same:
        return "Les mêmes faits ne donnent plus la même réponse : les règles ont changé depuis."
    return "Mêmes faits, mêmes réponses."
