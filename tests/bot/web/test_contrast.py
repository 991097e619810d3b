"""The colours, by the numbers: WCAG AA in the light and in the dark."""

from __future__ import annotations

import re

import pytest

from bot.web.assets import FOLDER

TEXT_PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("muted", "paper"), ("muted", "card"), ("link", "card"), ("link", "paper"),
    ("brand", "card"), ("brand", "brand-soft"), ("on-brand", "brand"), ("ink", "brand-soft"), ("link", "brand-soft"),
    ("team", "team-soft"), ("ink", "team-soft"), ("red", "card"), ("red", "red-soft"), ("on-red", "red"),
    ("red-ink", "red-soft"), ("amber", "amber-soft"), ("amber", "card"), ("green", "green-soft"), ("green", "card"),
    ("red", "paper"),
]  # fmt: skip
SHAPE_PAIRS = [
    ("edge", "card"),
    ("focus", "card"),
    ("focus", "paper"),
    ("red", "card"),
    ("brand", "card"),
]


def palettes() -> dict[str, dict[str, str]]:
    css = (FOLDER / "base.css").read_text(encoding="utf-8")
    light, dark = css.split("prefers-color-scheme: dark", 1)
    found = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})")
    day = dict(found.findall(light))
    return {"light": day, "dark": day | dict(found.findall(dark.split("\n}", 1)[0]))}


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_readable_on_its_background(scheme: str) -> None:
    colours = palettes()[scheme]
    weak = {
        f"{ink} on {back}": round(contrast(colours[ink], colours[back]), 2)
        for ink, back in TEXT_PAIRS
        if contrast(colours[ink], colours[back]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_control_and_focus_ring_stands_out(scheme: str) -> None:
    colours = palettes()[scheme]
    assert [pair for pair in SHAPE_PAIRS if contrast(*(colours[name] for name in pair)) < 3] == []


def test_the_caller_bubble_is_readable_in_both_schemes() -> None:
    assert contrast("#0b5c66", "#ffffff") >= 4.5
