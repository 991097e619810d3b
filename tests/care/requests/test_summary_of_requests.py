"""The summary the team reads first."""

from __future__ import annotations

from care.clock import FixedClock
from care.requests import add_facts, raise_level, refresh_summary, summary
from care.storage.database import Database
from care.understanding.facts import Fact, Status
from tests.care.requests.test_requests import Graded, opened


def test_the_summary_says_situation_background_signs_and_what_is_due(
    database: Database, clock: FixedClock
) -> None:
    facts = [
        Fact("age", 58, None, "58 ans", 0, 0),
        Fact("treatment", "FOLFOX", "folfox", "folfox", 0, 0),
        Fact("temperature", 38.4, None, "38.4", 0, 0),
        Fact("symptom", "frissons", "chills", "frissons", 0, 0),
        Fact("symptom", "diarrhée", "diarrhoea", "pas de diarrhée", 0, 0, Status.DENIED),
        Fact("lab", 0.4, "neutrophils", "PNN 400", 0, 0, Status.AFFIRMED, {"unit": "G/L"}),
    ]
    with database.session() as session:
        request = opened(session, clock.now())
        add_facts(session, request, facts, now=clock.now())
        graded = Graded("red", "on_call_now", 0, matched=[{"item": "febrile_neutropenia"}])
        raise_level(session, request, graded, now=clock.now())
        text = refresh_summary(session, request)
        assert request.summary == text == summary(request)
    assert text.splitlines() == [
        "ROUGE — complication ou effet indésirable (médecin)",
        "Contexte : 58 ans, FOLFOX",
        "Signes : 38,4 °C, frissons, pas de diarrhée, PNN 400 (0,4 G/L)",
        "Règles : febrile_neutropenia",
        "À faire : astreinte d'oncologie maintenant, avant lundi 23 novembre 2026 à 9 h",
    ]


def test_an_empty_request_has_a_summary_too(database: Database, clock: FixedClock) -> None:
    with database.session() as session:
        request = opened(session, clock.now(), "ask_advice")
        assert summary(request) == "Demande d'avis (médecin)\nÀ faire : à orienter"
