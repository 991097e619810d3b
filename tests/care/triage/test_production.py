"""In production every single file of the protocols must bear a doctor's signature."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.cli.protocols import french
from care.errors import InvalidContent
from care.triage.protocols import PROTOCOLS, load_protocols

FILES = sorted(path.name for path in PROTOCOLS.glob("*.yml"))


def signed_but(tmp_path: Path, unsigned: str, **meta: str | None) -> Path:
    for source in PROTOCOLS.glob("*.yml"):
        raw = yaml.safe_load(source.read_text(encoding="utf-8"))
        raw["meta"] |= {"state": "signed", "signed_by": "Dr Exemple"}
        if source.name == unsigned:
            raw["meta"] |= meta
        text = yaml.safe_dump(raw, allow_unicode=True)
        (tmp_path / source.name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("file", FILES)
def test_one_file_left_unsigned_closes_the_door_and_is_named(tmp_path: Path, file: str) -> None:
    folder = signed_but(tmp_path, file, state="reviewed")
    with pytest.raises(InvalidContent, match="a doctor must sign it") as refused:
        load_protocols(folder, mode="production")
    assert Path(refused.value.path).name == file
    assert file in french(refused.value)


def test_a_signature_without_a_name_is_none(tmp_path: Path) -> None:
    folder = signed_but(tmp_path, "flags.yml", signed_by=None)
    with pytest.raises(InvalidContent, match="a doctor must sign it"):
        load_protocols(folder, mode="production")


def test_all_that_is_unsigned_is_said_at_once_in_french() -> None:
    with pytest.raises(InvalidContent) as refused:
        load_protocols(mode="production")
    said = french(refused.value)
    assert "non signé par un médecin" in said
    assert all(name in said for name in FILES)
