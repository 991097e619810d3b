"""`relais demo`: plays a sample conversation with the running service, so that anyone can see it work."""

from __future__ import annotations

import argparse
import time

from bot.cli.chat import chosen, show
from bot.cli.client import Caller
from care.content import DATA, Provenance, Strict, load_content

SCRIPT = DATA / "sample" / "demo.yml"
_READING_SECONDS = 0.6


class Demonstration(Strict):
    meta: Provenance
    caller: str
    lines: tuple[str, ...]


def run(options: argparse.Namespace) -> int:
    script = load_content(SCRIPT, Demonstration)
    caller = Caller(options.url, script.caller)
    print("Conversation d'exemple : tout y est inventé.\n")
    buttons = show(caller.greeting)
    for line in script.lines:
        time.sleep(_READING_SECONDS)
        print(f"> {line}")
        payload = chosen(line, buttons)
        answer = caller.say(line) if payload is None else caller.tap(payload)
        buttons = show(answer["messages"])
    caller.close()
    return 0
