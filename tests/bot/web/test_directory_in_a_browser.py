"""The directory page on the sample directory, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from care.clock import SystemClock
from directory_sync.first_setup import load_everything
from tests.bot.web.browsing import Site, all_of, texts, wait

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser


@pytest.fixture
def region(phone: Chrome, site: Site) -> Chrome:
    """A telephone in front of a service whose directory is filled."""
    load_everything(site.database, SystemClock())
    return phone


def ask(browser: Chrome, site: Site, near: str) -> str:
    browser.get(f"{site.url}/annuaire")
    browser.find_element("id", "near").send_keys(near + "\n")
    wait(lambda: texts(browser, "#outcome")[0] not in ("", "Recherche en cours…"))
    return texts(browser, "#outcome")[0]


def test_structures_come_nearest_first_with_a_number_to_tap(region: Chrome, site: Site) -> None:
    assert "Manosque" in ask(region, site, "manosque")
    shown = [text.replace("moins d'1 km", "0 km") for text in texts(region, ".distance")]
    kilometres = [int(text.removesuffix(" km")) for text in shown]
    assert kilometres == sorted(kilometres)
    assert len(kilometres) > 3
    call = region.find_element("css selector", ".results a.main")
    assert (call.get_attribute("href") or "").startswith("tel:04")
    assert "Exemple" in texts(region, ".badge")


def test_a_doubtful_place_is_asked_again_with_buttons(region: Chrome, site: Site) -> None:
    assert ask(region, site, "saint martin") == "Quel lieu voulez-vous dire ?"
    assert not all_of(region, ".results li")
    first = all_of(region, "#suggestions button")[0]
    name = first.text.split(" (")[0]
    first.click()
    wait(lambda: name in texts(region, "#outcome")[0])
    assert all_of(region, ".results li")


def test_outside_the_region_and_nonsense_are_told_apart(region: Chrome, site: Site) -> None:
    assert "hors de" in ask(region, site, "Lille")
    assert "Je ne trouve pas" in ask(region, site, "xqzvbw")
    assert region.get_log("browser") == []
