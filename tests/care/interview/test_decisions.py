"""Every level the interview gives is kept with its facts; a level lowered by a person is not given again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from care.clock import FixedClock
from care.requests import lower_level
from care.storage.conversations import Conversation
from care.storage.requests import CareRequest, Decision, RequestEvent
from care.understanding.facts import Fact
from care.understanding.memory import facts_to_json

STOOLS = "Je suis sous capécitabine, j'ai 5 selles liquides de plus par jour, pas de fièvre"
FEVER = "Je suis sous docétaxel depuis 9 jours, j'ai 39 de fièvre"


def decisions(talk: Any) -> list[Decision]:
    with talk.database.read() as session:
        query = select(Decision).where(Decision.conversation_id == talk.id)
        return list(session.scalars(query.order_by(Decision.id)))


def request_of(talk: Any) -> CareRequest:
    with talk.database.read() as session:
        conversation = session.get_one(Conversation, talk.id)
        return session.get_one(CareRequest, conversation.request_id)


def test_a_graded_answer_is_kept_with_its_rules_facts_and_outcome(talk: Callable[..., Any]) -> None:
    at_home = talk("patient")
    at_home.open(STOOLS, "report_complication")
    (kept,) = decisions(at_home)
    assert (kept.by, kept.caller, kept.level) == ("interview", "patient", "amber")
    assert kept.disposition == "same_day"
    assert kept.purpose == "report_complication"
    assert kept.request_id == request_of(at_home).id
    assert all(rule["version"].startswith(kept.protocol_version) for rule in kept.rules)
    assert {"symptom", "treatment"} & {fact["entity"] for fact in kept.facts}
    assert not {"commune", "rpps"} & {fact["entity"] for fact in kept.facts}


def test_the_same_decision_is_kept_once_and_a_new_fact_makes_a_new_one(
    talk: Callable[..., Any],
) -> None:
    at_home = talk("patient")
    at_home.open(STOOLS, "report_complication")
    at_home.answer("oui")
    before = len(decisions(at_home))
    at_home.answer("je ne sais pas")
    at_home.answer("en fait j'ai aussi 39 de fièvre")
    levels = [kept.level for kept in decisions(at_home)]
    assert levels[-1] == "red"
    assert len(levels) > before
    said = [(kept.level, str(kept.facts)) for kept in decisions(at_home)]
    assert len(said) == len(set(said))


def test_a_suspicion_is_kept_too(talk: Callable[..., Any]) -> None:
    gp = talk("gp", "professional")
    gp.open("Femme 62 ans, nodule du sein ACR5, à Manosque", "report_suspicion")
    kept = decisions(gp)[-1]
    assert kept.purpose == "report_suspicion"
    assert kept.rules


def test_what_a_named_person_lowered_is_not_raised_again_by_the_same_signs(
    talk: Callable[..., Any], clock: FixedClock
) -> None:
    at_home = talk("patient")
    assert "15" in at_home.open(FEVER, "report_complication")
    with at_home.database.session() as session:
        request = session.get_one(CareRequest, request_of(at_home).id)
        assert request.level == "red"
        lower_level(session, request, "amber", "Vu ce matin aux urgences", "idec", clock.now())
    clock.set(clock.now() + timedelta(minutes=5))
    said = at_home.open(
        "oui c'est bien ça, j'avais 39 de fièvre sous docétaxel", "report_complication"
    )
    assert request_of(at_home).level == "amber"
    assert "🔴" not in said
    at_home.open("maintenant je convulse", "report_complication")
    assert request_of(at_home).level == "red"
    with at_home.database.read() as session:
        acts = session.scalars(select(RequestEvent).order_by(RequestEvent.id)).all()
        lowered = next(act for act in acts if act.act == "level.lowered")
    assert lowered.actor == "idec"
    assert lowered.data == {"before": "red", "after": "amber", "reason": "Vu ce matin aux urgences"}


def test_who_comes_back_without_telling_the_signs_again_is_taken_seriously(
    talk: Callable[..., Any], clock: FixedClock
) -> None:
    now = clock.now().isoformat()
    mark = Fact(
        "repeat_contact", now, "repeat_contact", "", 0, 0,
        attributes={"groups": "fatigue_etat_general", "level": "green", "again": 1, "label": "2e contact"},
    )  # fmt: skip
    at_home = talk("patient")
    with at_home.database.session() as session:
        session.get_one(Conversation, at_home.id).facts = facts_to_json([mark])
    at_home.open("bonjour, c'est toujours pareil", "nlu_fallback")
    assert request_of(at_home).level == "amber"
    (kept,) = decisions(at_home)
    assert kept.rules[0]["item"] == "R5_rappel_repete"
