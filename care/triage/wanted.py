"""What is wanted, from two readings: the language model's and the rules'.

Policy: a vital sign is always `vital_emergency`; a red message is never anything but clinical; between the
clinical purposes the rules decide unless the model is sure; everywhere else the model decides.
"""

from __future__ import annotations

VITAL = "vital_emergency"
CLINICAL = frozenset({"report_complication", VITAL, "report_suspicion"})
SURE_BETWEEN_CLINICAL = 0.8  # on 437 vignettes never learnt, 0.7 to 0.95 give the same share right


def settle_purpose(
    read: str | None, confidence: float, by_rules: str | None, *, red: bool
) -> str | None:
    """`read` is the model's intent (None: no model), `by_rules` the purpose that the facts give, if any."""
    if read is None or by_rules == VITAL:
        return by_rules
    if by_rules is not None and red and read not in CLINICAL:
        return by_rules
    doubtful = read in CLINICAL and confidence < SURE_BETWEEN_CLINICAL
    return by_rules if doubtful and by_rules in CLINICAL else read
