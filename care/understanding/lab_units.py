"""From the units people write to those of the protocols' thresholds; a missing unit is guessed by size."""

from __future__ import annotations

from collections.abc import Callable

Convert = Callable[[float, str], float | None]


def cells(plain_from: float) -> Convert:
    def convert(value: float, unit: str) -> float:
        if "mm3" in unit or "ul" in unit or unit.startswith("/"):
            return value / 1000 if value >= 10 else value
        if "g" in unit or "9" in unit or "k" in unit:
            return value / 1000 if value >= 1500 else value
        return value / 1000 if value >= plain_from else value

    return convert


def hemoglobin(value: float, unit: str) -> float:
    return value / 10 if unit.startswith("g/l") or value > 25 else value


def same(value: float, _: str) -> float:
    return value


def calcium(value: float, unit: str) -> float:
    if value > 25:
        return value / 40
    return value / 4 if unit.startswith("mg/d") or value > 5 else value


def magnesium(value: float, unit: str) -> float:
    return value / 24.3 if unit.startswith("mg") or value > 5 else value


def phosphate(value: float, unit: str) -> float:
    if unit.startswith("mg/d"):
        return value / 3.1
    return value / 31 if unit.startswith("mg") or value > 12 else value


def urate(value: float, unit: str) -> float:
    return value * 5.95 if unit.startswith("mg") or value < 150 else value


_MMOL_PER_GRAM = 5.6  # the table writes 14 mmol/L as 2,5 g/L: the limit belongs to the serious side


def glucose(value: float, unit: str) -> float:
    if unit.startswith("mg") or value > 60:
        return value * _MMOL_PER_GRAM / 100
    return value * _MMOL_PER_GRAM if unit.startswith("g") or (not unit and value < 4.5) else value


def multiples(limit: float) -> Convert:
    def convert(value: float, unit: str) -> float:
        if unit.startswith(("n", "x", "fois")) or (not unit and value <= 10):
            return value
        return value * 1.71 / limit if unit.startswith("mg") else value / limit

    return convert


def bilirubin(value: float, unit: str) -> float | None:
    """`bilirubine 9` without unit is 9 µmol/L, which is normal; `bili 3` is three times the limit."""
    return multiples(17)(value, "umol/l" if not unit and value >= 5 else unit)
