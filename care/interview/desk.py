"""The interview as the engine's actions use it: open a purpose, hear an answer, ask the next question.

Each call is one transaction and is idempotent on the turn's id: the engine may call again for the same
message (coming back to the form after a digression), and nothing is then heard or booked twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from care.clock import Clock
from care.conversations.store import get_conversation
from care.interview import moves, next_day
from care.interview.afterwards import adds_to_request
from care.interview.case import Case, Tools, Turn
from care.interview.doubt import settle as settle_doubt
from care.interview.opening import SIGNS, choose_purpose, recognise_caller
from care.interview.places import settle, take_place
from care.interview.plans import OPENS_A_REQUEST, PLANS
from care.interview.questions import QUESTIONS
from care.interview.questions.clinical import skip_clinical
from care.interview.questions.contact import PHONE_MASK
from care.interview.questions.sheets import asks_only_for_a_sheet
from care.interview.say import Say
from care.interview.thread import Thread, Threads
from care.requests import add_facts, open_request, refresh_summary
from care.storage.database import Database
from care.storage.requests import CareRequest
from care.triage.wanted import CLINICAL

_NAMES_A_PLACE = frozenset({"town", "slot_choice"})  # a place said there is the answer itself
_LEAVE_AFTER = 2  # times a clinical question is left, unanswered


class Heard(StrEnum):
    """What became of a message while a question was open."""

    TAKEN = "taken"
    UNCLEAR = "unclear"
    DIGRESSION = "digression"


@dataclass
class Outcome:
    """What to say, and the question now open, if any."""

    says: list[Say] = field(default_factory=list)
    next_slot: str | None = None
    answered: str | None = None
    heard: Heard = Heard.TAKEN


class Desk:
    """The interview over a database."""

    def __init__(self, database: Database, clock: Clock, tools: Tools) -> None:
        self._database = database
        self._clock = clock
        self._tools = tools

    def open(self, conversation_id: str, turn: Turn) -> Outcome:
        """Start the purpose of this message, say what was understood, and find the first question."""
        with self._case(conversation_id, turn) as case:
            move = moves.OF_A_READING.get(settle_doubt(case) or "")
            if move is not None:
                move(case)
                return self._outcome(case, self._advance(case))
            self._forget_the_last_patient(case)
            if not asks_only_for_a_sheet(case):
                case.learn()
            if moves.gives_a_number(case) or moves.goes_on_searching(case) or next_day.hears(case):
                return self._outcome(case, self._advance(case))
            purpose = choose_purpose(case, case.turn.intent)
            if purpose is None:
                if not adds_to_request(case):
                    moves.not_understood(case)
                return self._outcome(case, self._advance(case))
            if case.conversation.heard_turn != turn.id:
                case.conversation.heard_turn = turn.id
                case.conversation.misunderstood = 0
                self._start(case, purpose)
            return self._outcome(case, self._advance(case))

    def hear(self, conversation_id: str, turn: Turn) -> Outcome:
        """Take the message as an answer to the open question, unless it is something else."""
        with self._case(conversation_id, turn) as case:
            if case.threads.current is None:
                return self._outcome(case, None)
            asked = case.conversation.awaiting
            heard = Heard.TAKEN
            if case.conversation.heard_turn != turn.id:
                case.conversation.heard_turn = turn.id
                heard = self._hear(case, asked)
                if heard is Heard.DIGRESSION:
                    return Outcome(list(case.said), asked, None, heard)
            outcome = self._outcome(case, self._advance(case))
            outcome.answered, outcome.heard = asked, heard
            return outcome

    def ask(self, conversation_id: str, turn: Turn) -> Outcome:
        """Word the open question."""
        with self._case(conversation_id, turn) as case:
            slot = case.conversation.awaiting
            if slot is not None and case.threads.current is not None:
                case.said.append(QUESTIONS[slot].ask(case))
            return self._outcome(case, slot)

    def move(self, conversation_id: str, turn: Turn, name: str) -> Outcome:
        """Do one dialogue move of `moves.py`; a purpose found in a loose message is opened."""
        with self._case(conversation_id, turn) as case:
            if name != "loose":
                moves.MOVES[name](case)
                return self._outcome(case, self._advance(case))
            if moves.pick_loose_choice(case):
                return self._outcome(case, self._advance(case))
        return self.open(conversation_id, turn)

    def _hear(self, case: Case, asked: str | None) -> Heard:
        question = QUESTIONS[asked] if asked else None
        if question is None:
            return Heard.DIGRESSION
        if moves.is_digression(case, question):
            return Heard.DIGRESSION
        if moves.pick_loose_choice(case):
            return Heard.TAKEN
        before = len(case.said)
        new_facts = () if case.turn.choice else case.learn()
        if question.hear(case):
            case.conversation.misunderstood = 0
            if not question.free and asked not in _NAMES_A_PLACE:
                self._notes_town(case)
            return Heard.TAKEN
        if moves.looks_like_another_purpose(case, new_facts):
            return Heard.DIGRESSION
        if len(case.said) == before:
            self._say_unclear(case, asked)
        return Heard.UNCLEAR

    def _say_unclear(self, case: Case, asked: str | None) -> None:
        case.conversation.misunderstood += 1
        times = case.conversation.misunderstood
        if asked == "clinical_answer" and times >= _LEAVE_AFTER:
            skip_clinical(case)
            case.conversation.misunderstood = 0
            case.say("clinical_left")
        elif self._says_something_else(case):
            case.say("noted_but")
        elif times >= moves.HUMAN_AFTER:
            case.said.append(Say(case.text("unclear_human"), moves.WAYS_ON[1:]))
        else:
            case.say("unclear")

    def _says_something_else(self, case: Case) -> bool:
        """A sign, a town or a number that was not asked: kept, so it is not « not understood »."""
        if any(fact.entity in SIGNS for fact in case.heard) or PHONE_MASK in case.turn.text:
            return True
        return self._notes_town(case)

    def _notes_town(self, case: Case) -> bool:
        """Keep a town said before it was asked, so that it is not asked again."""
        if case.answer("town") is not None:
            return False
        reading = case.tools.places.read_message(case.turn.text)
        if reading.place is None or not reading.sure:
            return False
        settle(case, reading.place)
        return True

    def _start(self, case: Case, purpose: str) -> None:
        recognise_caller(case)
        thread = case.threads.push(Thread(purpose))
        if purpose in OPENS_A_REQUEST:
            case.request = self._request(case, purpose)
            thread.request_id = case.request.id
        elif case.conversation.request_id:
            thread.request_id = case.conversation.request_id
            case.request = case.session.get(CareRequest, case.conversation.request_id)
        self._take_town(case)
        PLANS[purpose].open(case)

    def _request(self, case: Case, purpose: str) -> CareRequest:
        """Go on with the open request of this purpose, or open one."""
        current = case.conversation.request_id
        known = case.session.get(CareRequest, current) if current else None
        if (
            known is not None
            and known.purpose == purpose
            and known.status != "closed"
            and not known.appointment_ref
        ):
            return known
        request = open_request(
            case.session,
            conversation_id=case.conversation.id,
            purpose=purpose,
            caller=case.conversation.caller,
            now=case.now,
        )
        case.conversation.request_id = request.id
        return request

    def _forget_the_last_patient(self, case: Case) -> None:
        """A professional who opens a purpose after a booking speaks of somebody else; a patient never does."""
        last = case.conversation.request_id
        done = (
            case.session.get(CareRequest, last) if last and case.threads.current is None else None
        )
        another = case.professional and case.turn.intent in CLINICAL and done is not None
        if another and done is not None and (done.appointment_ref or done.status == "closed"):
            case.conversation.facts = []

    def _take_town(self, case: Case) -> None:
        """A place named in the opening message is used, echoed or asked: never asked again."""
        take_place(case, case.tools.places.read_message(case.turn.text))

    def _advance(self, case: Case) -> str | None:
        """Conclude whatever has no question left, and return the next question of what remains."""
        while case.threads.current is not None:
            thread = case.threads.current
            plan = PLANS[thread.purpose]
            slot = plan.next_slot(case)
            if slot is not None:
                return slot
            plan.conclude(case)
            case.threads.pop()
            waiting = case.threads.current
            if waiting is not None:
                case.request = (
                    case.session.get(CareRequest, waiting.request_id)
                    if waiting.request_id
                    else None
                )
                case.say("back_to", purpose=case.text(f"purpose_{waiting.purpose}"))
        return None

    def _outcome(self, case: Case, slot: str | None) -> Outcome:
        case.conversation.awaiting = slot
        if case.request is not None:
            add_facts(case.session, case.request, case.facts, now=case.now)
            refresh_summary(case.session, case.request)
        return Outcome(case.said, slot)

    @contextmanager
    def _case(self, conversation_id: str, turn: Turn) -> Iterator[Case]:
        with self._database.session() as session:
            conversation = get_conversation(session, conversation_id, lock=True)
            threads = Threads.from_json(conversation.interview)
            current = threads.current
            request_id = current.request_id if current else conversation.request_id
            request = session.get(CareRequest, request_id) if request_id else None
            case = Case(
                session, conversation, request, threads, turn, self._tools, self._clock.now()
            )
            yield case
            conversation.interview = {**conversation.interview, **threads.to_json()}
