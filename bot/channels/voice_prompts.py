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
    hint = words.keypad(awaiting) if not offered or awaiting in _TYPED_TOO else None
    return [*prompts, hint] if hint else prompts


def is_one_key(offered: Sequence[Button], awaiting: str | None) -> bool:
    """Whether the answer can only be one key, so that nobody has to end it with another."""
    return bool(offered) and (awaiting is None or awaiting in _CHOICES)


# Answered by a number although a choice is offered beside it.
_TYPED_TOO = frozenset({"rpps", "treatment_end"})
_CHOICES = frozenset(
    {
        *("performance_status", "finding", "slot_choice", "caller_role", "care_type", "sheet"),
        *("cancel_confirm", "prescription"),
    }
)


def texts_of(messages: Sequence[OutgoingMessage]) -> list[str]:
    """All that is said in one go, not longer than anybody listens."""
    said = spoken("\n".join(message.text for message in messages))
    return [shortened(said)] if said else []


def _title(button: Button, is_value: bool) -> str:
    return f"la valeur {button.title}" if is_value else spoken(button.title).rstrip(".")
