"""The public pages. None of them asks anything of the database: they show even while the rest fails."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from bot.web.assets import Assets
from bot.web.rendering import Pages
from care.directory.care_types import care_types
from care.settings import Settings

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

    @router.get("/static/{version}/{name}")
    def static_file(version: str, name: str) -> Response:
        return assets.respond(version, name)

    return router
