"""A level only falls by the hand of a named person, with a reason that is kept and shown."""

from __future__ import annotations

from sqlalchemy import select

from care.storage.requests import CareRequest, RequestEvent
from tests.bot.console.conftest import Console


def level_of(console: Console, reference: str) -> str | None:
    with console.database.read() as session:
        return session.scalar(select(CareRequest.level).where(CareRequest.reference == reference))


def lowered(console: Console) -> list[RequestEvent]:
    with console.database.read() as session:
        return list(
            session.scalars(select(RequestEvent).where(RequestEvent.act == "level.lowered"))
        )


def test_nobody_lowers_a_level_without_a_name(console: Console) -> None:
    request = console.request(console.conversation(), level="red")
    path = f"/console/demandes/{request.reference}/niveau"
    stranger = console.visitor(login=None)
    answer = stranger.post(path, {"csrf": "x", "level": "green", "reason": "essai"})
    assert answer.status_code in (303, 401, 403)
    signed_in = console.visitor()
    answer = signed_in.post(path, {"csrf": "faux", "level": "green", "reason": "essai"})
    assert answer.status_code in (303, 401, 403)
    assert level_of(console, request.reference) == "red"
    assert lowered(console) == []


def test_who_when_from_what_to_what_and_why_are_kept_and_shown(console: Console) -> None:
    request = console.request(console.conversation(), level="red")
    visitor = console.visitor("dac")
    path = f"/console/demandes/{request.reference}/niveau"
    words = "Examiné ce matin par Dr Exemple, apyrétique. Rappel au 04 65 71 02 02."
    assert console.act(visitor, path, level="amber", reason=words) == 303
    (event,) = lowered(console)
    assert (event.actor, event.at) == ("dac", console.clock.now())
    assert (event.data["before"], event.data["after"]) == ("red", "amber")
    assert "apyrétique" in event.data["reason"]
    assert "71 02 02" not in event.data["reason"]
    page = visitor.get(f"/console/conversations/{request.conversation_id}").text
    assert "Dominique Exemple a abaissé le niveau : Examiné ce matin" in page
    assert "(Urgent → À voir vite)" in page


def test_a_level_is_not_lowered_twice_into_nothing(console: Console) -> None:
    request = console.request(console.conversation(), level="amber")
    visitor = console.visitor()
    path = f"/console/demandes/{request.reference}/niveau"
    assert console.act(visitor, path, level="green", reason="Vu en consultation.") == 303
    assert console.act(visitor, path, level="green", reason="Encore.") == 409
    assert level_of(console, request.reference) == "green"
    assert len(lowered(console)) == 1
