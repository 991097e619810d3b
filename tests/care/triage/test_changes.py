"""Two folders of protocols compared: what changed, and whether it raises levels or lowers them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from care.errors import InvalidContent
from care.triage.catalogue import protocol_folder, read_catalogue
from care.triage.changes import LOOK, LOWERS, NEUTRAL, RAISES, Difference, differences, meta_changes
from care.triage.direction import LESS, MORE, SAME, UNKNOWN, limits, reach
from care.triage.protocols import PROTOCOLS


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("fever", "fever", SAME),
        ({"any": ["a", "b"]}, {"any": ["b", "a"]}, SAME),
        ({"any": ["a"]}, {"any": ["a", "b"]}, MORE),
        ({"any": ["a", "b"]}, {"any": ["a"]}, LESS),
        ({"all": ["a"]}, {"all": ["a", "b"]}, LESS),
        ({"all": ["a", "b"]}, {"all": ["b"]}, MORE),
        ({"none": ["a"]}, {"none": ["a", "b"]}, LESS),
        ({"none": ["a", "b"]}, {"none": ["a"]}, MORE),
        ({"none": [{"any": ["a"]}]}, {"none": [{"any": ["a", "b"]}]}, LESS),
        ("a", {"any": ["a", "b"]}, MORE),
        ("a", {"all": ["a", "b"]}, LESS),
        ({"all": ["a", "b"]}, "a", MORE),
        ({"all": ["x", {"any": ["a"]}]}, {"all": ["x", {"any": ["a", "b"]}]}, MORE),
        ({"context": ["a"]}, {"context": ["a", "b"]}, MORE),
        ({"age": {"min": 40}}, {"age": {"min": 50}}, LESS),
        ({"age": {"max": 40}}, {"age": {"max": 50}}, MORE),
        ({"any": ["a", "b"]}, {"any": ["c", "d"]}, UNKNOWN),
        ("a", "b", UNKNOWN),
    ],
)
def test_a_condition_met_more_or_less_often(before: Any, after: Any, direction: str) -> None:
    assert reach(before, after) == direction


def test_a_threshold_lowered_takes_more_values_in() -> None:
    assert limits({"at_least": 38.0}, {"at_least": 37.5}) == MORE
    assert limits({"at_least": 38.0}, {"at_least": 38.5}) == LESS
    assert limits({"at_most": 92}, {"at_most": 94}) == MORE
    assert limits({"at_most": 92}, {"at_most": 92}) == SAME


def changed(tmp_path: Path, file: str, old: str, new: str) -> dict[str, Difference]:
    folder = tmp_path / "draft"
    folder.mkdir()
    for source in PROTOCOLS.glob("*.yml"):
        text = source.read_text(encoding="utf-8")
        if source.name == file:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / source.name).write_text(text, encoding="utf-8")
    found = differences(read_catalogue(PROTOCOLS), read_catalogue(folder))
    return {one.item.id: one for one in found}


RULE = "{id: bleed_urine, grade: red, flag: hemorragie, when: clots_urine}"


@pytest.mark.parametrize(
    ("new", "how", "direction"),
    [
        ("{id: bleed_urine, grade: amber, when: clots_urine}", "changed", LOWERS),
        (RULE.replace("clots_urine", "{any: [clots_urine, hematuria]}"), "changed", RAISES),
        (RULE.replace("clots_urine", "{all: [clots_urine, hematuria]}"), "changed", LOWERS),
        (RULE.replace("clots_urine", "hematuria"), "changed", LOOK),
        (RULE.replace("grade: red", "grade: red, source: autre"), "changed", NEUTRAL),
    ],
)
def test_a_rule_says_what_its_change_does(
    tmp_path: Path, new: str, how: str, direction: str
) -> None:
    found = changed(tmp_path, "complications_blood.yml", RULE, new)
    assert (found["bleed_urine"].how, found["bleed_urine"].direction) == (how, direction)
    assert list(found) == ["bleed_urine"]


def test_a_rule_removed_lowers_and_one_added_raises(tmp_path: Path) -> None:
    found = changed(
        tmp_path, "complications_blood.yml", RULE, RULE.replace("bleed_urine", "bleed_x")
    )
    assert (found["bleed_urine"].how, found["bleed_urine"].direction) == ("removed", LOWERS)
    assert (found["bleed_x"].how, found["bleed_x"].direction) == ("added", RAISES)


def test_a_fever_asked_higher_is_said_to_lower(tmp_path: Path) -> None:
    found = changed(tmp_path, "thresholds.yml", "at_least: 38.0", "at_least: 38.5")
    assert found["temp_fievre"].direction == LOWERS


def test_a_green_rule_met_more_often_is_said_to_lower(tmp_path: Path) -> None:
    old = "{id: bleed_stopped, grade: green, when: {all: [minor_bleeding_stopped, "
    found = changed(
        tmp_path,
        "complications_blood.yml",
        old + "{none: [",
        old.replace("minor", "any_x_minor") + "{none: [",
    )
    assert found["bleed_stopped"].direction == LOOK
    assert reach({"any": ["a"]}, {"any": ["a", "b"]}) == MORE


def test_signatures_are_compared_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "draft"
    folder.mkdir()
    for source in PROTOCOLS.glob("*.yml"):
        text = source.read_text(encoding="utf-8").replace("state: draft", "state: reviewed")
        (folder / source.name).write_text(text, encoding="utf-8")
    found = list(meta_changes(read_catalogue(PROTOCOLS), read_catalogue(folder)))
    assert {field for _, field, _, _ in found} == {"state"}
    assert {name for name, _, _, _ in found} == {path.name for path in PROTOCOLS.glob("*.yml")}


def test_a_whole_copy_of_the_project_is_a_folder_of_protocols(tmp_path: Path) -> None:
    assert protocol_folder(PROTOCOLS.parent.parent) == PROTOCOLS
    with pytest.raises(InvalidContent, match="no such folder"):
        protocol_folder(tmp_path / "absent")
    with pytest.raises(InvalidContent, match="no protocol file"):
        protocol_folder(tmp_path)
