"""Every action of the domain, bound to the interview."""

from __future__ import annotations

from functools import partial
from typing import Any

from rasa_sdk.events import Restarted, SlotSet
from rasa_sdk.executor import ActionExecutor

from actions.desk_action import DeskAction, Events
from care.interview.desk import Desk, Heard, Outcome
from care.interview.questions import QUESTIONS

_REQUESTED = "requested_slot"


def build_actions(desk: Desk) -> list[DeskAction]:
    asks = [DeskAction(f"action_ask_request_form_{slot}", desk.ask) for slot in QUESTIONS]
    return [
        DeskAction("action_open_request", desk.open, _opened),
        DeskAction("action_loose_answer", partial(_move, desk, "loose"), _opened),
        DeskAction("action_not_understood", partial(_move, desk, "loose"), _opened),
        DeskAction("action_vital_emergency", partial(_move, desk, "vital")),
        DeskAction("action_hand_over", partial(_move, desk, "hand_over"), _opened),
        DeskAction("action_restart", partial(_move, desk, "start_over"), _closed),
        DeskAction("action_say_again", partial(_move, desk, "say_again")),
        DeskAction("action_greet", partial(_move, desk, "greet")),
        DeskAction("validate_request_form", desk.hear, _heard),
        *asks,
    ]


class DomainlessExecutor(ActionExecutor):  # type: ignore[misc]
    """Rasa 3.6 leaves the domain out, as asked; the newer sdk would refuse the call for want of it."""

    def update_and_return_domain(
        self, payload: dict[str, Any], _action_name: str
    ) -> dict[str, Any]:
        return payload.get("domain") or {}


def build_executor(desk: Desk) -> ActionExecutor:
    executor = DomainlessExecutor()
    for action in build_actions(desk):
        executor.register_action(action)
    return executor


def _move(desk: Desk, name: str, conversation_id: str, turn: Any) -> Outcome:  # noqa: ANN401
    return desk.move(conversation_id, turn, name)


def _opened(outcome: Outcome) -> Events:
    return [SlotSet("interview_open", outcome.next_slot is not None)]


def _closed(_outcome: Outcome) -> Events:
    """Forget the engine's side of the conversation; the case file keeps what was stored."""
    return [Restarted()]


def _heard(outcome: Outcome) -> Events:
    """Say that the question was answered, never what, and which comes next.

    A digression sets nothing, so the form gives way and the rules answer; it comes back by itself.
    """
    if outcome.heard is Heard.DIGRESSION:
        return []
    events: Events = []
    if outcome.answered is not None:
        # None when the same question comes again: the engine must not take it for filled.
        again = outcome.next_slot == outcome.answered
        events.append(SlotSet(outcome.answered, None if again else "heard"))
    if outcome.next_slot is not None and outcome.next_slot != outcome.answered:
        events.append(SlotSet(outcome.next_slot, None))
    events.append(SlotSet(_REQUESTED, outcome.next_slot))
    return events
