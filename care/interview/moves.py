"""Dialogue moves: what is neither a purpose nor the answer to the question just asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from care.directory import read_care_types
from care.french import phone
from care.interview import next_day
from care.interview.booking_act import on_call_number
from care.interview.case import Case
from care.interview.doubt import SLOT as DOUBT
from care.interview.doubt import ask_which, two_readings
from care.interview.places import take_place
from care.interview.plans import PLANS
from care.interview.questions.base import Question
from care.interview.questions.contact import PHONE_MASK, read_back
from care.interview.say import Say
from care.interview.thread import Thread
from care.requests import ask_for_person, open_request, set_disposition
from care.storage.requests import CareRequest
from care.understanding.choices import read_choice
from care.understanding.facts import Fact
from care.understanding.normalise import normalise

_MOVES_AWAY = frozenset({"talk_to_human", "restart", "repeat", "ask_capabilities"})
_SMALL_TALK = frozenset({"greet", "thank", "goodbye"})
WAYS_ON = (
    ("Ce que je peux faire", "/ask_capabilities"),
    ("Parler à une personne", "/talk_to_human"),
)
_FURTHER = re.compile(
    r"^(?:et |oui )?(?:plus loin|d autres?|autres? reponses?|encore|la suite|suivante?s?)\b"
)
_MOST_AROUND_A_NUMBER = 80  # characters: more is a message of its own
HUMAN_AFTER = 3  # failures in a row
_SURE = 0.6  # a purpose said in the middle of a question must be clear to interrupt it


def is_digression(case: Case, question: Question) -> bool:
    """Return whether the message plainly wants something else than to answer.

    A button of another purpose always does. Words do when the move is one no answer looks like: for a
    question that takes any text, only those few moves count.
    """
    turn = case.turn
    if turn.choice:
        if turn.picked(DOUBT) is not None:
            return True
        return not turn.choice.startswith(f"{question.slot}:") and turn.intent != "inform"
    if not turn.text:
        return turn.intent not in {"inform", "affirm", "deny"}
    return turn.intent in _MOVES_AWAY and turn.confidence >= _SURE


def looks_like_another_purpose(case: Case, new_facts: Sequence[Fact]) -> bool:
    """Return whether a message that answered nothing opens another purpose or is a courtesy."""
    turn = case.turn
    if turn.intent in _SMALL_TALK or turn.intent == "vital_emergency":
        return turn.confidence >= _SURE
    clinical = any(fact.entity in {"symptom", "temperature", "lab", "vital"} for fact in new_facts)
    other = turn.intent in PLANS and turn.intent != case.thread.purpose
    return other and (clinical or turn.confidence >= _SURE)


def not_understood(case: Case) -> None:
    """Nothing was understood: say so, ask which of two likely readings, and a person after three times."""
    case.conversation.misunderstood += 1
    readings = two_readings(case.turn)
    if case.conversation.misunderstood >= HUMAN_AFTER:
        case.said.append(Say(case.text("not_understood_human"), WAYS_ON))
    elif case.turn.intent == "out_of_scope":
        case.said.append(Say(case.text("out_of_scope"), WAYS_ON))
    elif readings is not None:
        ask_which(case, readings)
    else:
        case.said.append(Say(case.text("not_understood"), WAYS_ON))


def greet(case: Case) -> None:
    case.conversation.misunderstood = 0
    case.say("greet")


def hand_over(case: Case) -> None:
    """Ask for a person: the team sees it at once, and the number is given meanwhile."""
    current = case.conversation.request_id
    request = case.session.get(CareRequest, current) if current else None
    if request is None or request.status == "closed":
        request = open_request(
            case.session,
            conversation_id=case.conversation.id,
            purpose="talk_to_human",
            caller=case.conversation.caller,
            now=case.now,
        )
        case.conversation.request_id = request.id
    case.request = request
    ask_for_person(case.session, request, now=case.now)
    case.threads.push(Thread("talk_to_human", request_id=request.id))
    case.say("hand_over")


def start_over(case: Case) -> None:
    """Forget the questions under way; what was stored for the team stays."""
    case.threads.stack.clear()
    case.conversation.awaiting = None
    case.conversation.misunderstood = 0
    case.say("start_over")


def say_again(case: Case) -> None:
    """Repeat: with a question open the form asks it again, otherwise say what can be done."""
    if case.threads.current is None:
        case.say("say_again_nothing")


def vital(case: Case) -> None:
    """An emergency by the model's word alone: the 15 first, and a person told; rules alone give a level."""
    request = open_request(
        case.session,
        conversation_id=case.conversation.id,
        purpose="vital_emergency",
        caller=case.conversation.caller,
        now=case.now,
    )
    set_disposition(case.session, request, "call_15", now=case.now)
    case.conversation.request_id = request.id
    case.say("vital_first", reference=request.reference)


def pick_loose_choice(case: Case) -> bool:
    """Do what a button outside any question asks for. Returns False when there is nothing to pick."""
    choice = case.turn.choice or ""
    slot, _, value = choice.partition(":")
    if slot == "on_call":
        _on_call(case, value)
        return True
    if slot == "resume":
        return case.threads.current is not None
    if slot == "directory":
        _directory(case, value)
        return True
    if slot == next_day.SLOT:
        return next_day.picks(case, value)
    return False


def gives_a_number(case: Case) -> bool:
    """A phone number given with no question open asks to be called back about the request under way."""
    request = case.request
    if case.threads.current is not None or request is None or request.status == "closed":
        return False
    if PHONE_MASK not in case.turn.text or len(case.turn.text) > _MOST_AROUND_A_NUMBER:
        return False
    purpose = "report_complication" if request.level == "red" else "talk_to_human"
    thread = case.threads.push(Thread(purpose, request.id))
    thread.answers.update(callback_wanted=True, callback_number="given")
    read_back(case)
    return True


def goes_on_searching(case: Case) -> bool:
    """« Plus loin », or « et à Aix ? », after a search and with no question open, go on with that search."""
    last = case.threads.last_search
    if case.threads.current is not None or last is None or case.turn.choice:
        return False
    if _FURTHER.search(normalise(case.turn.text)):
        _directory(case, "more")
        return True
    if _picks_result(case, last):
        return True
    reading = case.tools.places.read_message(case.turn.text)
    other_purpose = case.turn.intent in PLANS and case.turn.intent != last.purpose
    asks_anew = other_purpose or bool(read_care_types(case.turn.text))
    if not reading or asks_anew:
        return False
    case.threads.push(
        Thread(last.purpose, last.request_id, {"care_type": last.answers.get("care_type")})
    )
    take_place(case, reading)
    return True


def _picks_result(case: Case, last: Thread) -> bool:
    """« La deuxième », « 1 », or a name of the list just shown."""
    if not last.offered or case.turn.intent in PLANS:
        return False
    index = read_choice(case.turn.text, last.offered)
    if index is None or index < 0:
        return False
    from care.interview.plans.support import show_one

    case.threads.push(last)
    show_one(case, index, audience=_audience(last))
    case.threads.pop()
    return True


def _audience(search: Thread) -> str:
    return "caregiver" if search.purpose == "find_caregiver_support" else "patient"


def _on_call(case: Case, value: str) -> None:
    if value == "callback":
        thread = case.threads.push(Thread("report_complication", case.conversation.request_id))
        thread.answers["callback_wanted"] = True
        return
    case.say("on_call_number", number=phone(on_call_number_or_single(case)))


def on_call_number_or_single(case: Case) -> str:
    if case.threads.current is None:
        case.threads.push(Thread("report_complication", case.conversation.request_id))
        number = on_call_number(case)
        case.threads.pop()
        return number
    return on_call_number(case)


def _directory(case: Case, value: str) -> None:
    """Go further in the last search, or keep only the after-cancer pathway."""
    from care.interview.plans.support import show_results

    last = case.threads.last_search
    if last is None:
        not_understood(case)
        return
    thread = case.threads.push(last)
    if value == "after_cancer":
        thread.answers["only_after_cancer"], thread.pages = True, 0
    else:
        thread.pages += 1
    show_results(case, audience=_audience(thread))
    case.threads.pop()


MOVES: dict[str, Callable[[Case], None]] = {
    "greet": greet,
    "hand_over": hand_over,
    "start_over": start_over,
    "say_again": say_again,
    "vital": vital,
}

# Readings that are a move rather than a purpose, when the caller chooses one of two.
OF_A_READING: dict[str, Callable[[Case], None]] = {
    "talk_to_human": hand_over,
    "vital_emergency": vital,
}
