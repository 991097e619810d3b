"""What a caller adds once the questions are over: it goes with the request, and is never « je n'ai pas compris ».

After a red answer people go on writing (« non », « elle a pris du Doliprane »): each word is kept with the
request, read by the rules, and answered with what to do now.
"""

from __future__ import annotations

from care.interview.case import Case
from care.interview.grading import grade, say_red
from care.interview.opening import PRESENT, SIGNS
from care.interview.say import Option
from care.interview.thread import Thread
from care.requests.levels import level_rank
from care.storage.requests import CareRequest
from care.triage import Level
from care.understanding.yes_no import YesNo, read_yes_no

_SHORT = frozenset({"inform", "affirm", "deny", "nlu_fallback"})
_CALL_BACK = {"on_call": [Option("Être rappelé tout de suite", "callback")]}


def adds_to_request(case: Case) -> bool:
    """Keep a message that opens nothing with the graded request it follows. False when it follows none."""
    request = case.request
    if case.threads.current is not None or case.turn.choice or not case.turn.text:
        return False
    if request is None or request.level is None or request.status == "closed":
        return False
    signs = any(fact.entity in SIGNS and fact.status in PRESENT for fact in case.heard)
    if request.level != "red" and not signs and case.turn.intent not in _SHORT:
        return False
    case.conversation.misunderstood = 0
    _answer(case, request, signs=signs)
    return True


def _answer(case: Case, request: CareRequest, *, signs: bool) -> None:
    before = request.level
    assessment = grade(case)
    if assessment.level is Level.RED and level_rank(request.level) > level_rank(before):
        say_red(case, assessment)
        return
    said = read_yes_no(case.turn.text)
    if request.level == "red":
        _after_red(case, request, said)
    elif request.level == "amber" and before == "green":
        case.say("added_amber", reference=request.reference)
    elif signs or said is YesNo.NEITHER:
        case.say("added", reference=request.reference)
    else:
        case.say("still_followed", reference=request.reference)


def _after_red(case: Case, request: CareRequest, said: YesNo) -> None:
    """A yes after « pour être rappelé… » asks for the number; anything else leaves the way to it open."""
    numbered = bool(request.answers.get("callback_number"))
    if said is YesNo.YES and not numbered:
        thread = case.threads.push(Thread("report_complication", request.id))
        thread.answers["callback_wanted"] = True
        return
    key = "added_red_numbered" if numbered else "added_red"
    case.say(key, reference=request.reference, options={} if numbered else _CALL_BACK)
