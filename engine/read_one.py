"""Prints, as JSON, what the trained model makes of one message: the likeliest intents and the threshold.

engine/.venv/bin/python engine/read_one.py "message"
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

from evaluate import load_model  # noqa: E402
from relais_engine.artefact import ArtefactError, read_record  # noqa: E402

SHOWN = 3


def main() -> int:
    models = Path(os.environ.get("RELAIS_DATA_DIR", ROOT / "var")) / "models"
    try:
        readings = load_model(models).read(sys.argv[1])[:SHOWN]
    except ArtefactError as problem:
        print(problem, file=sys.stderr)
        return 2
    threshold = float(read_record(models)["rejection_threshold"])
    print(json.dumps({"readings": readings, "threshold": threshold}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
