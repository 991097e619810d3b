"""The jobs beside the calls: they tell and ask, and a failure is seen, escalated and never fatal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.background import all_jobs
from bot.channels.errors import SendFailure
from bot.jobs.notices import NoticeJob
from bot.turns.storage import Storage
from care.clock import FixedClock
from care.people import prepare_sample_people
from care.settings import Settings
from care.storage.database import Database
from care.storage.followup import OnCallNotice
from tests.bot.conftest import MakeCaller
from tests.care.followup.test_notices import urgent_on

pytestmark = pytest.mark.anyio


class FakeSms:
    """Keeps what it is given to send, or fails as told."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.sent: list[tuple[str, str]] = []
        self.failure = failure

    def parts(self, payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        return [{"text": payload["text"]}]

    async def send(self, contact: str, part: Mapping[str, Any]) -> None:
        if self.failure is not None:
            raise self.failure
        self.sent.append((contact, str(part["text"])))


def job(
    settings: Settings, database: Database, clock: FixedClock, sms: FakeSms | None
) -> NoticeJob:
    return NoticeJob(settings, Storage(database), clock, sms)


def notice_of(database: Database) -> OnCallNotice:
    with database.read() as session:
        return session.query(OnCallNotice).one()


async def test_a_red_request_is_texted_to_the_on_call_number_in_international_form(
    settings: Settings, database: Database, clock: FixedClock
) -> None:
    prepare_sample_people(database, clock)
    urgent_on(database, clock)
    sms = FakeSms()
    assert await job(settings, database, clock, sms).run() == 1
    ((number, text),) = sms.sent
    assert number.startswith("+3346571")
    assert "/console/demandes/DR-" in text
    assert (notice_of(database).state, notice_of(database).sent) == ("told", 1)


@pytest.mark.parametrize("failure", [SendFailure("21614", lasting=True), OSError("down")])
async def test_a_message_that_cannot_be_sent_tries_the_team_then_stands_as_an_incident(
    settings: Settings, database: Database, clock: FixedClock, failure: Exception
) -> None:
    prepare_sample_people(database, clock)
    urgent = urgent_on(database, clock)
    notices = job(settings, database, clock, FakeSms(failure))
    for _ in range(3):
        await notices.run()
    assert notice_of(database).state == "silent"
    assert urgent.incidents() == ["on_call_not_told", "on_call_not_told", "on_call_silent"]
    assert "15" in urgent.told()[-1]


async def test_without_text_messages_the_notice_stands_on_the_list_and_still_escalates(
    settings: Settings, database: Database, clock: FixedClock
) -> None:
    urgent = urgent_on(database, clock)
    notices = job(settings, database, clock, None)
    await notices.run()
    assert (notice_of(database).state, notice_of(database).sent) == ("told", 0)
    assert "notice.shown" in urgent.acts()
    for _ in range(2):
        urgent.wait(6)
        await notices.run()
    assert notice_of(database).state == "silent"


async def test_with_nothing_to_tell_the_job_writes_nothing(
    settings: Settings, database: Database, clock: FixedClock
) -> None:
    assert await job(settings, database, clock, FakeSms()).run() == 0


async def test_the_front_door_runs_both_jobs(at_the_door: MakeCaller) -> None:
    names = {job.name for job in all_jobs(at_the_door().house)}
    assert {"next_day_checks", "notices"} <= names


async def test_the_check_reaches_a_web_caller_at_the_next_look(
    at_the_door: MakeCaller, database: Database, clock: FixedClock
) -> None:
    from tests.care.followup.conftest import Advised

    caller = at_the_door()
    await caller.open(caller="patient")
    with database.session() as session:
        from care.requests import open_request, raise_level

        now = clock.now()
        request = open_request(
            session,
            conversation_id=caller.id,
            purpose="report_complication",
            caller="patient",
            now=now,
        )
        raise_level(session, request, now=now, level="green", disposition="self_care")
        advised = Advised(database, clock, caller.id, request.id)
    advised.plan()
    advised.wait(hours=25)
    checks = next(job for job in all_jobs(caller.house) if job.name == "next_day_checks")
    await checks.run()
    line = (await caller.look()).json()["transcript"][-1]
    assert line["unprompted"] is True
    assert [button["title"] for button in line["buttons"]] == ["Mieux", "Pareil", "Moins bien"]
    answered = await caller.tap(line["buttons"][2]["payload"])
    assert answered.status_code == 200
