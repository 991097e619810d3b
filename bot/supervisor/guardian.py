"""The last resort: when the supervisor disappears, even by `kill -9`, kill the groups it had started.

Reads `+GROUP` and `-GROUP` lines on its standard input. The end of that input means that the
supervisor is gone. Runs on its own, with the standard library only.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys


def guard() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        order, group = line[:1], int(line[1:])
        if order == "+":
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    guard()
