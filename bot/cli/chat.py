"""`relais chat`: a conversation in the terminal; a number taps a button, a blank line or Ctrl-D ends."""

from __future__ import annotations

import argparse
from typing import Any

from bot.cli.client import Caller

Buttons = list[dict[str, str]]


def run(options: argparse.Namespace) -> int:
    caller = Caller(options.url, options.caller)
    print("Écrivez votre message ; un numéro choisit un bouton ; Ctrl-D pour finir.\n")
    buttons = show(caller.greeting)
    while True:
        try:
            text = input("> ").strip()
        except EOFError:
            print()
            break
        if not text:
            continue
        payload = chosen(text, buttons)
        answer = caller.say(text) if payload is None else caller.tap(payload)
        buttons = show(answer["messages"])
    caller.close()
    return 0


def show(messages: list[dict[str, Any]]) -> Buttons:
    """Print the messages with their buttons numbered; return those buttons."""
    buttons: Buttons = []
    for message in messages:
        print(f"Relais : {message['text']}")
        for button in message.get("buttons") or ():
            buttons.append(button)
            print(f"    [{len(buttons)}] {button['title']}")
    print()
    return buttons


def chosen(text: str, buttons: Buttons) -> str | None:
    """The payload of the button whose title or number was typed; None for free text.

    Where titles are themselves numbers (« 0 », « 1 », « 2 »), only titles count.
    """
    for button in buttons:
        if button["title"].casefold() == text.casefold():
            return button["payload"]
    numbered = not any(button["title"].isdigit() for button in buttons)
    if numbered and text.isascii() and text.isdigit() and 1 <= int(text) <= len(buttons):
        return buttons[int(text) - 1]["payload"]
    return None
