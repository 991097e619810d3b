"""`python -m bot.cli`: find the command, run it, and turn what goes wrong into one French sentence.

Exit codes: 0 done, 1 done but something is wrong, 2 could not be done (a sentence on stderr says why),
130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys

from bot.cli.parser import COMMANDS, build_parser

_FAILED = 2
_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 0
    os.umask(0o077)  # whatever a command writes is for its owner only
    try:
        return int(importlib.import_module(COMMANDS[options.command].module).run(options))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the last resort: a sentence, never a stack trace
        from bot.cli.sentences import sentence_for

        if os.environ.get("RELAIS_TRACE"):
            raise
        print(sentence_for(error), file=sys.stderr)
        return _FAILED


if __name__ == "__main__":
    sys.exit(main())
