"""The public pages. None of them asks anything of the database: they show even while the rest fails."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from bot.web.assets import Assets
from bot.web.rendering import Pages
from care.directory.care_types import care_types
from care.settings import Settings
from care.triage.sheets import Sheet, all_sheets

CALLERS = (
    ("gp", "Médecin"),
    ("emergency", "Urgences"),
    ("nurse", "Infirmier·ère"),
    ("pharmacist", "Pharmacien·ne"),
)


def shown_sheets(settings: Settings) -> list[Sheet]:
    """In production only what somebody signed is shown; elsewhere each page says that it is a draft."""
    return [one for one in all_sheets() if settings.mode == "demo" or one.state == "signed"]


def build_router(settings: Settings) -> APIRouter:
    """Everything a browser opens without signing in."""
    router = APIRouter(include_in_schema=False)
    assets = Assets.load()
    pages = Pages(settings, assets)

    @router.get("/")
    def public_chat() -> Response:
        return pages.render("chat.html", professional=False)

    @router.get("/pro")
    def professional_chat() -> Response:
        return pages.render("chat.html", professional=True, callers=CALLERS)

    @router.get("/annuaire")
    def directory() -> Response:
        return pages.render("directory.html", here="directory", care_types=care_types().values())

    @router.get("/fiches")
    def sheets() -> Response:
        return pages.render("sheets.html", here="sheets", sheets=shown_sheets(settings))

    @router.get("/fiches/{sheet_id}")
    def sheet(sheet_id: str) -> Response:
        found = next((one for one in shown_sheets(settings) if one.id == sheet_id), None)
        if found is None:
            return pages.render("missing.html", status=404, here="sheets")
        return pages.render("sheet.html", here="sheets", sheet=found)

    @router.get("/static/{version}/{name}")
    def static_file(version: str, name: str) -> Response:
        return assets.respond(version, name)

    return router
