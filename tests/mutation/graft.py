"""Make a live module behave as another text of it, wherever its functions and constants are already held.

Only the code of the functions is exchanged, so that every `from … import` elsewhere sees the fault and nothing has to
be imported again. What cannot be exchanged is left as it was: the fault is then seen by no test, and is listed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from types import FunctionType, ModuleType
from typing import Any

_DATA = (int, float, str, bytes, type(None), Enum, timedelta, re.Pattern)
_MANY = (tuple, list, set, frozenset)


def graft(module: ModuleType, text: str) -> int:
    """Run `text` aside and take its code and constants into the live module; returns how many places changed."""
    fresh: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(text, str(module.__file__), "exec"), fresh)
    changed = 0
    for name, old in list(vars(module).items()):
        if name.startswith("__") or name not in fresh:
            continue
        for live, new in _functions(old, fresh[name], module.__name__):
            changed += _take(live, new)
        if _is_data(old) and _is_data(fresh[name]) and old != fresh[name]:
            _replace(name, old, fresh[name])
            changed += 1
    return changed


def _functions(old: Any, new: Any, home: str) -> Iterator[tuple[FunctionType, FunctionType]]:
    """The pairs of functions of one name: itself, what a cache wraps, the methods of a class."""
    old, new = getattr(old, "__wrapped__", old), getattr(new, "__wrapped__", new)
    if getattr(old, "__module__", None) != home:
        return
    if isinstance(old, FunctionType) and isinstance(new, FunctionType):
        yield old, new
    elif isinstance(old, type) and isinstance(new, type):
        for name, member in vars(old).items():
            mine = getattr(member, "fget", member)
            other = vars(new).get(name)
            other = getattr(other, "fget", other)
            if isinstance(mine, FunctionType) and isinstance(other, FunctionType):
                yield mine, other


def _take(live: FunctionType, new: FunctionType) -> int:
    """The code and the defaults of `new`, when they differ."""
    if live.__code__.co_freevars != new.__code__.co_freevars:
        return 0
    same = _same_code(live.__code__, new.__code__) and live.__defaults__ == new.__defaults__
    if same and live.__kwdefaults__ == new.__kwdefaults__:
        return 0
    live.__code__ = new.__code__
    live.__defaults__, live.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
    return 1


def _same_code(one: Any, two: Any) -> bool:
    """Whether two functions do the same, wherever their lines are."""
    if (one.co_code, one.co_names, len(one.co_consts)) != (
        two.co_code,
        two.co_names,
        len(two.co_consts),
    ):
        return False
    return all(
        _same_code(a, b) if hasattr(a, "co_code") and hasattr(b, "co_code") else _equal(a, b)
        for a, b in zip(one.co_consts, two.co_consts, strict=True)
    )


def _equal(one: Any, two: Any) -> bool:
    return type(one) is type(two) and bool(one == two)


def _is_data(value: Any) -> bool:
    """Plain data: a number, a text, an enumeration, or a container of them."""
    if isinstance(value, dict):
        return all(_is_data(key) and _is_data(each) for key, each in value.items())
    if isinstance(value, _MANY):
        return all(_is_data(each) for each in value)
    return isinstance(value, _DATA)


def _replace(name: str, old: Any, new: Any) -> None:
    """Everywhere the module's constant is held under its name."""
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)
