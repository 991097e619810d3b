"""Pages rendered on the server: autoescaped templates and the headers that keep other hosts out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.web.assets import Assets
from bot.web.rich import rich, split_level
from care import french
from care.settings import Settings

SHARED_TEMPLATES = Path(__file__).parent / "templates"

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class Pages:
    """Renders the templates of a folder, then the shared ones; a missing value is an error, never a blank."""

    def __init__(self, settings: Settings, assets: Assets, *folders: Path) -> None:
        loader = FileSystemLoader([*folders, SHARED_TEMPLATES])
        self._env = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.globals.update(
            asset=assets.address,
            demo=settings.mode == "demo",
            phone=settings.phone_number,
            phone_link=telephone_link(settings.phone_number),
        )
        self.add_filter("phone", french.phone)
        self.add_filter("tel", telephone_link)
        self.add_filter("rich", rich)
        self.add_filter("day", lambda text: french.full_date(date.fromisoformat(text)))
        self.add_filter("split_level", split_level)

    def add_filter(self, name: str, function: Callable[..., object]) -> None:
        self._env.filters[name] = function

    def share(self, name: str, value: object) -> None:
        """Make a value known to every template."""
        self._env.globals[name] = value

    def render(self, template: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
        body = self._env.get_template(template).render(**values)
        return HTMLResponse(body, status_code=status, headers=dict(SECURITY_HEADERS))


def telephone_link(number: str) -> str:
    """`tel:0465710000`: what a thumb dials."""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")
