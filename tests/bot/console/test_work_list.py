"""What the team sees: the nearest deadline first, a word with each colour, what failed."""

from __future__ import annotations

import re

from sqlalchemy import event

from care.clock import FixedClock
from care.conversations.incidents import record_incident
from care.storage.database import Database
from tests.bot.console.conftest import Console


def references(page: str) -> list[str]:
    return re.findall(r'class="code">([A-Z0-9-]+)<', page)


def test_requests_are_listed_by_deadline_whatever_their_age(console: Console) -> None:
    later = console.request(console.conversation(), hours=30, level="amber")
    sooner = console.request(console.conversation(), hours=1, level="green")
    late = console.request(console.conversation(), hours=-2, level="red")
    page = console.visitor().get("/console").text
    assert references(page) == [late.reference, sooner.reference, later.reference]
    assert "en retard de 2 h" in page
    assert "reste 1 h" in page


def test_each_level_has_a_word_and_not_only_a_colour(console: Console) -> None:
    for level in ("red", "amber", "green"):
        console.request(console.conversation(), level=level)
    page = console.visitor().get("/console").text
    for level, word in (("red", "Urgent"), ("amber", "À voir vite"), ("green", "Sans urgence")):
        assert f'<span class="level {level}">{word}</span>' in page


def test_the_number_to_call_back_is_one_tap_away(console: Console) -> None:
    console.request(console.conversation())
    page = console.visitor().get("/console").text
    assert 'href="tel:+33465710077">04 65 71 00 77<' in page


def test_an_empty_list_says_so(console: Console) -> None:
    assert "Aucune demande n&#39;attend" in console.visitor().get("/console").text.replace(
        "'", "&#39;"
    )


def test_conversations_whose_turn_failed_are_shown_until_somebody_has_looked(
    console: Console,
) -> None:
    conversation = console.conversation()
    with console.database.session() as session:
        record_incident(
            session, "engine_timeout", now=console.clock.now(), conversation_id=conversation
        )
    visitor = console.visitor()
    assert "a mis trop de temps" in visitor.get("/console").text
    assert console.act(visitor, f"/console/conversations/{conversation}/vu") == 303
    assert "a mis trop de temps" not in visitor.get("/console").text


def test_words_of_callers_are_shown_as_text_never_as_markup(console: Console) -> None:
    conversation = console.conversation(said="<script>alert(1)</script> **gras**")
    page = console.visitor().get(f"/console/conversations/{conversation}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **gras**" in page
    assert "<script>alert" not in page


def test_an_unknown_conversation_is_said_to_be_unknown(console: Console) -> None:
    answer = console.visitor().get("/console/conversations/absente")
    assert answer.status_code == 404
    assert "existe pas" in answer.text


def test_the_list_costs_the_same_number_of_queries_for_two_requests_and_for_twenty(
    database: Database, clock: FixedClock
) -> None:
    console = Console(database, clock)
    visitor = console.visitor()

    def cost() -> int:
        asked: list[str] = []

        def note(*arguments: object) -> None:
            asked.append(str(arguments[2]))

        event.listen(database.engine, "before_cursor_execute", note)
        visitor.get("/console")
        event.remove(database.engine, "before_cursor_execute", note)
        return len(asked)

    for _ in range(2):
        console.request(console.conversation())
    few = cost()
    for _ in range(18):
        console.request(console.conversation())
    assert cost() == few
