"""Our light markup (`**bold**`, `*italic*`) as each written channel shows it, and long texts cut between sentences."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

_MARK = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])([^*\n]+?)(?<=\S)\*", re.DOTALL)
_ENDS = ("\n\n", "\n", ". ", "! ", "? ", " ; ", " : ", ", ", " ")
# The basic GSM alphabet: one character outside it halves what a text message holds.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_PLAIN = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "…": "...",
    "—": "-",
    "–": "-",
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "≥": ">=",
    "≤": "<=",
    "₂": "2",
    "·": "-",
    "€": "euros",
    "\u00a0": " ",
    "\u202f": " ",
    "°": " degrés",
}


def plain(text: str) -> str:
    return _MARK.sub(lambda match: match[1] or match[2], text)


def as_html(text: str) -> str:
    """Escaped first, so that nothing a person wrote becomes markup; a mark left open stays as it is."""
    escaped = html.escape(text, quote=False)
    return _MARK.sub(
        lambda match: f"<b>{match[1]}</b>" if match[1] else f"<i>{match[2]}</i>", escaped
    )


def as_whatsapp(text: str) -> str:
    return _MARK.sub(lambda match: f"*{match[1]}*" if match[1] else f"_{match[2]}_", text)


def as_sms(text: str) -> str:
    """Without markup or pictures, and in the GSM alphabet wherever that loses no meaning."""
    kept = []
    for char in plain(text).replace(" °C", " degrés").replace("°C", " degrés"):
        swapped = _PLAIN.get(char, char)
        kept.append(swapped if set(swapped) <= GSM else _without_accent(swapped))
    squeezed = re.sub(r"[ ]{2,}", " ", "".join(kept))
    return "\n".join(line.strip() for line in squeezed.splitlines()).strip()


def _without_accent(char: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    return bare if bare and set(bare) <= GSM else ""


def telegram_length(text: str) -> int:
    """Telegram counts UTF-16 units: a pictogram counts twice."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int, length: Callable[[str], int] = len) -> list[str]:
    """Pieces of at most `limit`, cut at the end of a paragraph, line, sentence or word, in this order."""
    pieces = []
    rest = text.strip()
    while length(rest) > limit:
        head = rest[:limit]
        while length(head) > limit:
            head = head[:-1]
        at = _cut(head)
        pieces.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [_closed(piece) for piece in [*pieces, rest] if piece]


def _cut(head: str) -> int:
    for end in _ENDS:
        at = head.rfind(end)
        if at > len(head) // 3:
            return at + len(end)
    return len(head)


def _closed(piece: str) -> str:
    """A bold passage cut in two would leave a mark without its pair."""
    return piece.replace("**", "") if piece.count("**") % 2 else piece
