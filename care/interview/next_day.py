"""What a caller answers to the check of the next day, by a button or in words.

« Moins bien » raises by one level at once, whatever the rules make of the words, then the rules go on from there.
"""

from __future__ import annotations

from typing import cast

from care.followup import checks
from care.followup.asking import SLOT, follow_up_replies, raise_for_worse
from care.followup.rules import Answer
from care.interview.case import Case
from care.interview.closing import planned_words
from care.interview.thread import Thread
from care.requests import open_request
from care.storage.followup import NextDayCheck
from care.storage.requests import CareRequest

_VALUES = frozenset({"better", "same", "worse", "refuse"})


def picks(case: Case, value: str) -> bool:
    """Take a button of the check. False for a value we never offered."""
    if value not in _VALUES:
        return False
    if value == "refuse":
        _refuse(case)
        return True
    check = checks.open_check(case.session, case.conversation.id)
    return (
        _take(case, check, cast("Answer", value)) if check is not None else _told_late(case, value)
    )


def hears(case: Case) -> bool:
    """Take words as the answer to the check that was put, when they answer it."""
    if case.turn.choice or not case.turn.text or case.threads.current is not None:
        return False
    check = checks.asked_check(case.session, case.conversation.id)
    answer = checks.read_check_answer(case.turn.text) if check is not None else None
    if check is None or answer is None:
        return False
    if answer == "refused":
        _refuse(case)
        return True
    return _take(case, check, answer)


def _take(case: Case, check: NextDayCheck, answer: Answer) -> bool:
    request = case.session.get_one(CareRequest, check.request_id)
    if not checks.note_answer(case.session, check, answer, now=case.now):
        return False
    if answer == "worse":
        _worse(case, request)
        return True
    lines = [_text(f"check_{answer}")]
    if answer == "same":
        again = checks.plan_check(case.session, case.conversation, request, now=case.now)
        lines += [planned_words(case, again)] if again is not None else []
    case.said.append(case.worded(" ".join(lines)))
    return True


def _told_late(case: Case, value: str) -> bool:
    """A button of a check already answered: only « moins bien » still counts, and it always does."""
    current = case.conversation.request_id
    request = case.session.get(CareRequest, current) if current else None
    if value == "worse":
        _worse(case, request)
        return True
    case.said.append(case.worded(_text(f"check_{value}")))
    return True


def _worse(case: Case, request: CareRequest | None) -> None:
    if request is None or request.status == "closed":
        request = open_request(
            case.session,
            conversation_id=case.conversation.id,
            purpose="report_complication",
            caller=case.conversation.caller,
            now=case.now,
        )
    raise_for_worse(case.session, request, now=case.now)
    case.conversation.request_id = request.id
    case.request = request
    case.said.append(case.worded(_text("check_worse")))
    case.threads.push(Thread("report_complication", request.id))


def _refuse(case: Case) -> None:
    checks.refuse(case.session, case.conversation, now=case.now)
    case.said.append(case.worded(_text("check_refused")))


def _text(key: str) -> str:
    return follow_up_replies().text(key)


__all__ = ["SLOT", "hears", "picks"]
