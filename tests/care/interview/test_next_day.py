"""A green answer and its check of the next day, as the caller lives them; the number read back; the sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from care.clock import FixedClock
from care.conversations.store import set_contact
from care.followup.asking import ask_due
from care.interview.case import Turn
from care.interview.desk import Desk
from care.interview.tools import load_tools
from care.settings import Settings
from care.storage.conversations import Conversation, Message
from care.storage.followup import NextDayCheck
from care.storage.requests import CareRequest
from tests.care.interview.conftest import Talk

Start = Callable[..., Talk]
GREEN = (
    "j'ai des fourmillements sans gêne sous oxaliplatine, cure il y a 5 jours, 36,7, "
    "pas de saignement"
)
AMBER = "4 selles de plus par jour depuis hier sous FOLFOX, cure il y a 5 jours, 36,8, pas de sang"


def request_of(talk: Talk) -> CareRequest:
    with talk.database.read() as session:
        conversation = session.get_one(Conversation, talk.id)
        assert conversation.request_id
        return session.get_one(CareRequest, conversation.request_id)


def next_day(patient: Talk, clock: FixedClock) -> None:
    """Let the night pass, and have the check put."""
    clock.set(clock.now() + timedelta(hours=25))
    with patient.database.session() as session:
        assert ask_due(session, now=clock.now()) == 1


def tap(patient: Talk, choice: str) -> str:
    """A button out of any question, as the engine's rule takes it."""
    patient.turn += 1
    turn = Turn(patient.turn, "", choice, "inform", 1.0)
    return patient.after(patient.desk.move(patient.id, turn, "loose"))


@pytest.fixture
def green(talk: Start) -> Talk:
    patient = talk("patient")
    patient.open(GREEN, "report_complication")
    assert request_of(patient).level == "green"
    return patient


def test_a_green_answer_says_what_to_do_when_to_write_and_when_we_shall_ask(green: Talk) -> None:
    said = "\n".join(green.said)
    for words in (
        "À faire",
        "Écrivez ou rappelez tout de suite",
        "Appelez le 15",
        "demain vers 10 h",
    ):
        assert words in said
    assert "fourmill" in said.lower() or "froid" in said
    assert "38 °C" in said
    assert request_of(green).reference in said
    assert [title for title, _ in green.buttons] == ["Ne pas me recontacter"]


def test_a_professional_gets_the_professional_wording_and_no_check(talk: Start) -> None:
    doctor = talk("gp", "professional")
    said = doctor.open(
        "patiente sous paclitaxel J8, fourmillements intermittents sans gêne, T 36,8, pas de saignement",
        "report_complication",
    )
    assert "Réévaluer sans attendre" in said
    assert "Source" in said
    assert "demain" not in said
    with doctor.database.read() as session:
        assert session.query(NextDayCheck).count() == 0


def test_the_check_can_be_refused_and_is_then_not_put(green: Talk, clock: FixedClock) -> None:
    assert "ne vous recontacterai pas" in tap(green, "next_check:refuse")
    clock.set(clock.now() + timedelta(hours=25))
    with green.database.session() as session:
        assert ask_due(session, now=clock.now()) == 0


def test_worse_raises_one_level_and_goes_on_to_a_call_back(green: Talk, clock: FixedClock) -> None:
    next_day(green, clock)
    said = tap(green, "next_check:worse")
    assert "aujourd'hui" in said
    assert request_of(green).level == "amber"
    for _ in range(8):
        if green.slot == "clinical_answer":
            green.answer("je ne sais pas")
        elif green.slot == "need_text":
            green.answer("les fourmillements montent un peu plus haut dans les doigts")
    assert green.slot == "callback_number"
    assert "Référence" in green.give_number()


def test_worse_said_in_words_counts_as_the_button(green: Talk, clock: FixedClock) -> None:
    next_day(green, clock)
    green.open("moins bien qu'hier", "nlu_fallback")
    assert request_of(green).level == "amber"


def test_worse_with_a_red_sign_becomes_red(green: Talk, clock: FixedClock) -> None:
    next_day(green, clock)
    said = green.open("pire, j'ai 39 de fièvre et des frissons", "report_complication")
    assert request_of(green).level == "red"
    assert "15" in said


def test_better_thanks_and_leaves_the_level(green: Talk, clock: FixedClock) -> None:
    next_day(green, clock)
    assert "Tant mieux" in tap(green, "next_check:better")
    assert request_of(green).level == "green"
    assert green.slot is None


def test_the_same_plans_one_more_check(green: Talk, clock: FixedClock) -> None:
    next_day(green, clock)
    green.desk = Desk(green.database, clock, load_tools(green.database, Settings()))
    said = tap(green, "next_check:same")
    assert "demain" in said
    with green.database.read() as session:
        states = [check.state for check in session.query(NextDayCheck).order_by(NextDayCheck.id)]
    assert states == ["answered", "planned"]


def test_a_second_tap_on_the_same_check_lowers_nothing(green: Talk, clock: FixedClock) -> None:
    next_day(green, clock)
    tap(green, "next_check:worse")
    tap(green, "next_check:better")
    assert request_of(green).level == "amber"


def test_worse_after_better_still_counts(green: Talk, clock: FixedClock) -> None:
    next_day(green, clock)
    tap(green, "next_check:better")
    tap(green, "next_check:worse")
    assert request_of(green).level == "amber"


def test_an_unknown_value_of_the_check_changes_nothing(green: Talk) -> None:
    tap(green, "next_check:anything")
    assert request_of(green).level == "green"


def test_the_call_back_number_is_read_back_by_its_end_only(talk: Start) -> None:
    patient = talk("patient")
    patient.open(AMBER, "report_complication")
    for _ in range(8):
        if patient.slot == "clinical_answer":
            patient.answer("je ne sais pas")
    said = patient.give_number()
    assert "finit par **01 01**" in said
    assert "0465710101" not in said.replace(" ", "")
    assert request_of(patient).answers["callback_read_back"] is True
    with patient.database.session() as session:
        set_contact(session, patient.id, kind="callback", value="+33465710202", now=patient.now)
    assert "finit par **02 02**" in patient.open("[téléphone]", "inform")
    with patient.database.read() as session:
        lines = session.query(Message).filter_by(conversation_id=patient.id)
        assert all("0465710101" not in line.text.replace(" ", "") for line in lines)


def test_an_amber_answer_links_a_professional_to_the_sheet(talk: Start) -> None:
    doctor = talk("gp", "professional")
    doctor.open(AMBER, "report_complication")
    for _ in range(8):
        if doctor.slot == "clinical_answer":
            doctor.answer("je ne sais pas")
    assert doctor.slot == "callback_number"
    with doctor.database.session() as session:
        set_contact(session, doctor.id, kind="callback", value="+33465710101", now=doctor.now)
    last = doctor.desk.hear(doctor.id, Turn(99, "[téléphone]", None, "inform", 0.3))
    urls = [item["url"] for say in last.says for item in say.attachments]
    assert urls == ["/fiches/colite_immuno_induite", "/fiches/colite_immuno_induite.pdf"]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("la fiche NF svp", "neutropénie fébrile"),
        ("fiche CART", "CAR-T"),
        ("conduite à tenir hyperCa", "Calcium"),
    ],
)
def test_a_sheet_is_given_with_its_page_and_its_pdf(talk: Start, said: str, title: str) -> None:
    doctor = talk("gp", "professional")
    outcome = doctor.desk.open(doctor.id, Turn(1, said, None, "get_practice_sheet", 0.9))
    assert title in outcome.says[0].text
    urls = [item["url"] for item in outcome.says[0].attachments]
    assert len(urls) == 2
    assert urls[1] == f"{urls[0]}.pdf"


def test_words_that_fit_several_sheets_are_asked_with_a_button_each(talk: Start) -> None:
    doctor = talk("gp", "professional")
    doctor.open("fiche immunothérapie", "get_practice_sheet")
    assert doctor.slot == "sheet"
    titles = [title for title, _ in doctor.buttons]
    assert {"Immunothérapie : colite", "Immunothérapie : poumon", "Une autre fiche"} <= set(titles)
    assert len(titles) <= 7
    assert "colite" in doctor.tap("sheet:colite_immuno_induite")


def test_another_sheet_than_the_candidates_can_be_asked(talk: Start) -> None:
    doctor = talk("gp", "professional")
    doctor.open("fiche immunothérapie", "get_practice_sheet")
    doctor.tap("sheet:another")
    assert len(doctor.buttons) >= 16
    assert "CAR-T" in doctor.answer("celle sur les cart")


def test_a_subject_without_a_sheet_is_said_to_have_none_with_the_list(talk: Start) -> None:
    doctor = talk("gp", "professional")
    said = doctor.open("fiche toxidermie", "get_practice_sheet")
    assert "pas de fiche sur ce sujet" in said
    assert len(doctor.buttons) >= 16


def test_asking_for_a_sheet_without_a_subject_shows_the_list(talk: Start) -> None:
    doctor = talk("gp", "professional")
    said = doctor.open("", "get_practice_sheet")
    assert "pas de fiche" not in said
    assert len(doctor.buttons) >= 16


@pytest.mark.parametrize("said", ["la fiche hémorragie svp", "fiche convulsion", "fiche fièvre"])
def test_the_subject_of_a_sheet_is_no_sign_of_a_patient(talk: Start, said: str) -> None:
    doctor = talk("gp", "professional")
    doctor.open(said, "get_practice_sheet")
    with doctor.database.read() as session:
        conversation = session.get_one(Conversation, doctor.id)
        assert conversation.facts == []
        assert conversation.request_id is None


def test_a_patients_story_that_mentions_a_sheet_is_graded(talk: Start) -> None:
    doctor = talk("gp", "professional")
    doctor.open(
        "une fiche ? ma patiente saigne du nez depuis hier sous FOLFOX", "get_practice_sheet"
    )
    with doctor.database.read() as session:
        assert session.get_one(Conversation, doctor.id).facts
