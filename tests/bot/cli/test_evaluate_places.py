"""`relais evaluate --places` prints the measures and fails when a published target is missed."""

from __future__ import annotations

import pytest

from bot.cli.evaluate_places import FOUND_AT_LEAST, SILENT_AT_MOST, run


def test_the_published_targets_are_reached(capsys: pytest.CaptureFixture[str]) -> None:
    assert (FOUND_AT_LEAST, SILENT_AT_MOST) == (0.97, 0.005)
    assert run(errors=True) == 0
    said = capsys.readouterr().out
    assert "commune trouvée et juste" in said
    assert "en silence" in said
