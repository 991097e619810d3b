"""The tree of every phrase of the lexicons: planted once, then laid out flat, in lists that a file can keep.

`phrase_places` walks it place by place as messages come by; `phrase_store` keeps it between two starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from care.understanding.patterns import GAP, Choices, Element, read_phrase

_NONE: dict[Element, Node] = {}  # shared by all that have none: never written to


class Said(NamedTuple):
    """A phrase, and what it says: the number of a sign, or the name of a concept of the frames."""

    phrase: str
    sign: int
    concept: str | None


class Grown(NamedTuple):
    """The tree of some phrases, laid out flat: places are numbered, the root is 0.

    `branches` gives for each place, in planting order, the number of an element and the place it leads to, one after
    the other. `gaps` gives what follows a gap, `ends` and `concepts` what is said there, for the places that have any.
    `prefixes` are the beginnings (`dechir*`) some phrase holds, without the star.
    """

    elements: Sequence[Sequence[str]]
    branches: Sequence[Sequence[int]]
    gaps: Sequence[tuple[int, int]]
    ends: Sequence[tuple[int, Sequence[int]]]
    concepts: Sequence[tuple[int, Sequence[str]]]
    words: Sequence[str]
    prefixes: Sequence[str]


class Node:
    """A place in the tree while it is planted."""

    __slots__ = ("after", "concepts", "ends", "gap")

    def __init__(self) -> None:
        self.after: dict[Element, Node] = _NONE
        self.gap: Node | None = None
        self.ends: tuple[int, ...] = ()
        self.concepts: tuple[str, ...] = ()


def grow(phrases: Iterable[Said]) -> Grown:
    """Plant, then lay out. Raises InvalidContent on a malformed phrase."""
    root = Node()
    elements: set[Element] = set()
    for said in phrases:
        choices = read_phrase(said.phrase)
        elements.update(e for options in choices for one in options for e in one)
        for node in _plant(root, choices):
            if said.concept is not None:
                node.concepts = tuple(sorted({*node.concepts, said.concept}))
            elif said.sign not in node.ends:
                node.ends = (*node.ends, said.sign)
    return _laid_out(root, elements)


def _plant(root: Node, choices: Choices) -> list[Node]:
    """Where a phrase ends. Part by part: writing out each sequence would take ten times longer."""
    reached = [root]
    for options in choices:
        ends = [_follow(node, option) for node in reached for option in options]
        reached = ends if len(ends) == 1 else list({id(node): node for node in ends}.values())
    return reached


def _follow(node: Node, sequence: tuple[Element, ...]) -> Node:
    """The place after a sequence, made where it is new."""
    for element in sequence:
        if element == (GAP,):
            node.gap = node.gap or Node()
            node = node.gap
            continue
        child = node.after.get(element)
        if child is None:
            if node.after is _NONE:
                node.after = {}
            child = node.after[element] = Node()
        node = child
    return node


def _laid_out(root: Node, elements: Iterable[Element]) -> Grown:
    known: dict[Element, int] = {}
    nodes = [root]
    branches: list[list[int]] = []
    gaps: list[tuple[int, int]] = []
    for number, node in enumerate(nodes):  # grows while it is read
        here: list[int] = []
        for element, child in node.after.items():
            here += (known.setdefault(element, len(known)), len(nodes))
            nodes.append(child)
        branches.append(here)
        if node.gap is not None:
            gaps.append((number, len(nodes)))
            nodes.append(node.gap)
    options = {option for element in elements for option in element if option != GAP}
    return Grown(
        elements=[list(element) for element in known],
        branches=branches,
        gaps=gaps,
        ends=[(number, node.ends) for number, node in enumerate(nodes) if node.ends],
        concepts=[(number, node.concepts) for number, node in enumerate(nodes) if node.concepts],
        words=sorted(option for option in options if not option.endswith("*")),
        prefixes=sorted(option[:-1] for option in options if option.endswith("*")),
    )
