"""`python3 -m setup run|ready|test|check|stories`: what the Makefile calls."""

from __future__ import annotations

import sys

if sys.version_info < (3, 8):  # noqa: UP036 - run by whatever python3 is there
    sys.exit("Python 3.8 au moins est nécessaire pour la mise en place : installez-le d'abord.")

import signal
from types import FrameType

from setup.failures import SetupFailure
from setup.shell import complain

_INTERRUPTED = (
    "Mise en place interrompue : relancez la même commande, elle reprendra où elle en était."
)


def main(arguments: list[str]) -> int:
    from setup import goals

    wanted = arguments[0] if arguments else "run"
    goal = goals.GOALS.get(wanted)
    if goal is None:
        complain(f"But inconnu : {wanted}. Buts possibles : {', '.join(goals.GOALS)}.")
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return goal(arguments[1:])
    except SetupFailure as failure:
        complain(str(failure))
        return 1
    except KeyboardInterrupt:
        complain(_INTERRUPTED)
        return 130
    except OSError as error:
        complain(goals.explain_os_error(error))
        return 1


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
