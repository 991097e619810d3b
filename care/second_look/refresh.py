"""Learning again when what is learnt from has changed: the sentences, the lexicons that read them, or the code."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from care.second_look.corpus import examples
from care.second_look.learning import learn
from care.second_look.store import inputs, made_from, save


def learn_when_needed(models: Path, say: Callable[[str], None], *, force: bool = False) -> None:
    """Raises InvalidContent when a file to learn from is malformed."""
    today = inputs()
    if not force and made_from(models) == today:
        say("  seconde lecture : à jour.")
        return
    started = time.monotonic()
    say("  seconde lecture : apprentissage (environ une demi-minute)…")
    save(models, learn(examples()), today)
    say(f"  seconde lecture : prête en {time.monotonic() - started:.0f} s.")
