"""Starts the dialogue engine: Rasa 3.6.21 on the loopback interface, one worker, quiet, and nothing it need not know.

    engine/.venv/bin/python engine/launch.py --port 8081

Environment: RELAIS_DATA_DIR, RELAIS_TRACKER_URL, RELAIS_ACTIONS_URL, RELAIS_ENGINE_TOKEN (never on the command line,
which `ps` shows). Every other variable is dropped by replacing the process before Rasa is imported.
Ready when `GET /` answers 200. Exit code 2: it cannot start, one French sentence on stderr says why.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Dict, List, Optional

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

from relais_engine.artefact import RASA_VERSION, ArtefactError, checked_model  # noqa: E402

ACTION_TIMEOUT_SECONDS = 6
LOCK_LIFETIME_SECONDS = 30
RESPONSE_TIMEOUT_SECONDS = 20
TRACKER_ATTEMPTS, TRACKER_PAUSE_SECONDS = 4, 1.0
KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "RELAIS_DATA_DIR",
    "RELAIS_TRACKER_URL",
    "RELAIS_ACTIONS_URL",
    "RELAIS_ENGINE_TOKEN",
)
FIXED = {
    "RELAIS_ENGINE_CLEAN": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONPATH": str(ROOT / "engine"),
    "PYTHONUNBUFFERED": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",  # with two, a busy machine made a message wait five times longer
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_WORKERS": "1",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "TICKET_LOCK_LIFETIME": str(LOCK_LIFETIME_SECONDS),
    "COMPRESS_ACTION_SERVER_REQUEST": "true",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def clean_environment(given: Dict[str, str]) -> Dict[str, str]:
    """Only what the engine needs: the secrets of the channels and of the database never reach it."""
    kept = {name: given[name] for name in KEPT if name in given}
    data = Path(kept.setdefault("RELAIS_DATA_DIR", str(ROOT / "var"))).resolve()
    kept.setdefault("RELAIS_TRACKER_URL", f"sqlite:///{data / 'tracker.db'}")
    kept["RELAIS_TRACKER_URL"] = _for_this_driver(kept["RELAIS_TRACKER_URL"])
    kept.setdefault("RELAIS_ACTIONS_URL", "http://127.0.0.1:8082/webhook")
    return {**kept, **FIXED}


def _for_this_driver(url: str) -> str:
    """The front door speaks to PostgreSQL through psycopg 3, Rasa through psycopg 2, with a bound on connecting."""
    if not url.startswith("postgres"):
        return url
    address = "postgresql+psycopg2://" + url.split("://", 1)[1]
    if "connect_timeout" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}connect_timeout=3"


def check_tracker(
    url: str, attempts: int = TRACKER_ATTEMPTS, pause: float = TRACKER_PAUSE_SECONDS
) -> None:
    """Rasa would wait for ever for a database that is down. Raises ArtefactError after a few attempts."""
    import sqlalchemy

    for attempt in range(1, attempts + 1):
        try:
            engine = sqlalchemy.create_engine(url)
            with engine.connect():
                return
        except (sqlalchemy.exc.SQLAlchemyError, ImportError):
            if attempt < attempts:
                time.sleep(pause)
    kind = url.split(":", 1)[0]
    raise ArtefactError(
        f"La base du suivi de dialogue ({kind}) ne répond pas : vérifiez RELAIS_TRACKER_URL."
    )


def check_version() -> None:
    """Older versions of Rasa run code found in a model (CVE-2024-49375)."""
    found = version("rasa")
    if found != RASA_VERSION:
        raise ArtefactError(
            f"Rasa {found} est installé, {RASA_VERSION} est nécessaire : relancez l'installation."
        )


def serve(port: int, model: Path, token: Optional[str]) -> None:
    """Blocks until the engine is stopped."""
    from relais_engine import lean, quiet

    quiet.hide_warnings()
    lean.skip_unused_components()
    lean.skip_training_checks()
    import rasa
    import rasa.core.run
    import rasa.utils.endpoints
    from relais_engine.channel import RelaisInput

    RelaisInput.token = token

    rasa.utils.endpoints.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_SECONDS
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_SECONDS
    quiet.silence_words()
    rasa.run(
        model=str(model),
        endpoints=str(ROOT / "endpoints.yml"),
        connector="relais_engine.channel.RelaisInput",
        interface="127.0.0.1",
        port=port,
        enable_api=token is not None,
        auth_token=token,
        response_timeout=RESPONSE_TIMEOUT_SECONDS,
    )


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        description="Démarre le moteur de dialogue sur la boucle locale."
    )
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument(
        "--models", type=Path, help="dossier du modèle entraîné (RELAIS_DATA_DIR/models)"
    )
    options = parser.parse_args(arguments)
    if "RELAIS_ENGINE_CLEAN" not in os.environ:
        command = [
            sys.executable,
            str(Path(__file__).resolve()),
            *(arguments if arguments is not None else sys.argv[1:]),
        ]
        os.execve(sys.executable, command, clean_environment(dict(os.environ)))  # noqa: S606
    os.chdir(ROOT)
    try:
        check_version()
        model = checked_model(options.models or Path(os.environ["RELAIS_DATA_DIR"]) / "models")
        check_tracker(os.environ["RELAIS_TRACKER_URL"])
    except ArtefactError as problem:
        print(problem, file=sys.stderr)
        return 2
    serve(options.port, model, os.environ.pop("RELAIS_ENGINE_TOKEN", None) or None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
