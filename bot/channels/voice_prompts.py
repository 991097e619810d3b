"""What is said before a caller answers: the sentences, then what each key is for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.options import PERSON, are_values, numbered
from bot.channels.speech import shortened, spoken
from bot.channels.words import Words
from bot.messages import Button, OutgoingMessage


def prompts_of(
    words: Words,
    messages: Sequence[OutgoingMessage],
    offered: Sequence[Button],
    awaiting: str | None,
) -> list[str]:
    """The choices come from what is stored as offered, so that the keys said are the keys understood."""
    prompts = texts_of(messages)
    prompts += [
        words.text("voice_key", key=key, title=_title(button, are_values(offered)))
        for key, button in numbered(offered, person_apart=True)
    ]
    if any(button.payload == PERSON for button in offered):
        prompts.append(words.text("voice_person"))
    hint = None if are_values(offered) else words.keypad(awaiting)
    return [*prompts, hint] if hint else prompts


def texts_of(messages: Sequence[OutgoingMessage]) -> list[str]:
    """All that is said in one go, not longer than anybody listens."""
    said = spoken("\n".join(message.text for message in messages))
    return [shortened(said)] if said else []


def _title(button: Button, is_value: bool) -> str:
    return f"la valeur {button.title}" if is_value else spoken(button.title).rstrip(".")
