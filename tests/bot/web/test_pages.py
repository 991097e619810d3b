"""What every public page holds, whatever the browser: warnings, numbers, nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI

from bot.web import build_router
from bot.web.assets import FOLDER, Assets
from care.settings import Settings
from care.triage.sheets import all_sheets
from tests.bot.web.visitor import Visitor

ROOT = Path(__file__).resolve().parents[3]
PUBLIC_PAGES = ["/", "/pro", "/annuaire", "/fiches"]
SENTENCE = "Ce service ne remplace pas le 15. Urgence vitale : appelez le 15 (ou 112)."
TEMPLATES = [*ROOT.glob("bot/web/templates/*.html"), *ROOT.glob("bot/console/templates/*.html")]


class Reading(HTMLParser):
    """The text, the links and the inline code of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.feed(page)
        self.text = " ".join("".join(self.words).split())

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses += [given[name] or "" for name in ("href", "src") if name in given]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]


def client(mode: str = "demo") -> Visitor:
    app = FastAPI()
    app.include_router(build_router(Settings(_env_file=None, mode=mode)))
    return Visitor(app)


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_every_public_page_says_that_it_does_not_replace_the_15(path: str) -> None:
    page = Reading(client().get(path).text)
    assert SENTENCE in page.text
    assert {"tel:15", "tel:112"} <= set(page.addresses)


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_no_public_page_needs_another_host_or_inline_code(path: str) -> None:
    response = client().get(path)
    page = Reading(response.text)
    assert page.inline == []
    assert [address for address in page.addresses if not re.match(r"/|tel:|#", address)] == []
    assert "default-src 'self'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_the_sample_data_is_marked_in_demonstration_only(path: str) -> None:
    assert "données d'exemple" in Reading(client("demo").get(path).text).text
    assert "données d'exemple" not in Reading(client("production").get(path).text).text


@pytest.mark.parametrize("path", ["/", "/pro"])
def test_without_javascript_the_numbers_to_call_are_there(path: str) -> None:
    page = client().get(path).text
    noscript = "".join(re.findall(r"<noscript>.*?</noscript>", page, re.DOTALL))
    assert "le 15 pour une urgence vitale" in noscript
    assert "04 65 71 00 00" in noscript
    assert "tel:0465710000" in page


def test_every_chat_page_asks_for_no_identity() -> None:
    for path in ("/", "/pro"):
        text = Reading(client().get(path).text).text
        assert "N'écrivez ni nom ni numéro de sécurité sociale" in text
    assert "Aucune identité de patient" in Reading(client().get("/pro").text).text


def test_every_sheet_has_its_page_and_a_draft_says_so() -> None:
    http = client()
    for sheet in all_sheets():
        page = Reading(http.get(f"/fiches/{sheet.id}").text)
        assert sheet.title in page.text
        assert sheet.do_now[0].replace("**", "") in page.text
        assert ("pas encore validée" in page.text) == (sheet.state != "signed")


def test_every_sheet_has_its_pdf_linked_from_its_page() -> None:
    http = client()
    for sheet in all_sheets():
        assert f'href="/fiches/{sheet.id}.pdf"' in http.get(f"/fiches/{sheet.id}").text
        answer = http.get(f"/fiches/{sheet.id}.pdf")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.content.startswith(b"%PDF-")


def test_an_address_a_sheet_had_before_leads_to_it() -> None:
    answer = client().get("/fiches/anaphylaxie_extravasation", follow_redirects=False)
    assert answer.status_code == 301
    assert answer.headers["location"] == "/fiches/anaphylaxie"
    assert client().get("/fiches/anaphylaxie_extravasation.pdf").status_code == 200


def test_doses_are_shown_as_to_be_checked() -> None:
    page = Reading(client().get("/fiches/anaphylaxie").text)
    assert "à vérifier avant tout usage" in page.text
    assert "0,01 mg/kg" in page.text


def test_in_production_a_sheet_nobody_signed_is_not_shown() -> None:
    http = client("production")
    listed = http.get("/fiches").text
    for sheet in all_sheets():
        if sheet.state != "signed":
            assert http.get(f"/fiches/{sheet.id}").status_code == 404
            assert http.get(f"/fiches/{sheet.id}.pdf").status_code == 404
            assert sheet.title not in listed


@pytest.mark.parametrize("name", ["absente", "neutropenie", "<script>", "..%2f..%2fetc"])
def test_a_sheet_that_does_not_exist_is_not_guessed(name: str) -> None:
    answer = client().get(f"/fiches/{name}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_every_address_of_a_page_on_this_site_answers() -> None:
    http = client()
    for path in PUBLIC_PAGES:
        for address in Reading(http.get(path).text).addresses:
            if address.startswith("/"):
                assert http.get(address).status_code == 200, address


def test_a_file_of_this_release_is_kept_for_good_and_one_of_another_is_not() -> None:
    http, assets = client(), Assets.load()
    kept = http.get(assets.address("chat.js"))
    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["content-type"].startswith("text/javascript")
    other = http.get("/static/000000000000/chat.js")
    assert other.status_code == 200
    assert other.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["absent.js", "..%2Frouter.py", "%2e%2e%2frouter.py", ".."])
def test_nothing_but_the_static_files_is_ever_served(name: str) -> None:
    assert client().get(f"/static/x/{name}").status_code == 404


def test_scripts_only_import_files_that_exist_and_never_write_markup() -> None:
    for script in FOLDER.glob("*.js"):
        source = script.read_text(encoding="utf-8")
        for imported in re.findall(r'from "\./([^"]+)"', source):
            assert (FOLDER / imported).is_file(), f"{script.name} imports {imported}"
        assert not re.search(
            r"\.(inner|outer)HTML\s*=(?!=)|insertAdjacentHTML|document\.write|\beval\(", source
        )


def test_no_file_of_the_pages_names_another_host() -> None:
    for path in [*FOLDER.iterdir(), *TEMPLATES]:
        source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://\w", source), path.name


def test_pages_scripts_and_styles_stay_short() -> None:
    for path in [*FOLDER.iterdir(), *TEMPLATES]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name
