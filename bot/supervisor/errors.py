"""What keeps the service from starting.

SupervisorError(sentence)   the French sentence says what to do; nothing was left running
"""

from __future__ import annotations


class SupervisorError(Exception):
    """The service cannot run here; the message is what the operator reads."""
