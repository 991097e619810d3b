"""How a graded complication ends: advice and a check of the next day when green, sheets for professionals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from care.clock import to_paris
from care.followup.asking import SLOT, follow_up_replies
from care.followup.checks import plan_check
from care.french import full_date, hour
from care.interview.case import Case
from care.interview.say import Option
from care.storage.followup import NextDayCheck
from care.triage import Assessment
from care.triage.self_care import Advice, advice_for
from care.triage.sheets import sheet_for

_GRAVE = frozenset({"red", "amber"})


def end_green(case: Case, assessment: Assessment) -> None:
    """What to do at home, what must make them write again or call 15, and when we shall ask."""
    request = case.request
    advice = advice_for(groups_of(assessment), professional=case.professional)
    head = case.text("green_end", reference=request.reference if request else "")
    lines = [head, *_lines(case, advice)]
    planned = (
        plan_check(case.session, case.conversation, request, now=case.now) if request else None
    )
    if planned is None:
        case.said.append(case.worded("\n".join(lines), attachments=sheet_links(case, assessment)))
        return
    options = {SLOT: [Option(_own("check_refuse"), "refuse")]}
    lines.append(planned_words(case, planned))
    case.said.append(
        case.worded("\n".join(lines), options=options, attachments=sheet_links(case, assessment))
    )


def _lines(case: Case, advice: Advice) -> list[str]:
    source = "green_source_signed" if advice.signed else "green_source"
    again = follow_up_replies().text(
        "green_again", professional=case.professional, lines=" ; ".join(advice.again)
    )
    lines = [
        _own("green_do", lines=" ; ".join(advice.do)),
        again,
        _own("green_15", lines=" ; ".join(advice.fifteen)),
    ]
    return [*lines, _own(source, source=advice.source)] if case.professional else lines


def planned_words(case: Case, check: NextDayCheck) -> str:
    key = "check_planned_web" if case.conversation.channel in ("web", "api") else "check_planned"
    return _own(key, when=when_words(check.due_at, case.now))


def when_words(moment: datetime, now: datetime) -> str:
    """`demain vers 10 h`."""
    day, today = to_paris(moment).date(), to_paris(now).date()
    if day == today:
        return f"aujourd'hui vers {hour(moment)}"
    if day == today + timedelta(days=1):
        return f"demain vers {hour(moment)}"
    return f"{full_date(day)} vers {hour(moment)}"


def groups_of(assessment: Assessment) -> list[str]:
    """The symptom groups that were graded, in the order of the rules, each once."""
    return list(dict.fromkeys(match.group for match in assessment.matched if match.group))


def sheet_links(case: Case, assessment: Assessment) -> tuple[Mapping[str, str], ...]:
    """The page and the PDF of the sheet that serves this answer, for a professional."""
    if not case.professional:
        return ()
    grave = [match.group for match in assessment.matched if str(match.grade) in _GRAVE]
    return links_of(assessment.red_flags, grave, assessment.sheet, demo=case.tools.demo)


def links_of(
    flags: tuple[str, ...], groups: list[str], named: str | None, *, demo: bool
) -> tuple[Mapping[str, str], ...]:
    sheet = sheet_for(flags, groups, named)
    if sheet is None or not (demo or sheet.state == "signed"):
        return ()
    return (
        {"type": "sheet", "title": f"Fiche : {sheet.short}", "url": sheet.page},
        {"type": "sheet", "title": "La même en PDF, une page", "url": f"{sheet.page}.pdf"},
    )


def _own(key: str, **values: str) -> str:
    return follow_up_replies().text(key, professional=False, **values)
