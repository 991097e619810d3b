"""The answer to a clinical question, turned into facts."""

from __future__ import annotations

from datetime import datetime

from care.triage.assessment import Question
from care.triage.protocols import Protocols, load_protocols
from care.triage.ranges import range_of
from care.triage.schema import AnswerFact, AnswerOption, QuestionText
from care.understanding.answers import YesNo, read_choice, read_number, read_yes_no
from care.understanding.facts import Fact, Status
from care.understanding.normalise import normalise
from care.understanding.reading import read_message

_YES, _NO = "oui", "non"


def facts_from_answer(
    question: Question, text: str, *, now: datetime, protocols: Protocols | None = None
) -> tuple[Fact, ...] | None:
    """Return what the answer states; () when it teaches nothing (« je ne sais pas »), None when it is no answer.

    A tapped or dictated option comes first, then yes or no, then whatever the words themselves hold.
    """
    asked = (protocols or load_protocols()).questions.get(question.slot)
    if asked is None:
        return None
    option = _exact(asked, text)
    if option is not None:
        return _facts(option, text)
    read = _read(asked, text, now)
    if read:
        return read
    option = _spoken(asked, text)
    return None if option is None else _facts(option, text)


def _exact(asked: QuestionText, text: str) -> AnswerOption | None:
    said = normalise(text)
    return next((option for option in asked.options if normalise(option.title) == said), None)


def _read(asked: QuestionText, text: str, now: datetime) -> tuple[Fact, ...]:
    facts = read_message(text, now=now).facts
    return facts if any(fact.entity in asked.reads for fact in facts) else ()


def _spoken(asked: QuestionText, text: str) -> AnswerOption | None:
    """An option said in other words: yes, no, its number, part of its title."""
    titles = [option.title for option in asked.options]
    by_title = {normalise(option.title): option for option in asked.options}
    answer = read_yes_no(text)
    if answer is YesNo.YES and _YES in by_title:
        return by_title[_YES]
    if answer is YesNo.NO and _NO in by_title:
        return by_title[_NO]
    if answer is YesNo.UNSURE:
        return AnswerOption(title=text or "?")
    number = read_number(text)
    ranged = None if number is None else range_of(number, titles)
    if ranged is not None:
        return asked.options[ranged]
    picked = read_choice(text, titles)
    return asked.options[picked] if picked is not None and 0 <= picked < len(titles) else None


def _facts(option: AnswerOption, text: str) -> tuple[Fact, ...]:
    return tuple(_fact(each, text) for each in option.facts)


def _fact(each: AnswerFact, text: str) -> Fact:
    return Fact(
        each.entity, each.value, each.code, text, 0, len(text), Status(each.status), each.attributes
    )
