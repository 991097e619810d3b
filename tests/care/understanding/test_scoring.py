from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.evaluate_facts import MESSAGES
from care.errors import InvalidContent
from care.understanding.scoring import KINDS, TARGET, Outcome, measure, score, treatment_codes

BLIND = sorted(MESSAGES.glob("facts*.yml"))


def written(tmp_path: Path, lines: str) -> dict[str, Outcome]:
    path = tmp_path / "facts.yml"
    path.write_text(f'clock: "2026-11-23T09:00:00+01:00"\nmessages:\n{lines}', encoding="utf-8")
    return {outcome.kind: outcome for outcome in measure(path)}


def test_a_brand_and_its_substance_are_one_and_what_is_not_there_counts_against(
    tmp_path: Path,
) -> None:
    found = written(
        tmp_path,
        '  - {text: "sous Taxol et Xeloda, 54 ans, 38,5", treatments: [paclitaxel], ages: [45]}',
    )
    assert found["treatments"].right == ("paclitaxel",)
    assert found["treatments"].extra == ("capecitabine",)
    assert (found["ages"].missed, found["ages"].extra) == (("45.0",), ("54",))
    assert found["temperatures"].extra == ("38.5",)


def test_a_month_asked_matches_within_it_and_today_is_ignored(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        '  - {text: "fini le 12 octobre, scanner ce jour", dates: ["2026-10", "2026-11-23"]}',
    )
    assert (found["dates"].right, found["dates"].missed, found["dates"].extra) == (
        ("2026-10",),
        (),
        (),
    )


def test_counts_add_up() -> None:
    assert score([]).recall == 0
    assert treatment_codes("Taxotère") == {"docetaxel"}
    assert treatment_codes("zzz") == frozenset()


def test_a_malformed_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.yml"
    path.write_text("messages: [{}]", encoding="utf-8")
    with pytest.raises(InvalidContent):
        measure(path)


@pytest.mark.parametrize("path", BLIND, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", KINDS)
def test_facts_are_read_as_well_as_promised(path: Path, kind: str) -> None:
    total = score(outcome for outcome in measure(path) if outcome.kind == kind)
    assert total.recall >= TARGET
    assert total.precision >= TARGET
