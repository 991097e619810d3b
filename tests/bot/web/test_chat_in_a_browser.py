"""The chat as somebody lives it: a thumb, a keyboard, a screen reader, a bad network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from care.clock import SystemClock
from care.conversations.store import add_message
from care.storage.conversations import Conversation, Message
from tests.bot.web.browsing import all_of, texts, wait

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

    from tests.bot.web.browsing import Site

pytestmark = pytest.mark.browser


def open_chat(browser: Chrome, site: Site, path: str = "/") -> None:
    browser.get(site.url + path)
    wait(lambda: texts(browser, ".turn.relais .bubble"))


def say(browser: Chrome, *messages: str) -> None:
    field = browser.find_element("id", "message")
    for message in messages:
        field.send_keys(message + "\n")


def heard(site: Site) -> list[str]:
    with site.database.read() as session:
        rows = select(Message.text).where(Message.author == "caller").order_by(Message.id)
        return list(session.scalars(rows))


def test_a_message_is_answered_and_nothing_is_refused_by_the_security_policy(
    phone: Chrome, site: Site
) -> None:
    open_chat(phone, site)
    say(phone, "je cherche un kiné")
    wait(lambda: "reçu : je cherche un kiné" in texts(phone, ".turn.relais .bubble p"))
    assert texts(phone, ".turn.caller .bubble") == ["je cherche un kiné"]
    assert phone.get_log("browser") == []


def test_messages_typed_quickly_arrive_once_each_and_in_order(phone: Chrome, site: Site) -> None:
    site.engine.delay = 0.15
    open_chat(phone, site)
    said = [f"message {index}" for index in range(5)]
    say(phone, *said)
    wait(lambda: not all_of(phone, ".turn.waiting"))
    assert heard(site) == said
    answers = [text for text in texts(phone, ".turn.relais .bubble p") if text.startswith("reçu")]
    assert answers == [f"reçu : {message}" for message in said]


def test_an_answer_lost_on_the_way_is_asked_for_again_without_doubling(
    phone: Chrome, site: Site
) -> None:
    open_chat(phone, site)
    site.door.answers_to_lose = 2
    say(phone, "une seule fois")
    wait(lambda: "reçu : une seule fois" in texts(phone, ".turn.relais .bubble p"))
    assert heard(site) == ["une seule fois"]
    assert len(site.engine.heard) == 1
    wait(lambda: not phone.find_element("id", "trouble").is_displayed())


def test_when_the_service_is_away_the_message_is_kept_and_a_number_is_given(
    phone: Chrome, site: Site
) -> None:
    open_chat(phone, site)
    site.stop()
    say(phone, "gardez ceci")
    trouble = phone.find_element("id", "trouble")
    wait(trouble.is_displayed)
    assert "04 65 71 00 00" in trouble.text
    assert "le 15" in trouble.text
    site.start()
    phone.find_element("id", "retry").click()
    wait(lambda: heard(site) == ["gardez ceci"])
    wait(lambda: not trouble.is_displayed())


def test_a_reload_resumes_the_conversation(phone: Chrome, site: Site) -> None:
    open_chat(phone, site)
    say(phone, "avant le rechargement")
    wait(lambda: "reçu : avant le rechargement" in texts(phone, ".turn.relais .bubble p"))
    before = texts(phone, ".bubble p")
    phone.refresh()
    wait(lambda: texts(phone, ".bubble p") == before)
    assert len(all_of(phone, "button.offer")) == 1
    say(phone, "après")
    wait(lambda: heard(site) == ["avant le rechargement", "après"])


def test_a_message_still_waiting_survives_a_reload_and_counts_once(
    phone: Chrome, site: Site
) -> None:
    open_chat(phone, site)
    site.door.answers_to_lose = 1
    say(phone, "en route")
    phone.refresh()
    wait(lambda: "reçu : en route" in texts(phone, ".turn.relais .bubble p"))
    wait(lambda: texts(phone, ".turn.caller .bubble") == ["en route"])
    assert heard(site) == ["en route"]


def test_a_choice_is_a_real_button_that_sends_its_payload_once(phone: Chrome, site: Site) -> None:
    open_chat(phone, site)
    say(phone, "bonjour")
    wait(lambda: "OMS 1" in texts(phone, "button.offer"))
    all_of(phone, "button.offer")[-1].click()
    wait(lambda: len(site.engine.heard) == 2)
    assert site.engine.heard[-1].text == '/inform{"choice": "performance_status:1"}'
    wait(lambda: texts(phone, ".turn.caller .bubble")[-1] == "OMS 1")


def test_a_red_answer_is_an_alert_with_the_15_under_the_thumb(phone: Chrome, site: Site) -> None:
    open_chat(phone, site)
    say(phone, "je sens plus mes jambes")
    wait(lambda: all_of(phone, ".turn.red"))
    assert all_of(phone, ".turn.red")[0].get_attribute("role") == "alert"
    assert "Urgent" in texts(phone, ".turn.red .level")
    call = phone.find_element("css selector", ".turn.red a.call")
    assert call.get_attribute("href") == "tel:15"
    assert call.size["height"] >= 44
    assert call.is_displayed()


def test_what_the_team_writes_appears_without_reloading(phone: Chrome, site: Site) -> None:
    open_chat(phone, site)
    say(phone, "bonjour")
    wait(lambda: "reçu : bonjour" in texts(phone, ".turn.relais .bubble p"))
    now = SystemClock().now()
    with site.database.session() as session:
        conversation = session.scalars(select(Conversation)).one()
        conversation.held_by, conversation.held_at = "team", now
        add_message(session, conversation.id, author="team", text="Je vous **rappelle**.", now=now)
    wait(lambda: texts(phone, ".turn.team .bubble") == ["Je vous rappelle."], 25)
    assert "équipe" in texts(phone, ".turn.team .author")[0]
    assert "vous suit" in phone.find_element("id", "standing").text


def test_erasing_asks_first_then_leaves_nothing_here_or_there(phone: Chrome, site: Site) -> None:
    open_chat(phone, site)
    say(phone, "à effacer")
    wait(lambda: "reçu : à effacer" in texts(phone, ".turn.relais .bubble p"))
    phone.find_element("id", "erase").click()
    phone.find_element("id", "erase-cancel").click()
    assert heard(site) == ["à effacer"]
    phone.find_element("id", "erase").click()
    phone.find_element("id", "erase-confirm").click()
    wait(lambda: heard(site) == [])
    wait(lambda: texts(phone, ".turn.caller") == [])
    assert "effacer" not in (phone.execute_script("return JSON.stringify(sessionStorage)") or "")
    say(phone, "je recommence")
    wait(lambda: "reçu : je recommence" in texts(phone, ".turn.relais .bubble p"))


def test_markup_in_a_message_is_shown_as_text(phone: Chrome, site: Site) -> None:
    open_chat(phone, site)
    attack = "<img src=x onerror=\"document.title='non'\"> **gras** [ici](javascript:alert(1))"
    say(phone, attack)
    wait(lambda: any("reçu" in text for text in texts(phone, ".turn.relais .bubble p")))
    assert texts(phone, ".turn.caller .bubble") == [attack]
    assert not all_of(phone, "#log img, #log a[href^='javascript']")
    assert phone.title != "non"


def test_the_keyboard_alone_is_enough_and_the_focus_follows_the_page(
    phone: Chrome, site: Site
) -> None:
    from selenium.webdriver import ActionChains, Keys

    open_chat(phone, site)
    seen = []
    for _ in range(40):
        ActionChains(phone).send_keys(Keys.TAB).perform()
        active = phone.switch_to.active_element
        seen.append(active.get_attribute("id") or active.get_attribute("href") or active.text)
        if seen[-1] == "erase":
            break
    wanted = ["message", "human", "erase"]
    assert [name for name in seen if name in wanted] == wanted
    assert seen.index("tel:15") < seen.index("message")


@pytest.mark.parametrize("path", ["/", "/pro", "/annuaire"])
def test_on_a_small_telephone_nothing_overflows_and_every_target_fits_a_thumb(
    phone: Chrome, site: Site, path: str
) -> None:
    phone.get(site.url + path)
    wait(lambda: path == "/annuaire" or all_of(phone, "#composer:not([hidden])"))
    assert phone.execute_script("return document.documentElement.scrollWidth") <= 360
    small = phone.execute_script(
        """return Array.from(document.querySelectorAll("a, button, input, select, textarea"))
        .filter((one) => one.offsetParent && !one.closest(".skip, .check") && !one.matches(".skip, .hint a"))
        .map((one) => [one.innerText || one.id, one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_professionals_say_who_they_are_before_the_first_message(phone: Chrome, site: Site) -> None:
    phone.get(site.url + "/pro")
    wait(lambda: all_of(phone, "#callers button"))
    phone.find_element("css selector", "#callers button[value='emergency']").click()
    wait(lambda: texts(phone, ".turn.relais .bubble"))
    with site.database.read() as session:
        opened = session.scalars(select(Conversation)).one()
        assert (opened.caller, opened.entry, opened.channel) == ("emergency", "professional", "web")
