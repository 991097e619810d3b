"""Mutation testing of the triage: `python -m tests.mutation.run [--kind rules|code] [--minutes 15] [--part 1/4]`.

The repository is copied aside; each fault is put into the copy and the real fast tests run on it (see `bench.py`).
A fault that no test notices is printed, and kept in the journal. Run again with the same journal, what was noticed is
not tried again as long as its file has not changed: so a run is resumed, and its survivors are tried on new tests.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.mutation.bench import Bench, set_up
from tests.mutation.mutants import Mutant, of_code, of_rules

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("care", "bot", "actions", "data", "tests", "pyproject.toml", "directory_sync")
MODULES = (
    "engine", "grading", "picture", "conditions", "triggers", "questions", "suspicion", "purpose",
    "levels", "measures", "repeats", "answering", "ranges",
)  # fmt: skip
TESTS = ("tests/care/triage", "tests/triage")
# They load changed copies of the protocols many times over, and try the files, not the rules.
LEFT_OUT = ("test_changes.py", "test_production.py", "test_sheets.py", "test_self_care.py")
# With --quick, the patients made by hand and the tuned vignettes: a sieve, whose survivors are then tried on all.
TUNED = "tests/triage/test_vignettes.py::test_a_tuned_vignette_gets_its_level_purpose_and_delay"
SIEVED = ("test_properties.py", "test_protocols.py", "test_rules.py")
_MOST_FAILING = 40


@dataclass(frozen=True, slots=True)
class Journal:
    """One line for each fault tried: what it is, and the test that noticed it or none."""

    path: Path

    def noticed(self) -> set[str]:
        """The faults that need no second trial."""
        return {each["key"] for each in self._lines() if each["by"]}

    def unnoticed(self) -> set[str]:
        """The faults tried in vain so far."""
        return {each["key"] for each in self._lines()} - self.noticed()

    def add(self, fault: Mutant, by: str | None) -> None:
        said = {"key": key_of(fault), "file": fault.path.name, "what": fault.what, "by": by}
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(said, ensure_ascii=False) + "\n")

    def _lines(self) -> list[dict[str, str]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]


def key_of(fault: Mutant) -> str:
    """The same fault in the same text of the file."""
    text = sha256(fault.path.read_bytes()).hexdigest()[:10]
    return f"{fault.path.name}|{text}|{fault.place}|{fault.what}"


def main() -> int:
    options = _options()
    if options.home is None:
        return _in_a_copy()
    sys.path.insert(0, str(options.home))
    found: list[int] = []
    rules_only = options.kind == "rules"
    set_up(
        _tests(options.home, quick=options.quick),
        lambda bench: found.append(_run(bench, options)),
        rules_only=rules_only,
    )
    shutil.rmtree(options.home, ignore_errors=True)
    return found[0] if found else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=("rules", "code", "all"), default="all")
    parser.add_argument("--minutes", type=float, default=600, help="stop after that long")
    parser.add_argument("--seed", type=int, default=1, help="the order in which faults are tried")
    parser.add_argument("--part", default="1/1", help="2/4: the second quarter of the faults")
    parser.add_argument("--journal", type=Path, default=ROOT / "var" / "mutation.jsonl")
    parser.add_argument(
        "--quick", action="store_true", help="hand-made patients and tuned vignettes only"
    )
    parser.add_argument("--again", action="store_true", help="only what survived before")
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.journal = options.journal.resolve()
    return options


def _in_a_copy() -> int:
    """Start again inside a copy, so that nothing anybody edits meanwhile is seen."""
    home = Path(tempfile.mkdtemp(prefix="mutation-"))
    leave = shutil.ignore_patterns("__pycache__", ".venv")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, home / name, ignore=leave)
        else:
            shutil.copy2(source, home / name)
    journal = ["--journal", str(_options().journal)]
    os.chdir(home)
    command = [sys.executable, "-B", "-m", "tests.mutation.run", *sys.argv[1:], *journal]
    os.execv(sys.executable, [*command, "--home", str(home)])


def _tests(home: Path, *, quick: bool) -> list[str]:
    folders, left = (TESTS[:1], LEFT_OUT + SIEVED) if quick else (TESTS, LEFT_OUT)
    files = [path for folder in folders for path in sorted((home / folder).glob("test_*.py"))]
    tuned = [str(home / TUNED)] if quick else []
    return [*(str(path) for path in files if path.name not in left), *tuned]


def _run(bench: Bench, options: argparse.Namespace) -> int:
    journal = Journal(options.journal)
    journal.path.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{len(bench)} tests, {len(bench.failing)} left out as they fail already\n")
    sys.stdout.write("".join(f"  {name}\n" for name in bench.failing[:_MOST_FAILING]))
    sys.stdout.flush()
    if len(bench.failing) > _MOST_FAILING:
        sys.stderr.write("Too many tests fail before any fault is made.\n")
        return 1
    if wrong := bench.disturbed_by(_modules(options.home) if options.kind != "rules" else []):
        sys.stderr.write(f"With no fault at all, these fail: {wrong}\n")
        return 1
    done = journal.noticed()
    faults = _part(list(_mutants(options.home, options.kind)), options.part)
    if options.again:
        kept = journal.unnoticed()
        faults = [fault for fault in faults if key_of(fault) in kept]
    random.Random(options.seed).shuffle(faults)
    until = time.monotonic() + 60 * options.minutes
    tried = unnoticed = known = 0
    for fault in faults:
        if key_of(fault) in done:
            known += 1
            continue
        if time.monotonic() > until:
            break
        by = bench.noticed_by(fault)
        journal.add(fault, by)
        tried += 1
        if by is None:
            unnoticed += 1
            sys.stdout.write(f"UNNOTICED {fault.path.name} {fault.what}\n")
            sys.stdout.flush()
    sys.stdout.write(
        f"{len(faults)} faults, {known} noticed before, {tried} tried, {unnoticed} unnoticed\n"
    )
    return 0


def _mutants(home: Path, kind: str) -> Iterator[Mutant]:
    if kind in {"rules", "all"}:
        for path in _protocols(home):
            yield from of_rules(path)
    if kind in {"code", "all"}:
        for path in _modules(home):
            yield from of_code(path)


def _protocols(home: Path) -> list[Path]:
    kept = ("complications_", "thresholds", "windows")
    paths = sorted((home / "data" / "protocols").glob("*.yml"))
    return [path for path in paths if path.name.startswith(kept)]


def _modules(home: Path) -> list[Path]:
    return [home / "care" / "triage" / f"{name}.py" for name in MODULES]


def _part(faults: Sequence[Mutant], part: str) -> list[Mutant]:
    number, total = (int(each) for each in part.split("/"))
    return list(faults[number - 1 :: total])


if __name__ == "__main__":
    sys.exit(main())
