"""What the team reads for each code of the contract; an unknown code is shown as it is, never hidden."""

from __future__ import annotations

from functools import lru_cache

from care.content import DATA, Provenance, Strict, load_content

PATH = DATA / "console" / "words.yml"


class Words(Strict):
    """The French words of `data/console/words.yml`."""

    meta: Provenance
    levels: dict[str, str]
    channels: dict[str, str]
    appointments: dict[str, str]
    identities: dict[str, str]
    outcomes: dict[str, str]
    acts: dict[str, str]
    incidents: dict[str, str]
    actors: dict[str, str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Raises InvalidContent, naming the field, when the file breaks its schema."""
    return load_content(PATH, Words)
