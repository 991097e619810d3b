"""The public pages. None of them asks anything of the database: they show even while the rest fails."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from bot.web.assets import Assets
from bot.web.rendering import SECURITY_HEADERS, Pages
from care.directory.care_types import care_types
from care.papers.sheet import TO_CHECK, sheet_pdf
from care.settings import Settings
from care.triage.sheets import Sheet, sheet_named, shown_sheets

CALLERS = (
    ("gp", "Médecin"),
    ("emergency", "Urgences"),
    ("nurse", "Infirmier·ère"),
    ("pharmacist", "Pharmacien·ne"),
)


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

    _add_sheets(router, pages, settings)

    @router.get("/static/{version}/{name}")
    def static_file(version: str, name: str) -> Response:
        return assets.respond(version, name)

    return router


def _add_sheets(router: APIRouter, pages: Pages, settings: Settings) -> None:
    """The practice sheets, each as a page to read or print and as a PDF of one page."""
    shown = shown_sheets(demo=settings.mode == "demo")

    @router.get("/fiches")
    def sheets() -> Response:
        return pages.render("sheets.html", here="sheets", sheets=shown)

    @router.get("/fiches/{sheet_id}.pdf")
    def sheet_as_pdf(sheet_id: str) -> Response:
        found = sheet_named(sheet_id, shown)
        if found is None:
            return pages.render("missing.html", status=404, here="sheets")
        return _pdf(found, settings)

    @router.get("/fiches/{sheet_id}")
    def sheet(sheet_id: str) -> Response:
        found = sheet_named(sheet_id, shown)
        if found is None:
            return pages.render("missing.html", status=404, here="sheets")
        if found.id != sheet_id:
            return RedirectResponse(found.page, status_code=301)
        return pages.render("sheet.html", here="sheets", sheet=found, doses_title=TO_CHECK)


def _pdf(sheet: Sheet, settings: Settings) -> Response:
    headers = {**SECURITY_HEADERS, "Content-Disposition": f'inline; filename="{sheet.id}.pdf"'}
    body = sheet_pdf(sheet, settings.phone_number)
    return Response(body, media_type="application/pdf", headers=headers)
