"""Answers taken as they are said: kept in the masked transcript, where the team reads them."""

from __future__ import annotations

from dataclasses import dataclass

from care.interview.case import Case
from care.interview.say import Say

_SHORTEST = 3


@dataclass(frozen=True)
class FreeText:
    """Stores only that it was answered: the words stay in the transcript, and nowhere else."""

    slot: str
    free: bool = True

    def ask(self, case: Case) -> Say:
        return case.worded(case.text(f"ask_{self.slot}"))

    def hear(self, case: Case) -> bool:
        if len(case.turn.text.strip()) < _SHORTEST:
            return False
        case.put(self.slot, "given")
        return True


FREE_TEXT = (FreeText("question_text"), FreeText("feedback_text"), FreeText("need_text"))
