"""Words and clause borders of a normalised text. Texting contractions (`jai`, `cest`, `ya`) are opened."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_BORDER, SOFT_BORDER, HARD_BORDER = 0, 1, 2
"""Between two words: nothing; a comma, bracket or ellipsis; the end of a clause or of a line."""

_TOKEN = re.compile(r"[^\W_]+")
_HARD = re.compile(r"[\n;!?]|(?<!\.)\.(?!\.)")
_SOFT = re.compile(r"[,()\[\]]|\.\.|\s/\s|(?<=\s)->?(?=\s)|→|•")
_TITLES = frozenset({"m", "mr", "mme", "mlle", "mmes", "dr", "ste"})  # `le bras de M. Lamy a enflé`
_NUMBER_MARK = {",", ".", ", ", ". "}

# How people text: one written word, the words it stands for.
_CONTRACTIONS = {
    "jai": ("j", "ai"),
    "jay": ("j", "ai"),
    "jarrive": ("j", "arrive"),
    "jarive": ("j", "arrive"),
    "jarrete": ("j", "arrete"),
    "jpeu": ("je", "peux"),
    "chui": ("je", "suis"),
    "chuis": ("je", "suis"),
    "jme": ("je", "me"),
    "nai": ("n", "ai"),
    "narrive": ("n", "arrive"),
    "narrete": ("n", "arrete"),
    "cest": ("c", "est"),
    "sest": ("s", "est"),
    "mest": ("m", "est"),
    "ya": ("y", "a"),
    "yavait": ("y", "avait"),
    "lhopital": ("l", "hopital"),
    "daller": ("d", "aller"),
    "lautre": ("l", "autre"),
    "quil": ("qu", "il"),
    "aujourdhui": ("aujourd", "hui"),
    "bcp": ("beaucoup",),
    "bcoup": ("beaucoup",),
    "tjs": ("toujours",),
    "tjrs": ("toujours",),
    "ke": ("que",),
    "ki": ("qui",),
    "kan": ("quand",),
    "qd": ("quand",),
    "qq": ("quelques",),
    "ds": ("dans",),
    "pr": ("pour",),
    "dpuis": ("depuis",),
    "dep": ("depuis",),
    "depui": ("depuis",),
    "dps": ("depuis",),
    "tt": ("tout",),
    "mtn": ("maintenant",),
    "mnt": ("maintenant",),
    "ojd": ("aujourd", "hui"),
    "auj": ("aujourd", "hui"),
    "jms": ("jamais",),
    "jamai": ("jamais",),
}
# `jclaque`, `jvomis`: the pronoun run into its verb. No French word begins so.
_RUN_ON = re.compile(r"j[bcdfglmnprstv][a-z]{3,}")
# `g` is "j'ai" before these, and a gram or "gauche" elsewhere.
_AFTER_G = {
    "mal", "de", "du", "des", "la", "le", "les", "un", "une", "plus", "pas", "pa", "vomi",
    "tres", "trop", "froid", "chaud", "perdu", "eu", "fini", "fait", "bcp", "beaucoup", "tjs",
    "toujours", "envie", "peur", "besoin", "rien", "que", "saigne",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its span in the normalised text and the border that stands before it."""

    text: str
    start: int
    end: int
    border: int


def border_of(between: str, before: str = "", after: str = "") -> int:
    """How strongly the characters between two words part them; `38,4` and `18 . 5` are not parted."""
    if between in {"", " "}:
        return NO_BORDER
    if between in _NUMBER_MARK and before.isdigit() and after.isdigit() and len(between) == 1:
        return NO_BORDER
    if before in _TITLES and between in {".", ". "}:
        return NO_BORDER
    if _HARD.search(between):
        return HARD_BORDER
    return SOFT_BORDER if _SOFT.search(between) else NO_BORDER


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a normalised text, in order."""
    words: list[Word] = []
    tokens = list(_TOKEN.finditer(text))
    previous_end, previous = 0, ""
    for index, token in enumerate(tokens):
        written = token.group()
        between = text[previous_end : token.start()]
        border = border_of(between, previous, written) if words else HARD_BORDER
        grams = written == "g" and previous.isdigit()
        follower = tokens[index + 1].group() if index + 1 < len(tokens) and not grams else ""
        words.extend(_opened(written, follower, token.start(), token.end(), border))
        previous_end, previous = token.end(), written
    return tuple(words)


def open_contraction(written: str, follower: str = "") -> tuple[str, ...]:
    """`jai` is `j ai`, `jvomis` is `je vomis`; `g` is `j ai` before a word that can follow it."""
    if written == "g" and follower in _AFTER_G:
        return ("j", "ai")
    if written not in _CONTRACTIONS and _RUN_ON.fullmatch(written):
        return ("je", written[1:])
    return _CONTRACTIONS.get(written, (written,))


def _opened(written: str, follower: str, start: int, end: int, border: int) -> list[Word]:
    parts = open_contraction(written, follower)
    if len(parts) == 1:
        return [Word(parts[0], start, end, border)]
    if end - start < 2:
        return [Word(parts[0], start, end, border), Word(parts[1], start, end, NO_BORDER)]
    tail = len(parts[1]) if written.endswith(parts[1]) else end - start - len(parts[0])
    cut = min(max(end - tail, start + 1), end - 1)
    return [Word(parts[0], start, cut, border), Word(parts[1], cut, end, NO_BORDER)]
