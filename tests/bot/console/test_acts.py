"""What the team does: each act reaches the caller, bears a name, and cannot be done twice by two people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from care.booking import For, book
from care.conversations.store import transcript
from care.storage.booking import Appointment, Slot
from care.storage.conversations import Conversation, Outgoing
from care.storage.directory import Structure
from care.storage.requests import CareRequest, RequestEvent
from tests.bot.console.conftest import Console


def told(console: Console, conversation: str) -> list[str]:
    with console.database.read() as session:
        lines = transcript(session, conversation)
    return [line["text"] for line in lines if line["author"] == "team"]


def request_now(console: Console, reference: str) -> CareRequest:
    with console.database.read() as session:
        found = session.scalar(select(CareRequest).where(CareRequest.reference == reference))
        assert found is not None
        session.expunge(found)
        return found


def acts(console: Console, reference: str) -> list[tuple[str, str]]:
    with console.database.read() as session:
        rows = session.execute(
            select(RequestEvent.act, RequestEvent.actor)
            .join(CareRequest, CareRequest.id == RequestEvent.request_id)
            .where(CareRequest.reference == reference)
            .order_by(RequestEvent.id)
        )
        return [(act, actor) for act, actor in rows]


def booked_slot(console: Console, request: CareRequest, *, to_confirm: bool) -> str:
    now = console.clock.now()
    with console.database.session() as session:
        session.add(
            Structure(
                id="s", name="CH d'exemple", kind="hospital", commune_insee="05061", commune_name="Gap",
                lat=44.5, lon=6.1, source="test", source_row="1", verified_on=now.date(), updated_at=now,
            )
        )  # fmt: skip
        session.flush()
        start = now + timedelta(days=3)
        session.add(
            Slot(id="slot", structure_id="s", kind="oncology", starts_at=start, ends_at=start + timedelta(hours=1))
        )  # fmt: skip
        session.flush()
        whom = For(
            request_id=request.id, conversation_id=request.conversation_id, rpps="10101010101"
        )
        appointment = book(session, slot_id="slot", now=now, whom=whom, to_confirm=to_confirm)
        session.get_one(CareRequest, request.id).appointment_ref = appointment.reference
        return appointment.reference


def test_taking_over_silences_the_engine_and_tells_the_caller(console: Console) -> None:
    conversation = console.conversation()
    request = console.request(conversation)
    visitor = console.visitor()
    assert console.act(visitor, f"/console/conversations/{conversation}/prendre") == 303
    with console.database.read() as session:
        assert session.get_one(Conversation, conversation).held_by is not None
    assert request_now(console, request.reference).taken_by == "idec"
    assert len(told(console, conversation)) == 1
    assert ("request.taken", "idec") in acts(console, request.reference)
    assert "Votre réponse à l" in visitor.get(f"/console/conversations/{conversation}").text


def test_taking_over_twice_tells_the_caller_once(console: Console) -> None:
    conversation = console.conversation()
    visitor = console.visitor()
    for _ in range(2):
        console.act(visitor, f"/console/conversations/{conversation}/prendre")
    assert len(told(console, conversation)) == 1


def test_a_conversation_without_request_gets_one_so_that_every_act_has_its_trail(
    console: Console,
) -> None:
    conversation = console.conversation()
    console.act(console.visitor(), f"/console/conversations/{conversation}/prendre")
    with console.database.read() as session:
        opened = session.scalars(
            select(CareRequest.purpose).where(CareRequest.conversation_id == conversation)
        ).all()
    assert opened == ["talk_to_human"]


@pytest.mark.parametrize(
    ("channel", "pushed"), [("web", 0), ("telegram", 2), ("sms", 2), ("voice", 0)]
)
def test_an_answer_is_pushed_where_the_caller_cannot_fetch_it(
    console: Console, channel: str, pushed: int
) -> None:
    conversation = console.conversation(channel=channel)
    visitor = console.visitor()
    here = f"/console/conversations/{conversation}"
    console.act(visitor, f"{here}/prendre")
    assert console.act(visitor, f"{here}/repondre", text="Je vous rappelle à 15 h.") == 303
    assert told(console, conversation)[-1] == "Je vous rappelle à 15 h."
    with console.database.read() as session:
        payloads = session.scalars(select(Outgoing.payload).order_by(Outgoing.id)).all()
    assert len(payloads) == pushed
    if pushed:
        assert payloads[-1]["text"] == "Je vous rappelle à 15 h."


def test_only_whoever_holds_the_conversation_speaks(console: Console) -> None:
    conversation = console.conversation()
    here = f"/console/conversations/{conversation}"
    first, second = console.visitor("idec"), console.visitor("dac")
    console.act(first, f"{here}/prendre")
    assert console.act(second, f"{here}/repondre", text="Bonjour") == 409
    console.act(second, f"{here}/prendre")
    assert console.act(first, f"{here}/repondre", text="Bonjour") == 409
    assert "Bonjour" not in told(console, conversation)


def test_an_empty_answer_is_refused(console: Console) -> None:
    conversation = console.conversation()
    here = f"/console/conversations/{conversation}"
    visitor = console.visitor()
    console.act(visitor, f"{here}/prendre")
    assert console.act(visitor, f"{here}/repondre", text="   ") == 422
    assert len(told(console, conversation)) == 1


def test_handing_back_gives_the_conversation_to_the_relay_and_keeps_the_request(
    console: Console,
) -> None:
    conversation = console.conversation()
    request = console.request(conversation)
    visitor = console.visitor()
    console.act(visitor, f"/console/conversations/{conversation}/prendre")
    assert console.act(visitor, f"/console/conversations/{conversation}/rendre") == 303
    with console.database.read() as session:
        assert session.get_one(Conversation, conversation).held_by is None
    assert request_now(console, request.reference).status == "open"
    assert ("request.handed_back", "idec") in acts(console, request.reference)


@pytest.mark.parametrize(
    "form", [{"note": "  ", "outcome": "called_back"}, {"note": "fait", "outcome": "x"}, {}]
)
def test_closing_needs_a_note_and_an_outcome_of_the_list(
    console: Console, form: dict[str, str]
) -> None:
    request = console.request(console.conversation())
    status = console.act(console.visitor(), f"/console/demandes/{request.reference}/clore", **form)
    assert status == 422
    assert request_now(console, request.reference).status == "open"


def test_closing_keeps_the_note_the_outcome_and_the_name(console: Console) -> None:
    conversation = console.conversation()
    request = console.request(conversation)
    visitor = console.visitor("dac")
    console.act(visitor, f"/console/conversations/{conversation}/prendre")
    path = f"/console/demandes/{request.reference}/clore"
    assert console.act(visitor, path, note="Vu avec le service.", outcome="directed") == 303
    closed = request_now(console, request.reference)
    assert (closed.status, closed.outcome, closed.close_note) == (
        "closed",
        "directed",
        "Vu avec le service.",
    )
    assert ("request.closed", "dac") in acts(console, request.reference)
    with console.database.read() as session:
        assert session.get_one(Conversation, conversation).held_by is None
    assert request.reference not in visitor.get("/console").text
    assert console.act(visitor, path, note="encore", outcome="directed") == 409


def test_an_identity_in_a_note_is_masked_and_a_health_number_never_leaves(console: Console) -> None:
    conversation = console.conversation()
    request = console.request(conversation)
    visitor = console.visitor()
    here = f"/console/conversations/{conversation}"
    console.act(visitor, f"{here}/prendre")
    number = "2 51 07 13 055 123 45"
    assert console.act(visitor, f"{here}/repondre", text=f"Votre numéro {number} ?") == 422
    assert console.act(visitor, f"{here}/repondre", text="Appelez le 04 65 71 00 12.") == 303
    assert told(console, conversation)[-1] == "Appelez le 04 65 71 00 12."
    path = f"/console/demandes/{request.reference}/clore"
    console.act(visitor, path, note=f"Dossier {number}, vu.", outcome="directed")
    assert number not in (request_now(console, request.reference).close_note or number)


def test_a_level_is_lowered_with_a_reason_under_a_name(console: Console) -> None:
    request = console.request(console.conversation(), level="red")
    visitor = console.visitor()
    path = f"/console/demandes/{request.reference}/niveau"
    assert console.act(visitor, path, level="green", reason=" ") == 422
    assert request_now(console, request.reference).level == "red"
    assert console.act(visitor, path, level="amber", reason="Signe ancien, vu hier.") == 303
    lowered = request_now(console, request.reference)
    assert (lowered.level, lowered.lowered_by) == ("amber", "idec")
    page = visitor.get(f"/console/conversations/{request.conversation_id}").text
    assert "a abaissé le niveau : Signe ancien, vu hier." in page


@pytest.mark.parametrize("level", ["red", "amber", "violet"])
def test_the_console_never_raises_a_level_or_invents_one(console: Console, level: str) -> None:
    request = console.request(console.conversation(), level="amber")
    path = f"/console/demandes/{request.reference}/niveau"
    assert console.act(console.visitor(), path, level=level, reason="essai") in (409, 422)
    assert request_now(console, request.reference).level == "amber"


def test_confirming_a_held_appointment_books_it_and_tells_the_caller(console: Console) -> None:
    conversation = console.conversation(caller="gp")
    request = console.request(conversation)
    reference = booked_slot(console, request, to_confirm=True)
    visitor = console.visitor()
    assert "à confirmer" in visitor.get("/console").text
    path = f"/console/demandes/{request.reference}/rendez-vous/confirmer"
    assert console.act(visitor, path, appointment=reference) == 303
    with console.database.read() as session:
        assert session.scalar(select(Appointment.status)) == "booked"
    assert reference in told(console, conversation)[-1]
    assert "jeudi 26 novembre 2026" in told(console, conversation)[-1]


def test_cancelling_frees_the_slot_says_why_and_keeps_the_need_open(console: Console) -> None:
    conversation = console.conversation(caller="gp")
    request = console.request(conversation)
    reference = booked_slot(console, request, to_confirm=False)
    path = f"/console/demandes/{request.reference}/rendez-vous/annuler"
    visitor = console.visitor()
    assert console.act(visitor, path, appointment=reference, reason="Médecin absent") == 303
    with console.database.read() as session:
        assert session.scalar(select(Appointment.status)) == "cancelled"
    assert "Médecin absent" in told(console, conversation)[-1]
    assert request_now(console, request.reference).status != "closed"


def test_an_appointment_of_another_request_is_out_of_reach(console: Console) -> None:
    mine, other = (console.request(console.conversation()) for _ in range(2))
    reference = booked_slot(console, other, to_confirm=True)
    path = f"/console/demandes/{mine.reference}/rendez-vous/confirmer"
    assert console.act(console.visitor(), path, appointment=reference) == 409
    with console.database.read() as session:
        assert session.scalar(select(Appointment.status)) == "held"


def test_opening_a_transcript_leaves_one_trace_a_day(console: Console) -> None:
    conversation = console.conversation()
    request = console.request(conversation)
    visitor = console.visitor("dac")
    for _ in range(3):
        visitor.get(f"/console/conversations/{conversation}")
    visitor.get(f"/console/conversations/{conversation}", headers={"X-Refresh": "1"})
    assert acts(console, request.reference).count(("request.read", "dac")) == 1
