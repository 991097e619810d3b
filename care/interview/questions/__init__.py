"""Every question the interview can ask, by slot name: how it is asked and how its answer is read."""

from __future__ import annotations

from care.interview.questions.agreement import AGREEMENTS
from care.interview.questions.base import Question
from care.interview.questions.clinical import CLINICAL
from care.interview.questions.contact import CONTACT
from care.interview.questions.dates import DATES
from care.interview.questions.free_text import FREE_TEXT
from care.interview.questions.lists import LISTS
from care.interview.questions.slot_choice import SlotChoice
from care.interview.questions.town import Town

QUESTIONS: dict[str, Question] = {
    question.slot: question
    for question in (
        *AGREEMENTS,
        *CLINICAL,
        *CONTACT,
        *DATES,
        *FREE_TEXT,
        *LISTS,
        SlotChoice(),
        Town(),
    )
}

__all__ = ["QUESTIONS", "Question"]
