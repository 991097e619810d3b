"""Rasa's own command line, without the parts we do not use: `python -m relais_engine.cli data validate …`."""

from __future__ import annotations

import sys
import warnings

from relais_engine import lean


def main() -> None:
    """Same arguments and exit codes as `rasa`."""
    warnings.showwarning = lambda *_, **__: None
    lean.skip_unused_components()
    from rasa.__main__ import main as rasa_main

    rasa_main()


if __name__ == "__main__":
    sys.exit(main())
