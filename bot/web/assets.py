"""Our own style sheets, scripts and pictures, read once and served under an address that names their version.

A new release changes the address, so a browser may keep a file for good and never mixes two releases.
"""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import PlainTextResponse, Response

FOLDER = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Assets:
    """The files of one release. Only names seen at the start exist: no path is ever built from a request."""

    files: dict[str, bytes]
    version: str

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Assets:
        files = {
            path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()
        }
        digest = hashlib.sha256()
        for name, content in files.items():
            digest.update(name.encode())
            digest.update(content)
        return cls(files=files, version=digest.hexdigest()[:12])

    def address(self, name: str) -> str:
        """Where a page finds the file. Raises KeyError for a file that does not exist."""
        if name not in self.files:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def respond(self, version: str, name: str) -> Response:
        content = self.files.get(name)
        if content is None:
            return PlainTextResponse("Fichier introuvable.", status_code=404)
        kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
        cache = _FOREVER if version == self.version else "no-cache"
        headers = {"Cache-Control": cache, "X-Content-Type-Options": "nosniff"}
        return Response(content, media_type=kind or "application/octet-stream", headers=headers)
