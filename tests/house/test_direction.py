"""Dependencies point inward: whatever talks to the outside knows `care`, and `care` knows none of it."""

from __future__ import annotations

import sys

import pytest

from tests.house.source import imported_modules, name_of, python_files

OUTSIDE = {"fastapi", "starlette", "uvicorn", "httpx", "requests", "jinja2"} | {
    *("rasa", "rasa_sdk", "sanic", "telegram", "twilio", "prometheus_client"),
}
OUR_EDGES = {"bot", "actions", "directory_sync", "setup", "relais_engine", "tests"}
PURE = {
    "care/understanding": {"rapidfuzz", "pydantic", "yaml"},
    "care/triage": {"pydantic", "yaml"},
}


def _tops(modules: set[str]) -> set[str]:
    return {module.split(".")[0] for module in modules}


def _offenders(folder: str, forbidden: set[str], *, but: str = "\0") -> list[str]:
    return [
        f"{name_of(path)} imports {', '.join(sorted(found))}"
        for path in python_files(folder)
        if not name_of(path).startswith(but)
        and (found := _tops(imported_modules(path)) & forbidden)
    ]


def test_care_knows_neither_the_web_nor_the_engine_nor_who_calls_it() -> None:
    assert _offenders("care", OUTSIDE | OUR_EDGES) == []


def test_the_front_door_does_not_reach_into_the_engine_or_the_actions() -> None:
    assert _offenders("bot", {"rasa", "rasa_sdk", "sanic", "actions", "tests"}) == []
    assert _offenders("bot", {"directory_sync"}, but="bot/cli/") == []
    assert _offenders("bot", {"setup"}, but="bot/") == []


def test_actions_only_know_care() -> None:
    assert (
        _offenders("actions", {"bot", "directory_sync", "setup", "tests", "fastapi", "httpx"}) == []
    )


def test_the_directory_reader_only_knows_care() -> None:
    assert _offenders("directory_sync", {"bot", "actions", "setup", "tests", "fastapi"}) == []


def test_the_engine_knows_nothing_of_ours() -> None:
    assert (
        _offenders("engine", {"care", "bot", "actions", "directory_sync", "setup", "tests"}) == []
    )


def test_set_up_needs_only_the_standard_library() -> None:
    allowed = set(sys.stdlib_module_names) | {"setup"}
    for path in python_files("setup"):
        assert _tops(imported_modules(path)) <= allowed, name_of(path)


@pytest.mark.parametrize("package", sorted(PURE))
def test_reading_and_triage_are_pure(package: str) -> None:
    allowed = set(sys.stdlib_module_names) | {"care"} | PURE[package]
    for path in python_files("care"):
        if name_of(path).startswith(package + "/"):
            modules = imported_modules(path)
            assert _tops(modules) <= allowed, name_of(path)
            assert not any(module.startswith("care.storage") for module in modules), name_of(path)
