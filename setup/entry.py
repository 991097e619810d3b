"""From a goal's name to its exit code: 0 done, 1 a sentence on stderr says why not, 130 interrupted."""

from __future__ import annotations

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
