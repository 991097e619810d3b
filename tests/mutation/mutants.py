"""Small faults put into the rules and the engine, one at a time, to see whether a test notices.

Rules: a limit moved by a step, a level one up or down, a condition dropped, a rule dropped, a window a day longer or
shorter. Engine: a comparison turned, `and` for `or`, a constant moved, a `not` removed, a return value turned.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

_UP = {"green": "amber", "amber": "red", "red": "amber"}
_DOWN = {"red": "amber", "amber": "green", "green": "amber"}
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: what was changed, in words, and the file as it would be, written only when it is wanted."""

    path: Path
    what: str
    place: int
    write: Callable[[], str]

    @property
    def text(self) -> str:
        return self.write()


def of_rules(path: Path) -> Iterator[Mutant]:
    """Every fault of one protocol file."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    for place, (what, changed) in enumerate(_changes(raw)):
        yield Mutant(path, what, place, partial(_dumped, changed))


def _copied(raw: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(raw)


def _dumped(changed: dict[str, Any]) -> str:
    return str(yaml.dump(changed, Dumper=_Dumper, allow_unicode=True, sort_keys=False))


def _changes(raw: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, threshold in enumerate(raw.get("thresholds", [])):
        for side in ("at_least", "at_most"):
            if side in threshold:
                for sign in (-1, 1):
                    step = 1 if abs(threshold[side]) >= 20 else 0.1
                    changed = _copied(raw)
                    changed["thresholds"][index][side] = round(threshold[side] + sign * step, 3)
                    yield f"{threshold['id']} {side} {sign * step:+}", changed
    for index, window in enumerate(raw.get("windows", [])):
        for days in (-1, 1):
            changed = _copied(raw)
            changed["windows"][index]["days"] += days
            yield f"window {window['id']} {days:+} day", changed
    for number, group in enumerate(raw.get("groups", [])):
        for place, rule in enumerate(group["rules"]):
            yield from _rule_changes(raw, number, place, rule)


def _rule_changes(
    raw: dict[str, Any], number: int, place: int, rule: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for word, turned in (("up", _UP), ("down", _DOWN)):
        changed = _copied(raw)
        changed["groups"][number]["rules"][place]["grade"] = turned[rule["grade"]]
        if word == "up" or turned[rule["grade"]] != _UP[rule["grade"]]:
            yield f"{rule['id']} grade {rule['grade']} → {turned[rule['grade']]}", changed
    dropped = _copied(raw)
    del dropped["groups"][number]["rules"][place]
    if dropped["groups"][number]["rules"]:
        yield f"{rule['id']} dropped", dropped
    when = rule["when"]
    if isinstance(when, dict) and "all" in when and len(when["all"]) > 1:
        for index, part in enumerate(when["all"]):
            changed = _copied(raw)
            del changed["groups"][number]["rules"][place]["when"]["all"][index]
            yield f"{rule['id']} without {part}", changed


class _Turn(ast.NodeTransformer):
    """Change the n-th place that can be changed; `done` says what was done there."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.seen = -1
        self.done: str | None = None

    def _here(self, node: ast.AST, what: str) -> bool:
        self.seen += 1
        if self.seen == self.wanted:
            self.done = f"line {getattr(node, 'lineno', 0)}: {what}"
            return True
        return False

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        turned = _TURNED.get(type(node.ops[0]))
        if turned and self._here(node, f"{type(node.ops[0]).__name__} → {turned.__name__}"):
            node.ops[0] = turned()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        if self._here(node, "and ↔ or"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not) and self._here(node, "not removed"):
            return node.operand
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        if not isinstance(value, int | float) or isinstance(value, bool):
            return node
        if self._here(node, f"{value} + 1"):
            return ast.copy_location(ast.Constant(value + 1), node)
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        plain = isinstance(node.value, ast.Constant) and isinstance(node.value.value, bool | None)
        if plain and self._here(node, "return turned"):
            turned = ast.Constant(not node.value.value)  # type: ignore[union-attr]
            return ast.copy_location(ast.Return(turned), node)
        return node


def _unparsed(tree: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(tree))


def of_code(path: Path) -> Iterator[Mutant]:
    """Every fault of one module."""
    source = path.read_text(encoding="utf-8")
    place = 0
    while True:
        turn = _Turn(place)
        tree = turn.visit(ast.parse(source))
        if turn.done is None:
            return
        yield Mutant(path, turn.done, place, partial(_unparsed, tree))
        place += 1
