"""The check of the next day in a page left open, and a sheet printed from the browser."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pypdf
import pytest
from sqlalchemy import select

from care.clock import SystemClock
from care.conversations.unprompted import say_unprompted
from care.followup.asking import follow_up_replies
from care.interview.say import choice_payload
from care.storage.conversations import Conversation
from tests.bot.web.browsing import texts, wait
from tests.bot.web.test_chat_in_a_browser import open_chat, say

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

    from tests.bot.web.browsing import Site

pytestmark = pytest.mark.browser


def test_the_check_appears_in_a_page_left_open_with_its_three_buttons(
    phone: Chrome, site: Site
) -> None:
    open_chat(phone, site)
    say(phone, "une petite diarrhée")
    wait(lambda: "reçu : une petite diarrhée" in texts(phone, ".turn.relais .bubble p"))
    with site.database.session() as session:
        conversation = session.scalars(select(Conversation)).one()
        question = follow_up_replies().text("check_question", reference="DR-7K3F-2")
        buttons = [
            (title, choice_payload("next_check", value))
            for title, value in (("Mieux", "better"), ("Pareil", "same"), ("Moins bien", "worse"))
        ]
        say_unprompted(session, conversation, question, now=SystemClock().now(), buttons=buttons)
    wait(lambda: "Moins bien" in texts(phone, ".choices button.offer"), 30)
    shown = [text for text in texts(phone, ".turn.relais .bubble p") if "DR-7K3F-2" in text]
    assert len(shown) == 1


@pytest.mark.parametrize("sheet", ["neutropenie_febrile", "car_t_fievre", "traitement_oral"])
def test_a_sheet_printed_from_the_browser_holds_on_one_page(
    phone: Chrome, site: Site, sheet: str
) -> None:
    phone.get(f"{site.url}/fiches/{sheet}")
    printed = phone.execute_cdp_cmd(
        "Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
    )
    document = pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    assert len(document.pages) == 1
