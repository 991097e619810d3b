"""The hand-over of a red or amber request, made of what a real conversation stored and of nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf

from care.clock import FixedClock
from care.papers.handover import handover_pdf, handover_text
from care.requests.handover import Handover, handover
from care.storage.conversations import Conversation, Message
from care.storage.database import Database
from care.storage.requests import CareRequest
from care.triage.protocols import load_protocols
from tests.care.interview.conftest import Talk

Start = Callable[..., Talk]
STORY = (
    "homme de 62 ans, FOLFOX il y a 9 jours, 38,4 ce matin avec frissons depuis hier soir, "
    "pas de confusion, Manosque"
)


def made_for(talk: Talk, clock: FixedClock) -> Handover:
    database = Database(str(talk.database.url))  # a fresh process: only what is stored
    with database.read() as session:
        conversation = session.get_one(Conversation, talk.id)
        request = session.get_one(CareRequest, str(conversation.request_id))
        made = handover(session, request, protocols=load_protocols(), now=clock.now())
    database.close()
    return made


def part(made: Handover, letter: str) -> str:
    return "\n".join(next(each for each in made.sections if each.letter == letter).lines)


def red(talk: Start) -> Talk:
    doctor = talk("gp", "professional")
    doctor.open(STORY, "report_complication")
    return doctor


def test_the_summary_is_in_sbar_order_with_who_when_what_and_why(
    talk: Start, clock: FixedClock
) -> None:
    made = made_for(red(talk), clock)
    assert [section.letter for section in made.sections] == ["S", "B", "A", "R"]
    assert made.level == "red"
    assert "médecin" in part(made, "S")
    assert "frissons" in part(made, "S")
    assert "Depuis : « ce matin », « hier soir »" in part(made, "S")
    background = part(made, "B")
    for words in ("62 ans, homme", "FOLFOX", "14 novembre 2026", "il y a 9 jours", "Manosque"):
        assert words.lower() in background.lower()


def test_the_level_is_given_with_its_rules_their_words_and_the_version_of_the_protocols(
    talk: Start, clock: FixedClock
) -> None:
    evaluation = part(made_for(red(talk), clock), "A")
    assert load_protocols().version in evaluation
    assert "[neutropenie_febrile]" in evaluation
    assert "Règle " in evaluation
    assert "38,4" in evaluation


def test_what_was_denied_and_what_was_asked_are_said(talk: Start, clock: FixedClock) -> None:
    patient = talk("patient")
    patient.open("j'ai la diarrhée depuis ma chimio de lundi, pas de fièvre", "report_complication")
    asked = 0
    for _ in range(8):
        if patient.slot == "clinical_answer":
            asked += 1
            patient.answer("non")
    assert asked
    patient.give_number()
    made = made_for(patient, clock)
    evaluation = part(made, "A")
    assert "fièvre" in evaluation.split("Niés par l'appelant")[1].split("Questions posées")[0]
    assert "?" in evaluation.split("Questions posées")[1]
    assert "04 65 71 01 01, relu à l'appelant" in part(made, "S")
    assert "le jour même" in part(made, "R")


def test_nothing_in_the_summary_was_not_stored_masked(talk: Start, clock: FixedClock) -> None:
    doctor = red(talk)
    text = handover_text(made_for(doctor, clock))
    with doctor.database.read() as session:
        lines = session.query(Message).filter_by(conversation_id=doctor.id)
        assert all("0465710101" not in line.text for line in lines)
    assert "None" not in text
    assert "{" not in text


def test_the_same_rows_give_the_same_summary(talk: Start, clock: FixedClock) -> None:
    doctor = red(talk)
    assert made_for(doctor, clock) == made_for(doctor, clock)


def test_the_text_fits_any_mail_and_names_its_reference_first(
    talk: Start, clock: FixedClock
) -> None:
    made = made_for(red(talk), clock)
    lines = handover_text(made).splitlines()
    assert lines[0].startswith("Objet : [Relais Onco] ROUGE")
    assert made.reference in "\n".join(lines[:2])
    assert all(len(line) <= 78 for line in lines)
    assert "MSSanté" in "\n".join(lines)


def test_the_paper_holds_the_four_parts_and_says_it_is_not_validated(
    talk: Start, clock: FixedClock
) -> None:
    made = made_for(red(talk), clock)
    document = pypdf.PdfReader(io.BytesIO(handover_pdf(made)))
    text = " ".join(page.extract_text() for page in document.pages)
    for words in ("Situation", "Contexte", "Évaluation", "Recommandation", "non validés"):
        assert words in text
    assert document.trailer["/Root"]["/Lang"] == "fr-FR"
    assert len(document.pages) <= 2


def test_a_request_with_almost_nothing_known_still_has_its_summary(
    talk: Start, clock: FixedClock
) -> None:
    patient = talk("patient")
    patient.open("je veux parler à quelqu'un", "talk_to_human")
    made = made_for(patient, clock)
    assert "non précisé" in part(made, "B")
    assert part(made, "R")
