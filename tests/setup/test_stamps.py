"""A step is done again when what went into it changed, or when it was cut short."""

from __future__ import annotations

from pathlib import Path

from setup.stamps import Stamp, digest


def test_a_step_cut_short_is_not_done(tmp_path: Path) -> None:
    stamp = Stamp("engine-environment", tmp_path)
    stamp.begin()
    stamp.done("abc")
    assert stamp.matches("abc")
    stamp.begin()  # the next run starts it again, and dies there
    again = Stamp("engine-environment", tmp_path)
    assert again.cut_short()
    assert not again.matches("abc")


def test_the_digest_follows_content_names_and_facts(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.yml").write_text("1")
    first = digest([folder], "3.10")
    assert digest([folder], "3.10") == first
    assert digest([folder], "3.11") != first
    (folder / "a.yml").rename(folder / "b.yml")
    renamed = digest([folder], "3.10")
    assert renamed != first
    (folder / "b.yml").write_text("2")
    assert digest([folder], "3.10") not in {first, renamed}


def test_compiled_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    before = digest([tmp_path])
    cache = tmp_path / "__pycache__"
    cache.mkdir()
    (cache / "a.cpython-311.pyc").write_bytes(b"\0")
    assert digest([tmp_path]) == before
