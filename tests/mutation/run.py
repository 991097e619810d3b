"""Mutation testing of the triage: `python -m tests.mutation.run --minutes 15`.

The repository is copied aside; each fault is written there, and the fast tests run in a child made by `fork`, so
that only what the fault touches is loaded again. A fault that no test notices is printed as a survivor.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.mutants import Mutant, of_code, of_rules

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("care", "bot", "actions", "data", "tests", "pyproject.toml", "directory_sync")
MODULES = (
    "engine", "grading", "picture", "conditions", "triggers", "questions", "suspicion", "purpose",
    "levels", "measures", "repeats", "answering", "ranges",
)  # fmt: skip
TESTS = (
    "tests/care/triage/test_thresholds.py",
    "tests/care/triage/test_engine.py",
    "tests/care/triage/test_grading_rules.py",
    "tests/care/triage/test_repeats.py",
    "tests/care/triage/test_answering.py",
    "tests/care/triage/test_clinical_table.py",
)
SLOW = ("tests/care/triage/test_rules.py", "tests/care/triage/test_questions.py")
_LONGEST = 90


def main() -> int:
    options = _options()
    home = Path(tempfile.mkdtemp(prefix="mutation-"))
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, home / name)
    os.chdir(home)
    sys.path.insert(0, str(home))
    for name in [each for each in sys.modules if each.split(".")[0] in {"tests", "care", "bot"}]:
        del sys.modules[name]
    mutants = list(_mutants(home, options.kind))
    random.Random(options.seed).shuffle(mutants)
    _warm()
    whole = home / "care" / "triage" / "levels.py"
    if _noticed(Mutant(whole, whole.read_text(encoding="utf-8"), "nothing")):
        sys.stderr.write("The tests fail before any fault is made.\n")
        return 1
    survivors, tried = _try_all(mutants, time.monotonic() + 60 * options.minutes)
    sys.stdout.write(f"{tried} of {len(mutants)} faults tried, {len(survivors)} unnoticed\n")
    shutil.rmtree(home, ignore_errors=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=("rules", "code", "all"), default="all")
    return parser.parse_args()


def _mutants(home: Path, kind: str) -> Iterator[Mutant]:
    if kind in {"rules", "all"}:
        for path in sorted((home / "data" / "protocols").glob("*.yml")):
            if path.name.startswith(("complications_", "thresholds", "windows")):
                yield from of_rules(path)
    if kind in {"code", "all"}:
        for name in MODULES:
            yield from of_code(home / "care" / "triage" / f"{name}.py")


def _warm() -> None:
    """Load once what no fault touches: the lexicons, their compiled tree, pytest."""
    import pytest  # noqa: F401

    from care.understanding.library import phrase_lexicon

    phrase_lexicon()


def _try_all(mutants: list[Mutant], until: float) -> tuple[list[Mutant], int]:
    survivors: list[Mutant] = []
    tried = 0
    for mutant in mutants:
        if time.monotonic() > until:
            break
        tried += 1
        if not _noticed(mutant):
            survivors.append(mutant)
            sys.stdout.write(f"UNNOTICED {mutant.path.name} {mutant.what}\n")
            sys.stdout.flush()
    return survivors, tried


def _noticed(mutant: Mutant) -> bool:
    before = mutant.path.read_text(encoding="utf-8")
    mutant.path.write_text(mutant.text, encoding="utf-8")
    child = os.fork()
    if child == 0:
        _in_child(rules=mutant.path.suffix == ".yml")
    try:
        return _ended(child) != 0
    finally:
        mutant.path.write_text(before, encoding="utf-8")


def _ended(child: int) -> int:
    """The child's exit code; a child that takes too long was noticed."""
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1


def _vignettes_hold() -> bool:
    """Whether every tuned vignette still gets its level and purpose: the quickest of the tests."""
    from tests.triage.test_vignettes import TUNED, outcomes

    found = outcomes("tuned")
    return len(found) == len(TUNED) and all(each.exact and each.purpose_right for each in found)


def _in_child(*, rules: bool) -> None:
    import pytest

    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sys.dont_write_bytecode = True
    # the tests made from the rules themselves cannot notice a fault of the rules
    present = [name for name in (TESTS if rules else TESTS + SLOW) if Path(name).exists()]
    code = 1
    try:
        if _vignettes_hold():
            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *present]))
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
