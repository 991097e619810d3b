"""The first law, through the running service: a red flag is answered at once, engine or no engine."""

from __future__ import annotations

import os
import signal
import time

import psutil
import pytest

from tests.e2e.caller import Caller
from tests.e2e.stack import Stack, wait_until

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    "text",
    [
        "K colon FOLFOX J9, 38.4 ce matin, frissons",
        "patient sous docetaxel, J8, T° 38,6, PNN 300",
        "sous Xeloda depuis 1 mois, douleur thoracique depuis ce matin",
    ],
)
def test_a_gp_gets_a_red_answer_and_the_on_call_route_first(stack: Stack, text: str) -> None:
    gp = Caller(stack.url, entry="professional", caller="gp")
    gp.say(text)
    assert "🔴" in gp.messages[0]["text"]
    assert gp.state["level"] == "red"
    assert gp.state["disposition"] in {"call_15", "on_call_now"}
    assert gp.state["request_ref"]
    assert "15" in gp.text
    assert any("astreinte" in button["title"].lower() for button in gp.buttons)


def test_numb_legs_in_the_middle_of_a_form_get_the_15_and_the_form_resumes(stack: Stack) -> None:
    patient = Caller(stack.url)
    patient.say("j'ai fini ma chimio il y a 3 mois, j'ai droit au parcours après cancer ?")
    asked = patient.state["awaiting"]
    assert asked is not None
    patient.say("je sens plus mes jambes depuis ce matin")
    assert "15" in patient.messages[0]["text"]
    assert patient.state["level"] == "red"
    assert patient.state["awaiting"] == asked
    patient.say("oui")
    assert patient.state["awaiting"] != asked, patient.text


def test_with_the_engine_killed_the_red_answer_comes_and_everything_else_gets_the_safe_sentence(
    own_stack: Stack,
) -> None:
    patient = Caller(own_stack.url)
    patient.say("bonjour")
    kill_engine(own_stack)
    began = time.monotonic()
    patient.say("je crache du sang depuis une heure, je suis sous chimio")
    assert time.monotonic() - began < 0.3
    assert "15" in patient.messages[0]["text"]
    assert patient.state["level"] == "red"
    other = Caller(own_stack.url)
    other.say("je cherche une kiné vers Digne")
    assert "15" in other.text
    assert any(character.isdigit() for character in other.text.replace("15", ""))
    wait_until(lambda: answers_normally(own_stack), 60, "the engine is back")
    transcript = other.http.get(f"/conversations/{other.id}", headers=other.headers).json()[
        "transcript"
    ]
    assert any("kiné vers Digne" in line["text"] for line in transcript)


def answers_normally(stack: Stack) -> bool:
    caller = Caller(stack.url)
    caller.say("je cherche une diététicienne à Toulon")
    return "Toulon" in caller.text


def kill_engine(stack: Stack) -> None:
    for process in psutil.Process(stack.process.pid).children(recursive=True):
        if any("engine/launch.py" in part or "rasa" in part for part in process.cmdline()):
            os.kill(process.pid, signal.SIGKILL)
