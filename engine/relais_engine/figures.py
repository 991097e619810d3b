"""What is counted over messages that were read: rows of intent, read, confidence and, for some, milliseconds."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any, Callable, Dict, List, Optional

NOTHING_FOR_US = "out_of_scope"
BINS = 10
ONE_IN = 5
Row = Dict[str, Any]


def describe(rows: List[Row], threshold: float) -> Dict[str, Any]:
    """All figures of a group of messages; None where there is nothing to count."""
    real = [row for row in rows if row["intent"] != NOTHING_FOR_US]
    foreign = [row for row in rows if row["intent"] == NOTHING_FOR_US]
    times = sorted(row["milliseconds"] for row in rows if "milliseconds" in row)
    return {
        "messages": len(rows),
        "accuracy": share(rows, lambda row: row["read"] == row["intent"]),
        "macro_f1": macro_f1(rows),
        "real_refused": share(real, lambda row: row["confidence"] < threshold),
        "real_misread": share(
            real, lambda row: row["confidence"] >= threshold and row["read"] != row["intent"]
        ),
        "out_of_scope_caught": share(
            foreign, lambda row: row["confidence"] < threshold or row["read"] == NOTHING_FOR_US
        ),
        "calibration_error": calibration_error(rows),
        "median_ms": round(times[len(times) // 2], 1) if times else None,
        "p95_ms": round(times[int(len(times) * 0.95)], 1) if times else None,
    }


def timed(read: Callable[[str], Any], rows: List[Row]) -> None:
    """Time one message in `ONE_IN`, alone, as the service reads it."""
    for row in rows[::ONE_IN]:
        started = time.perf_counter()
        read(row["text"])
        row["milliseconds"] = 1000 * (time.perf_counter() - started)


def share(rows: List[Row], wanted: Callable[[Row], bool]) -> Optional[float]:
    return round(sum(map(wanted, rows)) / len(rows), 3) if rows else None


def macro_f1(rows: List[Row]) -> float:
    """Mean over the intents that are really there."""
    true, read = Counter(row["intent"] for row in rows), Counter(row["read"] for row in rows)
    right = Counter(row["intent"] for row in rows if row["intent"] == row["read"])
    scores = [2 * right[name] / (true[name] + read[name]) for name in true]
    return round(sum(scores) / len(scores), 3)


def calibration_error(rows: List[Row]) -> float:
    """Expected calibration error: how far a confidence is from the share that is right, over ten equal bins."""
    total = 0.0
    for number in range(BINS):
        kept = [row for row in rows if min(int(row["confidence"] * BINS), BINS - 1) == number]
        right = sum(row["read"] == row["intent"] for row in kept)
        total += abs(right - sum(row["confidence"] for row in kept))
    return round(total / len(rows), 3)


def best_threshold(rows: List[Row], refused_at_most: float) -> float:
    """The highest rejection threshold that refuses no more than this share of the real requests."""
    real = sorted(row["confidence"] for row in rows if row["intent"] != NOTHING_FOR_US)
    return float(real[int(len(real) * refused_at_most)]) if real else 0.0
