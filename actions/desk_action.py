"""One action of the engine: calls the interview in a thread, and never lets an exception out.

An exception that reached rasa-sdk would be answered with the whole request echoed, and the engine would
log it: phone, tracker and words in clear. So a failure is counted by its type only, and the front door is
told by a message of its own kind; it then answers the safe sentence and stores an incident.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import conversation_of, turn_of
from care.interview.case import Turn
from care.interview.desk import Outcome

Events = list[dict[str, Any]]
Step = Callable[[str, Turn], Outcome]

_LIMIT_SECONDS = 4.0  # below the front door's own wait, so that the failure is ours to report
logger = logging.getLogger(__name__)


class DeskAction(Action):  # type: ignore[misc]
    """`step` is what the interview does; `events` turns its outcome into the engine's events."""

    def __init__(
        self, name: str, step: Step, events: Callable[[Outcome], Events] = lambda _outcome: []
    ) -> None:
        self._name = name
        self._step = step
        self._events = events

    def name(self) -> str:
        return self._name

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002  (rasa-sdk passes it)
    ) -> Events:
        try:
            step = asyncio.to_thread(self._step, conversation_of(tracker), turn_of(tracker))
            outcome = await asyncio.wait_for(step, _LIMIT_SECONDS)
        except Exception as error:  # noqa: BLE001  (nothing may leave an action)
            logger.error("action %s failed: %s", self._name, type(error).__name__)  # noqa: TRY400  (no traceback: it may hold words)
            dispatcher.utter_message(
                json_message={"incident": "action_failed", "action": self._name}
            )
            return []
        for say in outcome.says:
            utter(dispatcher, say.text, say.buttons, [dict(item) for item in say.attachments])
        return self._events(outcome)


def utter(
    dispatcher: CollectingDispatcher,
    text: str,
    buttons: tuple[tuple[str, str], ...],
    attachments: list[dict[str, str]],
) -> None:
    """Say one message. Attachments travel right behind it, as a message of their own kind."""
    taps = [{"title": title, "payload": payload} for title, payload in buttons]
    dispatcher.utter_message(text=text, buttons=taps or None)
    if attachments:
        dispatcher.utter_message(json_message={"attachments": attachments})
