"""What a command cannot do.

CommandError(sentence)   a French sentence that says what to do
"""

from __future__ import annotations


class CommandError(Exception):
    """The command cannot be carried out; the message is what the person reads."""
