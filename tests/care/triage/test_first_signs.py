"""The limits of the suspicion side: on the limit the criterion speaks, a step below another one does, or none."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Disposition
from tests.care.triage.facts import grade
from tests.care.triage.told import told

SEVEN, FOURTEEN = Disposition.WITHIN_7D, Disposition.WITHIN_14D
USUAL, NOTHING = Disposition.ADVICE_CALLBACK, Disposition.NONE


@pytest.mark.parametrize(
    ("facts", "disposition"),
    [
        (["psa 4.0", "age 60"], FOURTEEN),
        (["psa 3.9", "age 60"], NOTHING),
        (["psa 3.5", "age 59"], FOURTEEN),
        (["psa 3.4", "age 59"], NOTHING),
        (["psa 3.5", "age 50"], FOURTEEN),
        (["psa 2.5", "age 49"], FOURTEEN),
        (["psa 2.4", "age 49"], NOTHING),
        (["psa 2.5", "age 39"], FOURTEEN),
        (["psa 2.4", "age 39"], NOTHING),
        (["psa 2.5", "age 72", "prostate_risk"], FOURTEEN),
        (["psa 2.4", "age 72", "prostate_risk"], NOTHING),
        (["psa 50", "age 72"], SEVEN),
        (["psa 49.9", "age 72"], FOURTEEN),
        (["pirads 4", "age 66"], SEVEN),
        (["pirads 3", "age 66"], NOTHING),
        (["acr 4", "age 52"], SEVEN),
        (["acr 3", "age 52"], NOTHING),
        (["tirads 5", "age 52"], SEVEN),
        (["tirads 4", "age 52"], NOTHING),
        (["bosniak 3", "age 52"], SEVEN),
        (["bosniak 2", "age 52"], NOTHING),
        (["ca125 35", "age 52"], FOURTEEN),
        (["ca125 34.9", "age 52"], NOTHING),
        (["lung_nodule", "size_mm 8", "age 55"], SEVEN),
        (["lung_nodule", "size_mm 7.9", "age 55"], USUAL),
        (["lung_nodule", "age 55"], SEVEN),
        (["platelets 450", "age 55"], FOURTEEN),
        (["platelets 449", "age 55"], NOTHING),
        (["ear_pain for 504h"], SEVEN),
        (["ear_pain for 503h"], NOTHING),
    ],
    ids=str,
)
def test_a_limit_of_the_suspicion_table_belongs_to_the_serious_side(
    facts: list[str], disposition: Disposition, clock: FixedClock
) -> None:
    assert grade(*told(facts), clock=clock).disposition is disposition
