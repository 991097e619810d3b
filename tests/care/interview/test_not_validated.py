"""As long as no doctor has signed the rules, every graded answer says so, whoever gives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.speech import shortened, spoken
from bot.channels.writing import as_html, as_sms, as_whatsapp
from care.clock import FixedClock
from care.interview.case import GRADED
from care.interview.say import load_replies
from care.triage import Level, assess, load_protocols
from care.triage.answers import first_answer
from care.understanding.facts import Fact

CALLERS = ("gp", "emergency", "nurse", "pharmacist", "patient", "caregiver", "unknown")
_SAYS_A_LEVEL = re.compile(r"🔴|🟠|🟢|\{headline\}|\{promise\}")
# Not graded by the rules: an emergency by the model's word alone, which opens on the 15 and has no level.
_NOT_BY_RULES = {"vital_first"}


def red_with(flag: str, clock: FixedClock) -> Any:
    fact = Fact("symptom", "convulsion", "seizure", "convulse", 0, 8)
    answer = assess([fact], caller="gp", now=clock.now(), protocols=load_protocols())
    return replace(answer, red_flags=(flag,))


@pytest.mark.parametrize("caller", CALLERS)
def test_the_red_answer_of_every_flag_says_it(caller: str, clock: FixedClock) -> None:
    for flag in load_protocols().flags:
        answer = red_with(flag, clock)
        assert answer.level is Level.RED
        assert "non validé" in first_answer(answer, caller=caller).text, flag
        signed = first_answer(replace(answer, validated=True), caller=caller).text
        assert "non validé" not in signed


@pytest.mark.parametrize("flag", ["hemorragie", "idees_suicidaires", "neutropenie_febrile"])
@pytest.mark.parametrize("write", [as_sms, as_html, as_whatsapp, spoken])
def test_no_channel_loses_it(flag: str, write: Callable[[str], str], clock: FixedClock) -> None:
    for caller in ("gp", "patient"):
        text = write(first_answer(red_with(flag, clock), caller=caller).text)
        assert "non valid" in (shortened(text) if write is spoken else text)


def test_every_sentence_that_says_a_level_is_marked() -> None:
    sentences = load_replies().sentences
    assert set(sentences) >= GRADED
    says = {
        key
        for key, text in sentences.items()
        if _SAYS_A_LEVEL.search(str(text)) and key not in GRADED
    }
    assert says - _NOT_BY_RULES == set()


@pytest.mark.parametrize(
    ("caller", "text", "intent"),
    [
        (
            "patient",
            "Je suis sous capécitabine, j'ai 5 selles liquides de plus par jour",
            "report_complication",
        ),
        ("patient", "Sous tamoxifène, bouffées de chaleur, pas de fièvre", "report_complication"),
        ("gp", "Patient sous FOLFOX, 5 selles liquides de plus par jour", "report_complication"),
        ("gp", "Femme 62 ans, nodule du sein ACR5, à Manosque", "report_suspicion"),
        ("patient", "J'ai une boule dans le sein", "report_suspicion"),
        ("patient", "Sous docétaxel il y a 9 jours, 39 de fièvre", "report_complication"),
    ],
)
def test_the_interview_says_it_with_each_level(
    talk: Callable[..., Any], caller: str, text: str, intent: str
) -> None:
    entry = "professional" if caller == "gp" else "public"
    conversation = talk(caller, entry)
    said = conversation.open(text, intent)
    for _ in range(9):
        if conversation.slot is None or conversation.slot == "slot_choice":
            break
        answers = {
            "town": "Gap",
            "patient_age": "62 ans",
            "performance_status": "OMS 1",
            "rpps": "je n'en ai pas",
        }
        if conversation.slot == "callback_number":
            said += conversation.give_number()
        else:
            said += conversation.answer(answers.get(conversation.slot, "je ne sais pas"))
    assert "non validé" in said
