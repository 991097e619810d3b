"""Which question to ask next: the one whose answer can change the level most; none once nothing can.

Every answer that a question offers is tried: one alone, then two together. A question no answer of which moves
the level, alone or beside another, is not asked. At most six, and none under a red.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from care.triage.assessment import Question
from care.triage.grading import grade
from care.triage.levels import Level, rank
from care.triage.picture import Picture, picture_of
from care.triage.protocols import Protocols
from care.triage.schema import QuestionText
from care.understanding.facts import Fact, Status

MOST_QUESTIONS = 6
_FAR = 100_000
_WHO = frozenset({"age", "sex"})  # at equal worth, what is wrong is asked before who it is
_UP, _TOGETHER, _DOWN = 4, 2, 1


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is known, and how a level is found when an answer is added to it."""

    facts: tuple[Fact, ...]
    now: datetime
    protocols: Protocols
    level: Level | None

    def level_with(self, answers: Iterable[Fact]) -> int:
        picture = picture_of((*self.facts, *answers), now=self.now, windows=self.protocols.windows)
        return rank(grade(picture, self.protocols).level)


def questions_for(
    slots: Sequence[str],
    facts: Sequence[Fact],
    picture: Picture,
    level: Level | None,
    *,
    now: datetime,
    protocols: Protocols,
) -> tuple[Question, ...]:
    """The questions still worth asking, the most telling first."""
    if level is Level.RED:
        return ()
    asked = [
        protocols.questions[slot]
        for slot in slots
        if slot in protocols.questions
        and not is_answered(protocols.questions[slot], facts, picture)
    ]
    trial = _Trial(tuple(facts), now, protocols, level)
    worth = _worth(asked, trial)
    kept = sorted(
        (q for q in asked if worth[q.slot]), key=lambda q: (-worth[q.slot], q.slot in _WHO)
    )
    return tuple(as_question(each) for each in kept[:MOST_QUESTIONS])


def as_question(asked: QuestionText) -> Question:
    titles = tuple(option.title for option in asked.options)
    return Question(asked.slot, asked.pro, asked.lay, titles)


def is_answered(asked: QuestionText, facts: Sequence[Fact], picture: Picture) -> bool:
    """Whether the facts already hold one of the answers, or its denial."""
    if asked.slot == "treatment":
        return picture.treatment_named
    if asked.slot == "treatment_day":
        return picture.days_since_dose is not None
    told = {(each.entity, each.code) for option in asked.options for each in option.facts}
    told = told or {(name, None) for name in (asked.slot,)}
    settled = {Status.AFFIRMED, Status.DENIED}
    return any(
        fact.status in settled
        and any(fact.entity == entity and code in (None, fact.code) for entity, code in told)
        for fact in facts
    )


def _worth(asked: Sequence[QuestionText], trial: _Trial) -> dict[str, int]:
    """How much each question could change: up alone, up together with another, down."""
    now = rank(trial.level)
    worth: dict[str, int] = {}
    for each in asked:
        if not each.options:
            worth[each.slot] = _DOWN  # a free answer may hold anything
            continue
        reached = [trial.level_with(facts) - now for facts in _answers(each) if facts]
        highest, lowest = max(reached, default=0), min(reached, default=0)
        worth[each.slot] = _UP * max(highest, 0) + (_DOWN if lowest < 0 else 0)
    for one, two in combinations([each for each in asked if each.options], 2):
        if worth[one.slot] >= _UP and worth[two.slot] >= _UP:
            continue
        raised = trial.level_with((*_worst(one), *_worst(two))) > now + _gain(one, two, worth)
        together = _TOGETHER if raised else 0
        if not together and trial.level_with((*_calm(one), *_calm(two))) < now:
            together = _DOWN
        worth[one.slot] = max(worth[one.slot], together)
        worth[two.slot] = max(worth[two.slot], together)
    return worth


def _gain(one: QuestionText, two: QuestionText, worth: dict[str, int]) -> int:
    """What the better of the two reaches alone."""
    return max(worth[one.slot], worth[two.slot]) // _UP


def _answers(asked: QuestionText) -> list[tuple[Fact, ...]]:
    return [
        tuple(
            Fact(
                each.entity,
                each.value,
                each.code,
                option.title,
                _FAR,
                _FAR + len(option.title),
                Status(each.status),
                each.attributes,
            )
            for each in option.facts
        )
        for option in asked.options
    ]


def _worst(asked: QuestionText) -> tuple[Fact, ...]:
    """Every affirmed answer at once: the most that this question could add."""
    return tuple(
        fact
        for facts in _answers(asked)
        for fact in facts
        if fact.status in {Status.AFFIRMED, Status.UNCERTAIN}
    )


def _calm(asked: QuestionText) -> tuple[Fact, ...]:
    """The most reassuring answer: a denial when there is one, else the first one."""
    answers = [facts for facts in _answers(asked) if facts]
    denials = [facts for facts in answers if facts[0].status is Status.DENIED]
    return (denials or answers or [()])[0]
