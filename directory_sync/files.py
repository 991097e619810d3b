"""Reading source files that come in more than one encoding, and knowing whether they changed."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory_sync.errors import UnreadableSource

_MOJIBAKE = ("Ã", "Â", "â€")
_MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of one source, read once."""

    path: Path
    content: bytes

    def checksum(self, version: str) -> str:
        """Of the content and of the reader's version: new rules read an unchanged file again."""
        return hashlib.sha256(version.encode() + b"\0" + self.content).hexdigest()

    def text(self) -> str:
        """UTF-8 when it is valid UTF-8, Windows-1252 otherwise (French public files come in both)."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return self.content.decode("cp1252", errors="replace")


def open_source(path: Path) -> SourceFile:
    """Raises UnreadableSource when the file is missing, empty or absurdly large."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableSource(str(path), "fichier trop volumineux")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(str(path), "fichier introuvable ou illisible") from error
    if not content.strip():
        raise UnreadableSource(str(path), "fichier vide")
    return SourceFile(path, content)


def csv_rows(source: SourceFile, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a CSV with a header, comma or semicolon. Raises UnreadableSource without `columns`."""
    text = source.text()
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise UnreadableSource(str(source.path), f"colonnes absentes : {', '.join(missing)}")
    try:
        for row in reader:
            yield (
                reader.line_num,
                {key: repaired((value or "").strip()) for key, value in row.items() if key},
            )
    except csv.Error as error:
        raise UnreadableSource(str(source.path), "CSV mal formé") from error


def repaired(text: str) -> str:
    """Undo UTF-8 that was once read as Windows-1252 (`HÃ´pital`); other text is left as it is."""
    if not any(sign in text for sign in _MOJIBAKE):
        return text
    for wrong in ("cp1252", "latin-1"):
        try:
            return text.encode(wrong).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text
