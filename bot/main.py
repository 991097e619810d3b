"""Starts the front door: `python -m bot.main`. Exit code 2: it cannot start, one French sentence says why."""

from __future__ import annotations

import gc
import socket
import sys

from pydantic import ValidationError

from bot.logs import set_up_logs
from care.errors import InvalidContent
from care.settings import Settings, load_settings

_CANNOT_START = 2
_GRACE_SECONDS = 5


def main() -> int:
    try:
        settings = load_settings()
    except ValidationError as error:
        names = ", ".join(f"RELAIS_{str(item['loc'][0]).upper()}" for item in error.errors())
        return _refuse(f"Réglage incorrect : {names}. Corrigez l'environnement ou le fichier .env.")
    try:
        door = listen(settings)
    except OSError:
        return _refuse(
            f"Le port {settings.port} est occupé ou interdit : libérez-le, ou choisissez-en un autre avec RELAIS_PORT."
        )
    with door:
        set_up_logs()
        try:
            serve(settings, door)
        except InvalidContent as error:
            from bot.cli.protocols import french

            return _refuse(f"La porte d'entrée reste fermée. {french(error)}")
    return 0


def listen(settings: Settings) -> socket.socket:
    """Take the port at once: calls that arrive while the rest loads wait in line instead of failing."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    door = socket.socket(family)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((settings.host, settings.port))
        door.listen(256)
    except OSError:
        door.close()
        raise
    return door


def serve(settings: Settings, door: socket.socket) -> None:
    """Blocks until a signal stops it; turns under way get a few seconds."""
    import uvicorn

    gc.disable()  # what is loaded now stays for good: collecting it over and over slows the start
    from bot.app import create_app

    app = create_app(settings)
    gc.enable()
    gc.freeze()
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[door])


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return _CANNOT_START


if __name__ == "__main__":
    sys.exit(main())
