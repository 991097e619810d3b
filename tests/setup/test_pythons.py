"""A Python is only taken if it starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from setup.pythons import find_python, try_python


def _script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_a_shim_that_exists_but_fails_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = sys.version_info[:2]
    name = f"python{version[0]}.{version[1] + 7}"
    _script(tmp_path / "shims" / name, "#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    said = f"{version[0]} {version[1] + 7} /real/python"
    home = tmp_path / "pyenv" / "versions" / f"{version[0]}.{version[1] + 7}.4"
    _script(home / "bin" / "python", f"#!/bin/sh\necho '{said}'\n")
    monkeypatch.setenv("PATH", str(tmp_path / "shims"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert find_python([(version[0], version[1] + 7)]) == Path("/real/python")


def test_none_is_found_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    assert find_python([(3, 99)]) is None


def test_this_python_is_its_own_first_candidate() -> None:
    found = find_python([(sys.version_info[0], sys.version_info[1])])
    assert found is not None
    assert try_python(str(found)) is not None


def test_something_that_is_no_python_is_passed_over(tmp_path: Path) -> None:
    assert try_python(str(_script(tmp_path / "python3.10", "#!/bin/sh\necho bonjour\n"))) is None
    assert try_python(str(tmp_path / "nowhere")) is None
