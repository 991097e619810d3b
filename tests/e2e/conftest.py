"""One real service for the whole end-to-end suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stack import Stack, start_stack, trained_model


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    if trained_model() is None:
        pytest.skip("no trained model: `make test` trains it first")
    stack = start_stack(tmp_path_factory.mktemp("stack"))
    yield stack
    stack.stop()


@pytest.fixture
def own_stack(tmp_path: Path) -> Iterator[Stack]:
    """A service of one's own, to break."""
    if trained_model() is None:
        pytest.skip("no trained model: `make test` trains it first")
    stack = start_stack(tmp_path / "var")
    yield stack
    if stack.process.poll() is None:
        stack.stop()
