"""The hand-over in the console: read, printed and sent by somebody signed in, each time with a trace."""

from __future__ import annotations

from care.conversations.erasure import erase_conversation
from care.followup.notices import open_notices
from care.storage.followup import OnCallNotice
from care.storage.requests import CareRequest, RequestEvent
from tests.bot.console.conftest import Console


def urgent(console: Console) -> CareRequest:
    return console.request(console.conversation(), level="red")


def acts(console: Console) -> list[str]:
    with console.database.read() as session:
        return [event.act for event in session.query(RequestEvent)]


def test_the_summary_opens_from_the_request_and_shows_the_four_parts(console: Console) -> None:
    request = urgent(console)
    visitor = console.visitor()
    conversation = visitor.get(f"/console/conversations/{request.conversation_id}").text
    assert f"/console/demandes/{request.reference}" in conversation
    page = visitor.get(f"/console/demandes/{request.reference}").text
    for words in ("Situation", "Contexte", "Évaluation", "Recommandation", "04 65 71 00 77"):
        assert words in page
    assert 'lang="fr"' in page


def test_the_summary_is_sent_as_a_pdf_and_as_a_text_file(console: Console) -> None:
    request = urgent(console)
    visitor = console.visitor()
    pdf = visitor.get(f"/console/demandes/{request.reference}.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert f"{request.reference}.pdf" in pdf.headers["content-disposition"]
    text = visitor.get(f"/console/demandes/{request.reference}.txt")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.text.startswith("Objet : [Relais Onco]")
    assert acts(console).count("handover.sent") == 2


def test_nobody_reads_a_summary_without_signing_in(console: Console) -> None:
    request = urgent(console)
    stranger = console.visitor(None)
    for ending in ("", ".pdf", ".txt"):
        answer = stranger.get(
            f"/console/demandes/{request.reference}{ending}", follow_redirects=False
        )
        assert answer.status_code == 303
        assert answer.headers["location"] == "/console/connexion"
    assert "handover.read" not in acts(console)


def test_opening_the_summary_tells_that_the_alert_was_seen(console: Console) -> None:
    request = urgent(console)
    with console.database.session() as session:
        open_notices(session, now=console.clock.now())
    console.visitor().get(f"/console/demandes/{request.reference}")
    with console.database.read() as session:
        notice = session.query(OnCallNotice).one()
    assert (notice.state, notice.seen_by) == ("seen", "idec")


def test_opening_the_conversation_tells_it_too(console: Console) -> None:
    request = urgent(console)
    with console.database.session() as session:
        open_notices(session, now=console.clock.now())
    console.visitor().get(f"/console/conversations/{request.conversation_id}")
    with console.database.read() as session:
        assert session.query(OnCallNotice).one().state == "seen"


def test_an_erased_request_has_no_summary(console: Console) -> None:
    request = urgent(console)
    with console.database.session() as session:
        erase_conversation(session, request.conversation_id, now=console.clock.now())
    visitor = console.visitor()
    assert visitor.get(f"/console/demandes/{request.reference}").status_code == 404
    assert visitor.get("/console/demandes/DR-0000-0").status_code == 404
