"""The first answer to a red message: complete at once, before any question and any identification."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from care.content import DATA, Provenance, Strict, load_content
from care.interview.say import Say, choice_payload
from care.triage.assessment import Assessment
from care.triage.purpose import PROFESSIONALS
from care.triage.sheets import Sheet, sheet_for
from care.triage.suspicion import ADULT

SUICIDE = "idees_suicidaires"
DARK = "idees_noires"
_MOST_WORDS = 4


class SafetyReplies(Strict):
    """The sentences of the safety net."""

    meta: Provenance
    pro: dict[str, str]
    lay: dict[str, str]
    buttons: dict[str, str]


@lru_cache(maxsize=2)
def load_safety_replies(path: Path = DATA / "replies" / "safety.yml") -> SafetyReplies:
    return load_content(path, SafetyReplies)


def first_answer(
    assessment: Assessment,
    *,
    caller: str,
    replies: SafetyReplies | None = None,
    supposed: bool = False,
) -> Say:
    """What is said at once. Professionals read the hypothesis; patients read what to do and what we do.

    A level that rests on a `supposed` sign says so; a patient gets no advice that only suits that sign.
    """
    replies = replies or load_safety_replies()
    if supposed:
        said = replies.pro["supposed"].format(headline=assessment.headline_pro)
        lay = replies.lay["supposed"]
        assessment = replace(assessment, headline_pro=said, headline_lay=lay, actions_lay=())
    suicidal = SUICIDE in assessment.red_flags or DARK in assessment.red_flags
    if caller in PROFESSIONALS:
        return _professional(assessment, replies, suicidal=suicidal)
    return _lay(assessment, replies, suicidal=suicidal)


def draft_mark(*, professional: bool) -> str:
    """What every graded answer ends with as long as no doctor has signed the rules."""
    replies = load_safety_replies()
    return (replies.pro if professional else replies.lay)["draft"]


def _professional(assessment: Assessment, replies: SafetyReplies, *, suicidal: bool) -> Say:
    words = replies.pro
    fifteen = assessment.disposition == "call_15"
    opening = words["opening_vital" if assessment.vital else "opening"]
    parts = [opening.format(headline=assessment.headline_pro)]
    read = _read_back(assessment)
    if read:
        parts.append(words["read_back"].format(words=read))
    route = "route_vital" if assessment.vital else "route_15" if fifteen else "route_on_call"
    parts.append(words[route])
    parts.extend(assessment.actions_pro)
    if _is_child(assessment):
        parts.append(words["child"])
    if suicidal:
        parts.append(words["suicide"])
    if not any("15" in part for part in parts):
        parts.append(words["worse"])
    if not assessment.validated:
        parts.append(words["draft"])
    buttons = [_button(replies, "call"), _button(replies, "callback")]
    sheet = _sheet(assessment)
    if sheet is None:
        return Say(" ".join(parts), tuple(buttons))
    payload = choice_payload("sheet", sheet.id, intent="get_practice_sheet")
    buttons.append((replies.buttons["sheet"], payload))
    link = {"type": "sheet", "title": f"Fiche : {sheet.short} (PDF)", "url": f"{sheet.page}.pdf"}
    return Say(" ".join(parts), tuple(buttons), (link,))


def _sheet(assessment: Assessment) -> Sheet | None:
    """The sheet of this answer. Its page opens even with the engine stopped; unsigned, only beside unsigned rules."""
    groups = [match.group for match in assessment.matched if match.grade == "red"]
    found = sheet_for(assessment.red_flags, groups, assessment.sheet)
    return found if found and (found.state == "signed" or not assessment.validated) else None


def _lay(assessment: Assessment, replies: SafetyReplies, *, suicidal: bool) -> Say:
    words = replies.lay
    draft = "" if assessment.validated else words["draft"]
    if suicidal and not _other_vital(assessment):
        said = f"{words['suicide']} {draft}".strip()
        return Say(said, (_button(replies, "callback_lay"),))
    cannot_call = "cannot_call" in _codes(assessment, "finding")
    parts = [
        words["opening"],
        words["cannot_call"] if cannot_call else "",
        assessment.headline_lay,
        words["child"] if _is_child(assessment) else "",
        *assessment.actions_lay,
        draft,
        words["team"],
    ]
    if suicidal:
        parts.append(words["suicide_too"])
    if not cannot_call:
        parts.append(words["silent"])
    return Say(" ".join(part for part in parts if part), (_button(replies, "callback_lay"),))


def _other_vital(assessment: Assessment) -> bool:
    """Whether something else than the distress is red, such as tablets already swallowed."""
    return any(
        match.item in {"vital_consciousness", "vital_breathing", "vital_bleeding"}
        for match in assessment.matched
    ) or (assessment.vital and "suicidal_act" in _codes(assessment))


def _is_child(assessment: Assessment) -> bool:
    """Whether the patient is under eighteen, by age or by the words used."""
    ages = [each["value"] for each in assessment.entities.get("age", [])]
    young = bool(ages) and isinstance(ages[-1], int | float) and ages[-1] < ADULT
    return young or (not ages and "child_word" in _codes(assessment, "finding"))


def _codes(assessment: Assessment, entity: str = "symptom") -> set[str]:
    return {
        str(each["code"])
        for each in assessment.entities.get(entity, [])
        if each["status"] in {"affirmed", "uncertain"}
    }


def _button(replies: SafetyReplies, name: str) -> tuple[str, str]:
    value = "call" if name == "call" else "callback"
    return replies.buttons[name], choice_payload("on_call", value)


def _read_back(assessment: Assessment) -> str:
    """The caller's own words that made the level, read back so that a misreading is seen at once."""
    said: list[str] = []
    for match in assessment.matched:
        if match.grade == "red":
            said.extend(word for word in match.evidence.split(", ") if word and word not in said)
    return ", ".join(said[:_MOST_WORDS])
