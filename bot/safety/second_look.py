"""After the safety net, and only to raise: signs said in words that no lexicon holds.

The net reads first, alone and always. Where it does not say red and the whole message sounds like those that were
grave, the likeliest signs that it did not read are tried one by one, as doubts: the first that makes a sourced rule
raise the level is kept as an uncertain fact, with the sentence it came from. It doubts where somebody is ill: a
sign, a measure or a treatment was read, not only denials, and some words were not. A sign that was read in any way,
denied, past or another's too, is never guessed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bot.safety.context import asks_for_sheet
from bot.safety.net import SafetyNet, SafetyVerdict, load_safety_net
from care.second_look import Learned, Likely
from care.second_look.store import load
from care.settings import Settings
from care.triage import Level
from care.triage.grading import DOUBLE
from care.triage.levels import rank
from care.triage.repeats import Earlier
from care.understanding.facts import GUESSED, Fact, Status
from care.understanding.library import signs, words_of
from care.understanding.normalise import normalise

log = logging.getLogger(__name__)

# Chosen on nine batches that were not learnt from (docs/triage.md).
RED_FROM, SERIOUS_FROM = 0.55, 0.65
SURELY_RED, SURELY_SERIOUS = 0.9, 0.98  # where nothing read leaves room for a doubt
SERIOUS_FROM_GREEN = 0.9  # where the rules found what reassures
RED_OF_A_PAIR_FROM = 0.85  # where the red would only be two ambers, one of them supposed
MOST_SIGNS = 5
FEWEST_UNREAD = 2
_LOOKED_AT = 24
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})
_SIGNS = frozenset({"symptom", "temperature"})
_OF_THE_ILL = _SIGNS | {"vital", "lab", "count"}
_ILLNESS = frozenset({"treatment", "treatment_day", "cancer_site"})
_SENTENCE = re.compile(r"[^.;!?\n]+(?:[.,]\d[^.;!?\n]*)*")


class SecondLook:
    """A safety net that also doubts. Safe to share between threads: it keeps nothing."""

    def __init__(self, net: SafetyNet, learned: Learned) -> None:
        self._net = net
        self._learned = learned

    def read(
        self,
        text: str,
        *,
        known: Sequence[Fact],
        caller: str,
        now: datetime,
        earlier: Sequence[Earlier] = (),
        questions: bool = True,
    ) -> SafetyVerdict:
        """The net's verdict, or a higher one. Never a lower one."""
        first = self._net.read(
            text, known=known, caller=caller, now=now, earlier=earlier, questions=questions
        )
        if first.assessment.level is Level.RED or asks_for_sheet(text, first.facts):
            return first
        everything_read = _unread_words(text, first.facts) < FEWEST_UNREAD
        said = () if everything_read else self._learned.known(text)
        # Without room, only a message that sounds very grave is doubted.
        sure = not _leaves_room(first.facts, known)
        wanted = self._sounds_like(said, first.assessment.level, sure=sure) if said else []
        guesses = self._guesses(text, said, first.facts) if wanted else []

        def graded(*supposed: Fact) -> SafetyVerdict:
            own = (*first.facts, *supposed)
            return self._net.grade(
                text, own, known=known, caller=caller, now=now, questions=questions
            )

        highest = rank(graded(*guesses).level) if guesses else 0
        for level in wanted:
            if highest < rank(level):  # all of them together are not enough
                continue
            for guess in guesses:
                raised = graded(guess)
                if raised.level is level and self._is_enough(said, raised):
                    return raised
        return first

    def _sounds_like(self, said: Sequence[int], level: Level | None, *, sure: bool) -> list[Level]:
        """The levels above the one that was given which the message sounds like, the highest first."""
        learned, found = self._learned, []
        if learned.red.share(said) >= (SURELY_RED if sure else RED_FROM):
            found.append(Level.RED)
        serious = SERIOUS_FROM_GREEN if level is Level.GREEN else SERIOUS_FROM
        serious = SURELY_SERIOUS if sure else serious
        if rank(level) < rank(Level.AMBER) and learned.serious.share(said) >= serious:
            found.append(Level.AMBER)
        return found

    def _is_enough(self, said: Sequence[int], raised: SafetyVerdict) -> bool:
        """A red of its own, or two ambers in a message that sounds graver still."""
        alone = any(
            item.grade == Level.RED and item.item != DOUBLE for item in raised.assessment.matched
        )
        red = raised.level is Level.RED and not alone
        return not red or self._learned.red.share(said) >= RED_OF_A_PAIR_FROM

    def _guesses(self, text: str, said: Sequence[int], own: Sequence[Fact]) -> list[Fact]:
        read = {fact.code for fact in own}
        likely = self._learned.signs.likeliest(said, _LOOKED_AT)
        unread = [sign for sign in likely if sign.code not in read][:MOST_SIGNS]
        return [self._doubt(text, sign) for sign in unread]

    def _doubt(self, text: str, sign: Likely) -> Fact:
        start, end = self._sentence(text, sign)
        return Fact(
            entity=sign.entity,
            value=f"{_labels().get(sign.code, sign.code)}, à confirmer",
            code=sign.code,
            evidence=text[start:end],
            start=start,
            end=end,
            status=Status.UNCERTAIN,
            attributes={GUESSED: 1},
        )

    def _sentence(self, text: str, sign: Likely) -> tuple[int, int]:
        """The sentence that speaks most of the sign; the whole text when there is but one."""
        best, place = float("-inf"), (0, len(text))
        for found in _SENTENCE.finditer(text):
            said = self._learned.known(found[0])
            score = self._learned.signs.score(sign, said) if said else best
            if score > best:
                best, place = score, found.span()
        return _trimmed(text, *place)


def _leaves_room(own: Sequence[Fact], known: Sequence[Fact]) -> bool:
    """« La jambe n'est pas gonflée » answers a question; of « la facture n'est pas arrivée » nobody is ill."""
    if any(fact.entity in _OF_THE_ILL and fact.status in _CURRENT for fact in own):
        return True
    said_no = any(fact.entity in _SIGNS and fact.status not in _CURRENT for fact in own)
    return not said_no and any(fact.entity in _ILLNESS for fact in (*own, *known))


def _unread_words(text: str, own: Sequence[Fact]) -> int:
    """How many words no fact was read from, grammar left out."""
    spans, idle = [(fact.start, fact.end) for fact in own], words_of("grammar_words")
    return sum(
        normalise(word[0]) not in idle
        and not any(start < word.end() and word.start() < end for start, end in spans)
        for word in _LONG_WORD.finditer(text)
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    kept = text[start:end]
    return start + len(kept) - len(kept.lstrip()), end - len(kept) + len(kept.rstrip())


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {entry.code: entry.label for entry in signs()}


def load_reader(settings: Settings) -> SafetyNet | SecondLook:
    """The net with its second look; the net alone, said in the log, where nothing was learnt. Raises InvalidContent."""
    net, learned = load_safety_net(settings), load(settings.data_dir / "models")
    if learned is None:
        log.warning("second_look_missing")
        return net
    return SecondLook(net, learned)
