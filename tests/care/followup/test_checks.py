"""The check of the next day: planned, put once at a decent hour, and never to somebody who should not get it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from care.clock import PARIS, FixedClock, to_paris
from care.conversations.erasure import erase_conversation
from care.followup.asking import hear_late_answers
from care.followup.checks import due_at, note_answer, read_check_answer, refuse
from care.followup.rules import load_follow_up_rules
from care.storage.conversations import Conversation
from care.storage.database import Database
from care.storage.followup import NextDayCheck
from care.storage.requests import RequestEvent
from tests.care.followup.conftest import Advised, advised_on

RULES = load_follow_up_rules().check


def paris(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("advised_at", "due"),
    [
        (paris(23, 9), paris(24, 10)),
        (paris(23, 23, 30), paris(24, 10)),
        (paris(24, 1), paris(24, 10)),
        (paris(24, 3), paris(25, 10)),  # seven hours later is too soon
        (paris(24, 10, month=10), paris(25, 10, month=10)),  # the night the clocks go back
    ],
)
def test_the_check_is_due_the_next_day_at_ten_in_paris(advised_at: datetime, due: datetime) -> None:
    assert due_at(advised_at.astimezone(UTC), "web", RULES) == due


@pytest.mark.parametrize(
    ("advised_at", "due"),
    [
        (paris(23, 11), paris(24, 10)),
        (paris(23, 9, 30), paris(24, 9)),  # within 24 hours of the last message
        (paris(23, 7), paris(23, 19, 30)),  # the evening before, rather than never or at night
    ],
)
def test_whatsapp_is_asked_within_the_window_it_allows(advised_at: datetime, due: datetime) -> None:
    assert due_at(advised_at, "whatsapp", RULES) == due


def test_the_check_is_put_once_with_its_three_answers(advised: Advised) -> None:
    advised.plan()
    assert advised.ask() == 0
    advised.wait(hours=25)
    assert advised.ask() == 1
    assert advised.ask() == 0
    line = advised.lines()[-1]
    assert [button["title"] for button in line.buttons] == ["Mieux", "Pareil", "Moins bien"]
    assert advised.request().reference in line.text
    assert "15" in line.text
    assert advised.check().state == "asked"


def test_planning_twice_keeps_one_check(advised: Advised) -> None:
    first, second = advised.plan(), advised.plan()
    assert first is not None
    assert second is not None
    assert first.id == second.id


def test_a_restart_loses_no_check(advised: Advised) -> None:
    advised.plan()
    url = str(advised.database.url)
    advised.database.close()
    advised.database = Database(url)
    advised.wait(hours=25)
    assert advised.ask() == 1


def test_on_a_channel_that_pushes_the_check_is_queued_with_its_line(
    database: Database, clock: FixedClock
) -> None:
    advised = advised_on(database, clock, channel="telegram")
    advised.plan()
    advised.wait(hours=25)
    advised.ask()
    pushed = advised.pushed()
    assert len(pushed) == 1
    assert pushed[0].payload["message"] == advised.lines()[-1].id
    assert pushed[0].payload["buttons"] == advised.lines()[-1].buttons


def test_nothing_is_put_in_the_night(advised: Advised) -> None:
    advised.plan()
    advised.clock.set(paris(24, 22))
    assert advised.ask() == 0
    assert to_paris(advised.check().due_at) == paris(25, 8, 30)
    advised.clock.set(paris(25, 8, 30))
    assert advised.ask() == 1


def test_nobody_is_asked_in_the_middle_of_an_exchange(advised: Advised) -> None:
    advised.plan()
    advised.wait(hours=25)
    advised.change(last_activity_at=advised.clock.now() - timedelta(minutes=5))
    assert advised.ask() == 0
    advised.wait(hours=1)
    assert advised.ask() == 1


@pytest.mark.parametrize(
    ("conversation", "request_", "reason"),
    [
        ({"held_by": "somebody"}, {}, "handed_over"),
        ({"erase_asked_at": paris(23, 12)}, {}, "erased"),
        ({}, {"status": "closed"}, "closed"),
        ({}, {"status": "taken"}, "handed_over"),
        ({}, {"disposition": "human"}, "handed_over"),
        ({}, {"level": "amber"}, "raised"),
    ],
)
def test_somebody_who_should_not_be_asked_is_not(
    advised: Advised, conversation: dict[str, object], request_: dict[str, object], reason: str
) -> None:
    advised.plan()
    advised.change(**conversation)
    advised.change_request(**request_)
    advised.wait(hours=25)
    assert advised.ask() == 0
    assert advised.check().reason == reason
    assert advised.lines() == []


def test_an_erased_conversation_keeps_no_check(advised: Advised) -> None:
    advised.plan()
    with advised.database.session() as session:
        erase_conversation(session, advised.id, now=advised.clock.now())
    advised.wait(hours=25)
    assert advised.ask() == 0
    with advised.database.read() as session:
        assert session.query(NextDayCheck).count() == 0


def test_a_check_that_comes_days_too_late_is_not_put(advised: Advised) -> None:
    advised.plan()
    advised.clock.set(paris(27, 10))
    assert advised.ask() == 0
    assert (advised.check().state, advised.check().reason) == ("missed", "late")


def test_whatsapp_is_not_written_to_once_its_window_is_closed(
    database: Database, clock: FixedClock
) -> None:
    advised = advised_on(database, clock, channel="whatsapp")
    advised.plan()
    advised.wait(hours=27)
    assert advised.ask() == 0
    assert advised.check().reason == "window"


def test_whoever_refuses_is_never_written_to_again(advised: Advised) -> None:
    advised.plan()
    with advised.database.session() as session:
        refuse(session, session.get_one(Conversation, advised.id), now=advised.clock.now())
    advised.wait(hours=25)
    assert advised.ask() == 0
    assert advised.plan() is None


def test_a_professional_and_a_telephone_call_are_not_asked(
    database: Database, clock: FixedClock
) -> None:
    assert advised_on(database, clock, caller="gp").plan() is None
    assert advised_on(database, clock, channel="voice").plan() is None


def test_two_checks_are_the_most_for_one_request(advised: Advised) -> None:
    for _ in range(3):
        advised.plan()
        advised.wait(hours=25)
        advised.ask()
        with advised.database.session() as session:
            check = session.query(NextDayCheck).filter_by(state="asked").first()
            if check is not None:
                note_answer(session, check, "same", now=advised.clock.now())
    with advised.database.read() as session:
        assert session.query(NextDayCheck).count() == 2


def test_an_answer_is_kept_once(advised: Advised) -> None:
    advised.plan()
    advised.wait(hours=25)
    advised.ask()
    with advised.database.session() as session:
        check = session.get_one(NextDayCheck, advised.check().id)
        assert note_answer(session, check, "better", now=advised.clock.now())
        assert not note_answer(session, check, "worse", now=advised.clock.now())
    assert advised.check().answer == "better"


def test_worse_in_words_that_reached_no_question_raises_the_level_all_the_same(
    advised: Advised,
) -> None:
    advised.plan()
    advised.wait(hours=25)
    advised.ask()
    advised.wait(minutes=2)
    advised.says("bonjour, c'est de pire en pire depuis ce matin")
    with advised.database.session() as session:
        heard = hear_late_answers(session, phone="04 65 71 00 00", now=advised.clock.now())
    assert heard == 1
    assert advised.request().level == "amber"
    assert advised.request().disposition == "same_day"
    assert "aujourd'hui" in advised.lines()[-1].text


def test_better_in_words_raises_nothing(advised: Advised) -> None:
    advised.plan()
    advised.wait(hours=25)
    advised.ask()
    advised.wait(minutes=2)
    advised.says("mieux merci")
    with advised.database.session() as session:
        assert hear_late_answers(session, phone="-", now=advised.clock.now()) == 0
    assert advised.request().level == "green"


def test_the_trail_and_the_row_hold_no_word_of_the_caller(advised: Advised) -> None:
    advised.plan()
    advised.wait(hours=25)
    advised.ask()
    with advised.database.read() as session:
        events = session.query(RequestEvent).filter_by(request_id=advised.request_id)
        assert all("diarrhée" not in str(event.data) for event in events)
        assert {"check.planned", "check.asked"} <= {event.act for event in events}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("mieux", "better"),
        ("Ça va mieux, merci", "better"),
        ("beaucoup mieux !", "better"),
        ("c'est passé", "better"),
        ("pareil", "same"),
        ("Idem", "same"),
        ("toujours la même chose", "same"),
        ("moins bien", "worse"),
        ("MOINS BIEN", "worse"),
        ("pas mieux", "worse"),
        ("ça ne va pas mieux du tout", "worse"),
        ("plus mal qu'hier", "worse"),
        ("c'est pire", "worse"),
        ("ça s'aggrave", "worse"),
        ("je vais mal", "worse"),
        ("ça va mal", "worse"),
        ("ne me recontactez plus", "refused"),
        ("où en est mon rendez-vous ?", None),
        (
            "je voudrais une diététicienne à Gardanne pour mieux manger pendant tout mon traitement",
            None,
        ),
        (
            "depuis hier soir je vomis tout et c'est pire que tout je ne sais plus quoi faire du tout",
            "worse",
        ),
    ],
)
def test_what_people_answer_is_read_with_doubt_on_the_side_of_worse(
    said: str, answer: str | None
) -> None:
    assert read_check_answer(said) == answer
