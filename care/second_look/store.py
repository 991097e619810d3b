"""What was learnt, on disk: a header, then numbers. Never code: a file that was tampered with can only mislead.

The first line carries the digest of the rest; a damaged file is the same as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from pathlib import Path
from typing import Any

from care.content import DATA
from care.second_look import corpus, features, learned, learning
from care.second_look.learned import Learned, SignTable, Weights

FILE = "second-look.bin"
_ALSO_READ = ("lexicon", "frames")
_CODE = (corpus, features, learned, learning)


def inputs() -> str:
    """Changes with every text learnt from, with the lexicons that read them and with the code that learns."""
    digest = hashlib.sha256()
    code = [Path(str(module.__file__)) for module in _CODE]
    read = [path for folder in _ALSO_READ for path in sorted((DATA / folder).glob("*.yml"))]
    for path in (*code, *corpus.files(), *read):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def save(folder: Path, what: Learned, made_from: str) -> None:
    """Written beside, then put in place: a reader sees the old file or the new one."""
    table = what.signs
    arrays = (
        what.red.each,
        what.serious.each,
        table.alone,
        table.short,
        table.first,
        table.sign,
        table.added,
    )
    header = {
        "inputs": made_from,
        "bias": [what.red.bias, what.serious.bias],
        "vocabulary": list(what.vocabulary),
        "signs": table.names,
        "arrays": [(each.typecode, len(each)) for each in arrays],
    }
    body = b"\n".join((json.dumps(header).encode(), b"".join(each.tobytes() for each in arrays)))
    beside = folder / f"{FILE}.{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    beside.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    beside.chmod(0o600)
    beside.replace(folder / FILE)


def load(folder: Path) -> Learned | None:
    """None where nothing was learnt, or where the file is damaged or of another machine's sizes."""
    found = _read(folder)
    if found is None:
        return None
    header, payload = found
    parts: list[array[Any]] = []
    for code, length in header["arrays"]:
        part: array[Any] = array(code)
        size = part.itemsize * length
        part.frombytes(payload[:size])
        payload = payload[size:]
        parts.append(part)
    red, serious, alone, short, first, sign, added = parts
    return Learned(
        {feature: number for number, feature in enumerate(header["vocabulary"])},
        red=Weights(header["bias"][0], red),
        serious=Weights(header["bias"][1], serious),
        signs=SignTable(
            tuple((entity, code) for entity, code in header["signs"]),
            alone,
            short,
            first,
            sign,
            added,
        ),
    )


def made_from(folder: Path) -> str | None:
    """What the stored file was learnt from; None where there is none that can be read."""
    found = _read(folder)
    return None if found is None else str(found[0]["inputs"])


def _read(folder: Path) -> tuple[dict[str, Any], bytes] | None:
    try:
        first, _, body = (folder / FILE).read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != first:
        return None
    header, _, payload = body.partition(b"\n")
    return json.loads(header), payload
