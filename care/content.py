"""Content is data: files under `data/`, each with an owner, a source and a review date, checked when loaded."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from care.errors import InvalidContent

DATA = Path(__file__).resolve().parent.parent / "data"

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """Base of every content schema: unknown keys are mistakes, values never change once loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Provenance(Strict):
    """Who answers for a content file, where it comes from and when it was last read over."""

    owner: str
    source: str
    reviewed: str
    note: str | None = None


def load_yaml(path: Path) -> Any:  # noqa: ANN401  (YAML is untyped until a schema reads it)
    """Parse one file. Raises InvalidContent with the file and line when it is missing or not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())  # noqa: S506
    except OSError as error:
        raise InvalidContent(str(path), "file missing or unreadable") from error
    except yaml.YAMLError as error:
        raise InvalidContent(str(path), str(error)) from error


def load_content(path: Path, schema: type[Model]) -> Model:
    """Read a content file through its schema. Raises InvalidContent naming the field that is wrong."""
    raw = load_yaml(path)
    try:
        return schema.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidContent(str(path), f"{where}: {first['msg']}") from error


@lru_cache(maxsize=1)
def _loader() -> Any:  # noqa: ANN401
    """The C loader where PyYAML has it: ten times faster, which the start-up needs. A key said twice is refused:
    YAML would silently keep the last one, and lose the other's rules."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class _Loader(base):  # type: ignore[misc]
        pass

    def once(loader: Any, node: Any) -> Any:  # noqa: ANN401
        keys = [key.value for key, _ in node.value]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.YAMLError(f"« {twice} » is written twice, line {node.start_mark.line + 1}")
        loader.flatten_mapping(node)
        return loader.construct_mapping(node, deep=True)

    _Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, once)
    return _Loader
