"""What no file of this project may hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from care.settings import ROOT
from tests.house.source import (
    OURS,
    committed_files,
    imported_modules,
    name_of,
    python_files,
    tree_of,
)

_TEXT_SUFFIXES = {".pyc", ".png", ".woff2", ".gz", ".ico", ".db", ".jpg"}
_REGISTRIES = [
    r"pypi\s*\.org",
    r"pythonhosted\s*\.org",
    r"npmjs\s*\.(org|com)",
    r"registry\.yarnpkg",
    r"deb\.debian",
    r"crates\s*\.io",
    r"proxy\.golang",
    r"--(extra-)?index-url[ =]",
    r"--find-links[ =]",
]
_PICKLES = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
_NAIVE = {"utcnow", "utcfromtimestamp", "today"}


def _texts() -> list[tuple[str, str]]:
    return [
        (name_of(path), path.read_text(encoding="utf-8", errors="replace"))
        for path in committed_files()
        if path.suffix not in _TEXT_SUFFIXES
    ]


def test_no_committed_file_names_a_package_registry() -> None:
    registry = re.compile("|".join(_REGISTRIES), re.IGNORECASE)
    own = name_of(Path(__file__))
    assert [name for name, text in _texts() if name != own and registry.search(text)] == []


def test_every_locked_package_has_a_hash() -> None:
    locks = [
        path for path in committed_files() if re.search(r"requirements.*\.txt$", name_of(path))
    ]
    assert len(locks) >= 4
    for path in locks:
        blocks = re.split(r"\n(?=[A-Za-z0-9])", path.read_text())
        pins = [block for block in blocks if re.match(r"[A-Za-z0-9_.\-\[\]]+==", block)]
        assert pins, name_of(path)
        assert all("--hash=sha256:" in pin for pin in pins), name_of(path)


def test_nothing_is_pickled() -> None:
    guilty = [
        name_of(path)
        for path in python_files()
        if _PICKLES & {module.split(".")[0] for module in imported_modules(path)}
    ]
    assert guilty == []


def test_no_clock_is_naive() -> None:
    """`datetime.now()` without a zone, `utcnow()`, `date.today()`: none of them says where it is."""
    guilty = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files(*(folder for folder in OURS if folder != "tests"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and _is_naive(node)
    ]
    assert guilty == []


def _is_naive(call: ast.Call) -> bool:
    function = call.func
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr == "now":
        about_time = isinstance(function.value, ast.Name) and function.value.id in {
            "datetime",
            "dt",
        }
        return about_time and not call.args and not call.keywords
    return (
        function.attr in _NAIVE
        and isinstance(function.value, ast.Name | ast.Attribute)
        and (
            ast.unparse(function.value)
            in {"date", "datetime", "datetime.date", "datetime.datetime"}
        )
    )


def test_no_clock_is_read_in_the_domain() -> None:
    """The domain is told what time it is; only care/clock.py may look."""
    guilty = [
        name_of(path)
        for path in python_files("care")
        if name_of(path) != "care/clock.py"
        and re.search(r"datetime\.now\(|time\.time\(", path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


def _content_files(suffix: str) -> list[Path]:
    """Content is what people read or rules they answer for; data/rules only wires the dialogue."""
    return [
        path
        for path in committed_files()
        if path.suffix == suffix and re.match(r"data/(?!rules/|stories/)", name_of(path))
    ]


@pytest.mark.parametrize("path", _content_files(".yml"), ids=name_of)
def test_a_content_file_says_who_owns_it_where_it_comes_from_and_when_it_was_read(
    path: Path,
) -> None:
    text = path.read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    if isinstance(raw, dict) and isinstance(raw.get("meta"), dict):
        assert {"owner", "source", "reviewed"} <= set(raw["meta"])
        return
    head = "\n".join(line for line in text.splitlines()[:15] if line.startswith("#")).casefold()
    assert "owner" in head
    assert "reviewed" in head


@pytest.mark.parametrize("path", _content_files(".csv"), ids=name_of)
def test_a_table_is_described_beside_it(path: Path) -> None:
    described = path.with_name("PROVENANCE.md")
    assert described.is_file()
    assert f"`{path.name}`" in described.read_text(encoding="utf-8")


def test_the_settings_table_is_up_to_date() -> None:
    from bot.cli.settings import settings_table

    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == settings_table(), "run `make settings`"


def test_every_setting_read_anywhere_is_in_the_table() -> None:
    """Variables of tests, of set-up and of the engine's launcher are not settings of the service."""
    from care.settings import Settings

    known = {f"RELAIS_{name.upper()}" for name in Settings.model_fields}
    internal = {
        "RELAIS_TRACE",
        "RELAIS_EMBEDDING_CACHE",
        "RELAIS_TEST_POSTGRES",
        "RELAIS_ACTIONS_URL",
        "RELAIS_ENGINE_CLEAN",
    }
    seen = {
        (name, variable)
        for name, text in _texts()
        if name.endswith((".py", ".yml", ".sh", "Makefile", "relais", ".ci/run", ".md"))
        for variable in re.findall(r"\bRELAIS_[A-Z][A-Z_]+[A-Z]\b", text)
    }
    assert {
        (name, variable) for name, variable in seen if variable not in known | internal
    } == set()


def test_scripts_can_be_executed() -> None:
    for name in ("relais", ".ci/run"):
        assert (ROOT / name).stat().st_mode & 0o111, name
