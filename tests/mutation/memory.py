"""What is kept from one fault to the next, because no fault touches it, and what must be forgotten."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

_COMPILED: dict[tuple[str, int], Any] = {}
_FORGOTTEN = ("care.triage", "bot.", "tests.care", "tests.triage")


def forget(*, conditions: bool) -> None:
    """Empty every cache that a fault could show through: protocols, outcomes, what the tests keep.

    The compiled conditions too when the fault is in the code that compiles them.
    """
    if conditions:
        _COMPILED.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith(_FORGOTTEN):
            for value in list(vars(module).values()):
                own = str(getattr(value, "__module__", "")).startswith(_FORGOTTEN)
                if own and hasattr(value, "cache_clear") and not getattr(value, "kept", False):
                    value.cache_clear()


def _keep(function: Callable[..., Any]) -> Any:
    """A memory that `forget` leaves alone."""
    kept = lru_cache(maxsize=None)(function)
    kept.kept = True  # type: ignore[attr-defined]
    return kept


def remember_readings() -> None:
    """Reading a message touches no rule and no module under test: each is read once, as is each file of cases."""
    import care.content as content
    from care.triage import protocols, vignettes
    from care.understanding import reading
    from tests.triage import test_phrases

    everywhere("read_message", reading.read_message, _keep(reading.read_message))
    everywhere("load", test_phrases.load, _keep(test_phrases.load))
    everywhere("load_vignettes", vignettes.load_vignettes, _keep(vignettes.load_vignettes))
    _remember_conditions(protocols)
    everywhere("_known_signs", protocols._known_signs, _keep(protocols._known_signs))
    parsed: dict[str, Any] = {}
    load = content.load_yaml

    def load_once(path: Path) -> Any:
        """Parsed once for each text, not for each path: a fault changes the text."""
        text = path.read_text(encoding="utf-8") if path.is_file() else None
        if text is None:
            return load(path)
        if text not in parsed:
            parsed[text] = load(path)
        return parsed[text]

    everywhere("load_yaml", load, load_once)
    whole = content.load_content
    checked: dict[tuple[str, Any], Any] = {}

    def check_once(path: Path, schema: Any) -> Any:
        key = (path.read_text(encoding="utf-8"), schema) if path.is_file() else None
        if key is None:
            return whole(path, schema)
        if key not in checked:
            checked[key] = whole(path, schema)
        return checked[key]

    everywhere("load_content", whole, check_once)


def _remember_conditions(protocols: Any) -> None:
    """A condition whose text has not changed, over the same limits and definitions, is compiled once."""
    plain = protocols._compile

    def compile_once(file: str, rule: str, raw: Any, names: Any, signs: Any) -> Any:
        key = (str(raw), _print_of(names))
        if key not in _COMPILED:
            _COMPILED[key] = plain(file, rule, raw, names, signs)
        return _COMPILED[key]

    everywhere("_compile", plain, compile_once)


def _print_of(names: dict[str, Any]) -> int:
    """The identities of the limits and definitions: each file is read once for each text it has."""
    return hash(tuple(map(id, names.values())))


def everywhere(name: str, old: Any, new: Any) -> None:
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)
