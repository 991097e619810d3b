"""Which named measure a fact carries, in the unit of the thresholds.

The names are those of `data/protocols/thresholds.yml`; the readers of `care.understanding` bring every value
to the unit used there (G/L, g/dL, mmol/L, multiples of N, episodes a day, millimetres).
"""

from __future__ import annotations

from care.understanding.facts import Fact

_ALIASES = {
    "temperature": "temperature",
    "stools": "stools_per_day",
    "vomits": "vomits_per_day",
    "rescue_doses": "rescue_doses",
    "alat": "transaminases_ratio",
    "asat": "transaminases_ratio",
    "bilirubin": "bilirubin_ratio",
    "urate": "uric_acid",
    "size": "size_mm",
}


def measure_name(fact: Fact) -> str | None:
    """The measure a numeric fact stands for, None when it is no measure."""
    if fact.entity == "temperature":
        return "temperature"
    if fact.entity in {"lab", "vital", "count", "exam"} and fact.code:
        return _ALIASES.get(fact.code, fact.code)
    if fact.entity in {"pack_years", "performance_status"}:
        return fact.entity
    return None


def measure_value(fact: Fact) -> float | None:
    """The value, None when the fact carries no number. The readers already gave it the right unit."""
    try:
        return float(fact.value)
    except ValueError:
        return None
