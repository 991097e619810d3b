"""The safety net on sentences in every spelling: what it must stop, what it must let pass."""

from __future__ import annotations

import statistics
import time
from functools import lru_cache
from pathlib import Path

import pytest

from bot.safety import SafetyNet, SafetyVerdict, load_safety_net
from care.clock import FixedClock
from care.content import load_yaml
from care.triage import Level
from care.understanding.facts import GUESSED, Fact, Status

SENTENCES: dict[str, list[str]] = load_yaml(Path(__file__).with_name("sentences.yml"))


@lru_cache(maxsize=1)
def net() -> SafetyNet:
    return load_safety_net()


def read(text: str, clock: FixedClock, *known: Fact, caller: str = "patient") -> SafetyVerdict:
    return net().read(text, known=known, caller=caller, now=clock.now())


def chemo(days_ago: int = 9) -> Fact:
    extra = {"windows": "chimio_cytotoxique", "kind": "generic", "days_ago": days_ago}
    return Fact(
        "treatment", "chimiothérapie", "chemotherapy", "chimio", 0, 6, Status.AFFIRMED, extra
    )


@pytest.mark.parametrize("text", SENTENCES["red_vital"])
def test_a_vital_emergency_is_stopped(text: str, clock: FixedClock) -> None:
    verdict = read(text, clock)
    assert verdict.level is Level.RED
    assert verdict.purpose == "vital_emergency"


@pytest.mark.parametrize("text", SENTENCES["red"])
def test_a_red_sign_is_stopped(text: str, clock: FixedClock) -> None:
    assert read(text, clock).level is Level.RED


@pytest.mark.parametrize("text", SENTENCES["quiet"])
def test_an_ordinary_message_passes(text: str, clock: FixedClock) -> None:
    verdict = read(text, clock)
    assert verdict.level is None
    assert verdict.messages == []


@pytest.mark.parametrize("text", [*SENTENCES["red_vital"], *SENTENCES["red"]])
def test_a_red_answer_is_complete_for_everybody(text: str, clock: FixedClock) -> None:
    for caller in ("patient", "caregiver", "gp", "unknown"):
        message = read(text, clock, caller=caller).messages[0]
        assert "15" in message.text
        assert message.text.startswith("🔴 **")
        assert len(message.text) < 900
        assert message.buttons


@pytest.mark.parametrize("text", ["39", "39,2", "j'ai 39", "38.5 °C", "elle a 40", "il a 39,5"])
def test_a_bare_number_is_a_fever_for_a_patient_under_chemotherapy(
    text: str, clock: FixedClock
) -> None:
    verdict = read(text, clock, chemo())
    assert verdict.level is Level.RED
    assert verdict.red_flags[0] == "neutropenie_febrile"
    assert read(text, clock).level is not Level.RED


@pytest.mark.parametrize(
    "text", ["39 ans", "37", "il a 40 ans", "elle a 40 kg", "13100", "39 euros"]
)
def test_another_number_is_no_fever(text: str, clock: FixedClock) -> None:
    assert read(text, clock, chemo()).level is not Level.RED


def test_a_known_red_is_not_said_again_for_an_ordinary_message(clock: FixedClock) -> None:
    fever = Fact("temperature", 39.0, None, "39", 0, 2)
    assert read("ma ville c'est Gap", clock, chemo(), fever).level is None
    assert read("et j'ai aussi des frissons", clock, chemo(), fever).level is Level.RED


def test_a_professional_reads_the_hypothesis_and_gets_three_buttons(clock: FixedClock) -> None:
    message = read("K colon FOLFOX J9, 38.4 ce matin, frissons", clock, caller="gp").messages[0]
    assert message.text.startswith("🔴 **Neutropénie fébrile possible")
    assert "38.4" in message.text
    assert [(b.title, b.payload) for b in message.buttons] == [
        ("Appeler l'astreinte", '/inform{"choice": "on_call:call"}'),
        ("Être rappelé tout de suite", '/inform{"choice": "on_call:callback"}'),
        ("Voir la fiche", '/get_practice_sheet{"choice": "sheet:neutropenie_febrile"}'),
    ]


def test_a_patient_reads_what_to_do_and_no_hypothesis(clock: FixedClock) -> None:
    text = read("je sens plus mes jambes depuis ce matin", clock).messages[0].text
    assert text.startswith("🔴 **Appelez le 15 maintenant.**")
    assert "Restez allongé" in text
    assert "médullaire" not in text


@pytest.mark.parametrize(
    "text",
    ["je veux mourir", "j'ai des idées noires", "je pense au suicide", "j'ai envie d'en finir"],
)
def test_suicidal_words_get_the_3114_and_the_15(text: str, clock: FixedClock) -> None:
    for caller in ("patient", "gp", "unknown"):
        verdict = read(text, clock, caller=caller)
        assert verdict.suicidal
        assert verdict.level is Level.RED
        assert "3114" in verdict.messages[0].text
        assert "15" in verdict.messages[0].text


def test_a_denied_suicidal_thought_is_not_one(clock: FixedClock) -> None:
    assert not read("non je ne pense pas au suicide", clock).suicidal


def test_a_very_long_message_is_read_to_its_end(clock: FixedClock) -> None:
    text = "bonjour, je voudrais un renseignement. " * 240 + "je sens plus mes jambes"
    assert read(text, clock).level is Level.RED


def test_ten_thousand_characters_do_not_hold_the_front_door(clock: FixedClock) -> None:
    text = ("je suis fatiguée et j'ai mal au ventre depuis la chimio, je ne dors plus. " * 140)[
        :10_000
    ]
    assert min(_timed(text, clock) for _ in range(2)) < 0.5


def test_the_whole_read_takes_less_than_five_milliseconds(clock: FixedClock) -> None:
    sample = [text for kind in SENTENCES.values() for text in kind]
    for text in sample[:20]:
        read(text, clock)
    spent = []
    for text in sample:
        best = min(_timed(text, clock) for _ in range(3))
        spent.append(best)
    assert statistics.quantiles(spent, n=20)[-1] < 0.005


def _timed(text: str, clock: FixedClock) -> float:
    """Processor time of this thread: what the machine's other work costs is not measured."""
    begin = time.thread_time()
    read(text, clock)
    return time.thread_time() - begin


def supposed(code: str, entity: str = "symptom") -> Fact:
    return Fact(
        entity,
        f"{code}, à confirmer",
        code,
        "ce qui est dit",
        0,
        14,
        Status.UNCERTAIN,
        {GUESSED: 1},
    )


@pytest.mark.parametrize(
    ("caller", "said"), [("patient", "pas sûr d'avoir tout compris"), ("gp", "À confirmer")]
)
def test_a_red_that_rests_on_a_supposed_sign_says_so(
    clock: FixedClock, caller: str, said: str
) -> None:
    own = (supposed("cannot_be_roused"),)
    verdict = net().grade("ce qui est dit", own, known=(), caller=caller, now=clock.now())
    assert verdict.level is Level.RED
    assert said in verdict.messages[0].text
    assert "15" in verdict.messages[0].text


def test_a_red_that_was_read_is_not_said_to_be_supposed(clock: FixedClock) -> None:
    verdict = read("il ne répond plus, impossible à réveiller", clock)
    assert verdict.level is Level.RED
    assert "tout compris" not in verdict.messages[0].text
