"""Files and functions stay small enough to be read."""

from __future__ import annotations

import ast

from tests.house.source import name_of, python_files, tree_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
GENERATED = "care/storage/migrations/versions/"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_file_is_longer_than_300_lines() -> None:
    sizes = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files()
        if not name_of(path).startswith(GENERATED)
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name} ({lines})"
        for path in python_files()
        if not name_of(path).startswith(GENERATED)
        for node in ast.walk(tree_of(path))
        if isinstance(node, Function) and (lines := own_lines(node)) > LONGEST_FUNCTION
    ]
    assert long == []


def own_lines(function: Function) -> int:
    """The lines of its body: not its signature (a route documents its parameters there), nor its
    docstring, nor the functions defined inside it, which are counted for themselves."""
    documented = ast.get_docstring(function) is not None and len(function.body) > 1
    first = function.body[1 if documented else 0].lineno
    inner = [
        node for node in ast.walk(function) if isinstance(node, Function) and node is not function
    ]
    covered = {line for node in inner for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    return len(set(range(first, (function.end_lineno or 0) + 1)) - covered)
