"""The second look on messages it never learnt from: it raises what the rules missed, and lowers nothing."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.cli.evaluate_triage import TODAY, VIGNETTES, measure, misses
from bot.safety import SafetyVerdict, SecondLook, load_safety_net
from care.content import load_yaml
from care.second_look.refresh import learn_when_needed
from care.second_look.store import load
from care.settings import ROOT
from care.triage.levels import Level, rank
from care.triage.vignettes import Outcome, Vignette, load_vignettes, targets
from care.understanding.facts import GUESSED, Fact, Status

pytestmark = pytest.mark.alone

# Batches whose errors have not been read, or hardly (near_pairs, traps): nothing was learnt from them.
UNREAD = (
    "batch_agency", "batch_chat", "batch_hurried", "batch_month", "batch_near_pairs", "batch_network", "batch_sideways",
    "batch_trade", "batch_traps", "batch_acceptance", "batch_phone", "batch_status", "batch_who_and_when",
    "batch_final_acceptance",
)  # fmt: skip
SENTENCES: dict[str, list[str]] = load_yaml(Path(__file__).with_name("sentences.yml"))


@pytest.fixture(scope="module")
def look() -> SecondLook:
    models = Path(os.environ.get("RELAIS_DATA_DIR", ROOT / "var")) / "models"
    learn_when_needed(models, print)
    learned = load(models)
    assert learned is not None
    return SecondLook(load_safety_net(), learned)


Seen = list[tuple[Vignette, SafetyVerdict]]


@pytest.fixture(scope="module")
def seen(look: SecondLook) -> Seen:
    """One in three of the messages that nothing was learnt from, with what is made of them."""
    every = [v for path in sorted(VIGNETTES.glob("batch_*.yml")) for v in load_vignettes(path)]
    return [(vignette, read(look, vignette.text, vignette.caller)) for vignette in every[::3]]


def read(
    look: SecondLook, text: str, caller: str = "patient", known: Sequence[Fact] = ()
) -> SafetyVerdict:
    return look.read(text, known=known, caller=caller, now=TODAY)


def guesses(verdict: SafetyVerdict) -> list[Fact]:
    return [fact for fact in verdict.facts if GUESSED in fact.attributes]


def test_on_unread_batches_the_clinical_targets_are_reached_together(look: SecondLook) -> None:
    outcomes: list[Outcome] = measure([VIGNETTES / f"{name}.yml" for name in UNREAD], look)
    aside = {
        "motif exact",
        "rouge classé vert",
    }  # two reds told without one medical word: docs/triage.md
    assert not [t for t in targets(outcomes) if not t.reached and t.name not in aside], misses(
        outcomes
    )


def test_it_never_lowers_and_keeps_every_fact_the_net_read(seen: Seen) -> None:
    net = load_safety_net()
    for vignette, both in seen[::2]:
        alone = net.read(vignette.text, known=(), caller=vignette.caller, now=TODAY)
        assert rank(both.assessment.level) >= rank(alone.assessment.level), vignette.text
        assert tuple(f for f in both.facts if GUESSED not in f.attributes) == alone.facts


def test_a_guess_is_one_uncertain_sign_with_the_sentence_it_came_from(seen: Seen) -> None:
    raised = [(vignette, found) for vignette, verdict in seen if (found := guesses(verdict))]
    assert raised
    for vignette, (guess,) in raised:
        assert guess.status is Status.UNCERTAIN
        assert guess.evidence
        assert vignette.text[guess.start : guess.end] == guess.evidence
        assert str(guess.value).endswith("à confirmer")


def test_a_rule_with_a_source_gives_the_level_of_a_guess(seen: Seen) -> None:
    for vignette, verdict in seen:
        if guesses(verdict):
            level = verdict.assessment.level
            matched = verdict.assessment.matched
            assert any(m.grade == level and m.source for m in matched), vignette.text


def test_a_sign_that_was_read_in_any_way_is_not_guessed_again(seen: Seen) -> None:
    for _, verdict in seen:
        said = {fact.code for fact in verdict.facts if GUESSED not in fact.attributes}
        assert not said & {fact.code for fact in guesses(verdict)}


@pytest.mark.parametrize("text", SENTENCES["quiet"])
def test_an_ordinary_message_raises_no_doubt(look: SecondLook, text: str) -> None:
    assert guesses(read(look, text)) == []


def test_what_is_told_vividly_and_is_not_urgent_is_hardly_ever_red(look: SecondLook) -> None:
    told: list[str] = load_yaml(Path(__file__).with_name("harmless.yml"))["harmless"]
    red = [text for text in told if read(look, text).assessment.level is Level.RED]
    assert len(red) <= 0.02 * len(told), red


def test_a_request_for_a_sheet_is_not_a_patient(look: SecondLook) -> None:
    asked = "Je voudrais la fiche sur la compression médullaire quand le patient ne sent plus ses jambes"
    assert read(look, asked, "gp").level is not Level.RED


def test_a_red_that_is_already_known_is_left_to_the_net(look: SecondLook) -> None:
    first = read(
        look, "Sous chimio, il ne sent plus ses jambes depuis hier soir et il se fait dessus"
    )
    later = "Depuis tout à l'heure il est parti dans le brouillard, il ne répond à rien de ce que je dis"
    net = load_safety_net()
    alone = net.read(later, known=first.facts, caller="caregiver", now=TODAY)
    assert read(look, later, "caregiver", first.facts).level == alone.level


def test_reading_twice_takes_some_milliseconds_of_processor(look: SecondLook, seen: Seen) -> None:
    """Time of the processor, so that a busy machine does not count; the best of two passes."""
    messages = [vignette for vignette, _ in seen[::2]]
    taken = [min(_milliseconds(look, v), _milliseconds(look, v)) for v in messages]
    assert statistics.quantiles(taken, n=20)[-1] < 9  # 4.7 on a quiet machine: docs/triage.md


def _milliseconds(look: SecondLook, vignette: Vignette) -> float:
    started = time.process_time()
    look.read(vignette.text, known=(), caller=vignette.caller, now=TODAY, questions=False)
    return 1_000 * (time.process_time() - started)
