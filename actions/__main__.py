"""Run the action server, on the loopback only: `python -m actions`."""

from __future__ import annotations

import logging
import warnings

from rasa_sdk.endpoint import create_app
from sanic import Sanic

from actions.registry import build_executor
from care.clock import SystemClock
from care.interview.desk import Desk
from care.interview.tools import load_tools
from care.settings import load_settings
from care.storage.database import Database

LOOPBACK = "127.0.0.1"


def main() -> None:
    settings = load_settings()
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("rasa_sdk.endpoint").setLevel(logging.CRITICAL)  # its errors echo the request
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
    database = Database(settings.database)
    desk = Desk(database, SystemClock(), load_tools(database, settings))
    app = create_app(build_executor(desk), cors_origins=[])
    app.prepare(
        host=LOOPBACK, port=settings.actions_port, single_process=True, access_log=False, motd=False
    )
    Sanic.serve_single(primary=app)


if __name__ == "__main__":
    main()
