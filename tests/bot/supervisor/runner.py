"""A Service of fake children, in a process of its own: `runner.py LOGS PORT[:how] …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bot.supervisor import child, service
from bot.supervisor.child import Plan
from bot.supervisor.probes import HttpProbe

FAKE = Path(__file__).with_name("fake_child.py")


def main() -> int:
    service.PROBE_EVERY_SECONDS = 0.2
    child.PAUSES_SECONDS = (0.1, 0.2)
    plans = []
    for number, described in enumerate(sys.argv[2:]):
        port, _, how = described.partition(":")
        plans.append(
            Plan(
                name=f"Processus {number}",
                log=f"{number}.log",
                command=[sys.executable, str(FAKE), port, how],
                environment=os.environ,
                folder=Path.cwd(),
                probe=HttpProbe("127.0.0.1", int(port), "/"),
                start_seconds=10,
                trimmed=True,
            )
        )
    logs = Path(sys.argv[1])
    return service.Service(plans, logs, on_ready=lambda: service.say("Prêt")).run()


if __name__ == "__main__":
    sys.exit(main())
