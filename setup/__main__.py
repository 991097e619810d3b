"""`python3 -m setup run|ready|test|check|stories`: what the Makefile calls. Readable by any Python 3."""

import sys

if sys.version_info < (3, 8):  # noqa: UP036 - run by whatever python3 is there
    sys.exit("Python 3.8 au moins est nécessaire pour la mise en place : installez-le d'abord.")

from setup.entry import main

sys.exit(main(sys.argv[1:]))
