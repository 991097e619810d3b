"""How long each treatment counts: every window of the clinical table is open on its last day and closed the next."""

from __future__ import annotations

import pytest

from care.clock import FixedClock
from care.triage import Level
from tests.care.triage.facts import grade, protocols
from tests.care.triage.told import told

# The durations that the table gives in words, in days; the longer one where it gives two.
WINDOWS = {
    "chimio_cytotoxique": 6 * 7,
    "nitrosourees_mitomycine": 8 * 7,
    "chimio_orale": 6 * 7,
    "cible_myelotoxique": 4 * 7,
    "immunomodulateurs": 4 * 7,
    "anticorps_conjugue": 6 * 7,
    "radioligand_lu177": 8 * 7,
    "immunotherapie": 365,
    "car_t_bispecifique": 365,
    "greffe_allo": 365,
    "autogreffe": 365,
    "anti_cd20": 365,
    "anti_cd38": 183,
    "immunosuppresseur": 92,
    "radiotherapie": 8 * 7,
    "chirurgie": 30,
    "bcg_endovesical": 90,
    "cible_autre": 4 * 7,
    "traitement_inconnu": 90,
}


def fever_after(window: str, days: int, clock: FixedClock) -> Level | None:
    """The level of 38.2 °C alone, that many days after the last dose, with no other treatment."""
    said = ["temperature 38.2", f"window {window} {days}d", "no treatment"]
    return grade(*told(said), clock=clock).level


@pytest.mark.parametrize("window", WINDOWS)
def test_a_fever_on_the_last_day_of_a_window_has_the_level_of_the_window(
    window: str, clock: FixedClock
) -> None:
    level = fever_after(window, WINDOWS[window], clock)
    # an instillation of BCG two days old makes any fever red, whatever its window says
    assert level is (
        Level.RED if window == "bcg_endovesical" else protocols().windows[window].fever
    )


@pytest.mark.parametrize("window", WINDOWS)
def test_a_fever_on_the_day_after_a_window_is_that_of_anybody(
    window: str, clock: FixedClock
) -> None:
    assert fever_after(window, WINDOWS[window] + 1, clock) is Level.GREEN


def test_hormone_therapy_opens_no_window_of_fever_but_explains_joint_pains_for_a_month(
    clock: FixedClock,
) -> None:
    assert fever_after("hormonotherapie_seule", 3, clock) is Level.GREEN
    joints = {
        days: grade(*told(["arthralgia", f"tamoxifen {days}d"]), clock=clock).level
        for days in (30, 31)
    }
    assert joints == {30: Level.GREEN, 31: Level.AMBER}


def test_every_window_of_the_protocols_is_tried_here() -> None:
    assert set(protocols().windows) == {*WINDOWS, "hormonotherapie_seule"}
