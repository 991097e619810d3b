"""A member of the team and a caller, each at their own browser window, through the running service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from care.clock import SystemClock
from care.people import create_staff
from care.requests import open_request, raise_level
from care.storage.conversations import Conversation
from tests.bot.web.browsing import Site, all_of, texts, wait

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

PASSWORD = "un mot de passe assez long"


def sign_in(browser: Chrome, site: Site) -> None:
    with site.database.session() as session:
        create_staff(
            session,
            login="idec",
            display_name="Camille Exemple",
            role="idec",
            password=PASSWORD,
            now=SystemClock().now(),
        )
    browser.get(f"{site.url}/console")
    browser.find_element("id", "login").send_keys("idec")
    browser.find_element("id", "password").send_keys(PASSWORD + "\n")
    wait(lambda: "Demandes ouvertes" in texts(browser, "h1"))


def press(browser: Chrome, label: str) -> None:
    browser.find_element("xpath", f"//button[normalize-space()={label!r}]").click()


def test_a_caller_and_the_team_talk_through_the_service(phone: Chrome, site: Site) -> None:
    phone.get(site.url)
    wait(lambda: texts(phone, ".turn.relais .bubble"))
    caller = phone.current_window_handle
    phone.find_element("id", "message").send_keys("je sens plus mes jambes\n")
    wait(lambda: all_of(phone, ".turn.red"))

    phone.switch_to.new_window("window")
    sign_in(phone, site)
    assert "Urgent" in texts(phone, ".request .level")
    phone.find_element("css selector", ".request h2 a").click()
    press(phone, "Prendre la conversation")
    wait(lambda: all_of(phone, "#answer"))
    phone.find_element("id", "answer").send_keys("Les secours sont-ils là ?")
    press(phone, "Envoyer")
    wait(lambda: "Votre réponse est partie." in texts(phone, ".done"))
    assert phone.get_log("browser") == []
    phone.close()

    phone.switch_to.window(caller)
    wait(lambda: "Les secours sont-ils là ?" in texts(phone, ".turn.team .bubble"), 25)
    heard = len(site.engine.heard)
    phone.find_element("id", "message").send_keys("oui, merci\n")
    wait(lambda: texts(phone, ".turn.caller .bubble")[-1] == "oui, merci")
    wait(lambda: not all_of(phone, ".turn.waiting"))
    assert len(site.engine.heard) == heard  # the engine is silent while a person holds the line


def test_a_new_urgent_request_appears_and_is_announced_without_reloading(
    phone: Chrome, site: Site
) -> None:
    sign_in(phone, site)
    assert "Aucune demande" in texts(phone, "#live")[0]
    now = SystemClock().now()
    with site.database.session() as session:
        conversation = Conversation(
            id="c" * 32,
            channel="web",
            entry="public",
            caller="patient",
            engine_session="e",
            created_at=now,
            last_activity_at=now,
        )
        session.add(conversation)
        session.flush()
        request = open_request(
            session,
            conversation_id=conversation.id,
            purpose="vital_emergency",
            caller="patient",
            now=now,
        )
        raise_level(session, request, now=now, level="red", disposition="call_15")
    wait(lambda: request.reference in texts(phone, ".code"), 20)
    wait(lambda: "1 nouvelle demande urgente" in texts(phone, "#news"))


def test_a_page_that_no_longer_updates_says_so(phone: Chrome, site: Site) -> None:
    sign_in(phone, site)
    site.stop()
    warning = phone.find_element("id", "stale")
    wait(warning.is_displayed, 40)
    assert "ne se met plus à jour" in warning.text
    site.start()
    wait(lambda: not warning.is_displayed(), 20)


def test_the_console_fits_a_telephone(phone: Chrome, site: Site) -> None:
    sign_in(phone, site)
    assert phone.execute_script("return document.documentElement.scrollWidth") <= 360
