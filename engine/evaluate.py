"""Measures the trained language model on messages it has never learnt.

    engine/.venv/bin/python engine/evaluate.py [--json] [--errors]

Reads RELAIS_DATA_DIR/models/relais.tar.gz, tests/understanding/evaluation.yml and every blind_*.yml beside it (written
by people who had not seen the training sentences), prints accuracy, macro-F1, what the rejection threshold does, and
the same by batch, style, caller and intent, then the confusions. Exit code 2 without a trained model.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List, Optional

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in the service, before numpy is imported

from relais_engine.artefact import ArtefactError, checked_model, read_record  # noqa: E402
from relais_engine.embedding import CACHE_NAME, CACHE_VARIABLE  # noqa: E402
from relais_engine.figures import describe, timed  # noqa: E402

EVALUATION = ROOT / "tests" / "understanding"
CONFUSIONS = 15


def load_model(models: Path) -> Any:
    """The intent model inside the checked Rasa archive. Raises ArtefactError."""
    from relais_engine.embedding import load_embedder
    from relais_engine.model import ARRAYS, DESCRIPTION, IntentModel

    with tempfile.TemporaryDirectory() as folder, tarfile.open(checked_model(models)) as archive:
        for member in archive.getmembers():
            name = Path(member.name).name
            stream = archive.extractfile(member) if name in {ARRAYS, DESCRIPTION} else None
            if stream is not None:
                (Path(folder) / name).write_bytes(stream.read())
        return IntentModel.load(Path(folder), load_embedder())


def measure(model: Any, threshold: float, batch: Optional[int] = None) -> Dict[str, Any]:
    """Read every message once, then count."""
    rows = [row for row in evaluation_rows() if batch in (None, row["batch"])]
    for row, (name, confidence) in zip(
        rows, model.read_many([row["text"] for row in rows]), strict=True
    ):
        row.update({"read": name, "confidence": confidence})
    timed(model.read, rows)
    return {"overall": describe(rows, threshold), **_groups(rows, threshold), "rows": rows}


def evaluation_rows() -> List[Dict[str, Any]]:
    """Every message put aside; those of `blind_7.yml` are batch 7."""
    files = [(EVALUATION / "evaluation.yml", 1)]
    files += [(file, int(file.stem.split("_")[1])) for file in EVALUATION.glob("blind_*.yml")]
    return [row for file, batch in sorted(files) for row in _rows(file, batch)]


def _rows(file: Path, batch: int) -> List[Dict[str, Any]]:
    import yaml

    by_intent = yaml.safe_load(file.read_text(encoding="utf-8"))["messages"]
    return [
        {"batch": batch, **message, "intent": intent}
        for intent, messages in by_intent.items()
        for message in messages
    ]


def _groups(rows: List[Dict[str, Any]], threshold: float) -> Dict[str, Any]:
    return {
        group: {
            str(value): describe([row for row in rows if row[group] == value], threshold)
            for value in sorted({row[group] for row in rows})
        }
        for group in ("batch", "style", "caller", "intent")
    }


def _print_table(result: Dict[str, Any], errors: bool) -> None:
    columns = (
        "messages",
        "accuracy",
        "macro_f1",
        "real_refused",
        "real_misread",
        "out_of_scope_caught",
        "calibration_error",
        "median_ms",
        "p95_ms",
    )
    print(f"{'':26s}" + "".join(f"{column:>21s}" for column in columns))
    for group in ("overall", "batch", "style", "caller", "intent"):
        lines = {"overall": result["overall"]} if group == "overall" else result[group]
        for name, figures in lines.items():
            label = name if group == "overall" else f"{group} {name}"
            print(f"{label:26s}" + "".join(f"{_cell(figures[column]):>21s}" for column in columns))
    _print_confusions(result["rows"])
    for row in result["rows"] if errors else ():
        if row["read"] != row["intent"]:
            print(
                f"{row['intent']:22s} → {row['read']:22s} {row['confidence']:.2f}  {row['text'][:100]}"
            )


def _print_confusions(rows: List[Dict[str, Any]]) -> None:
    wrong = Counter((row["intent"], row["read"]) for row in rows if row["read"] != row["intent"])
    print("\nconfusions (meant → read)")
    for (meant, read), times in wrong.most_common(CONFUSIONS):
        print(f"{times:4d}  {meant} → {read}")


def _cell(value: Any) -> str:
    return "–" if value is None else str(value)


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        description="Mesure le modèle de langue sur des messages jamais appris."
    )
    parser.add_argument(
        "--models",
        type=Path,
        default=Path(os.environ.get("RELAIS_DATA_DIR", ROOT / "var")) / "models",
    )
    parser.add_argument("--batch", type=int, help="seulement ce lot de messages")
    parser.add_argument("--json", action="store_true", help="tout, en JSON")
    parser.add_argument("--errors", action="store_true", help="montrer les messages mal lus")
    options = parser.parse_args(arguments)
    os.environ.setdefault(CACHE_VARIABLE, str(options.models / CACHE_NAME))
    try:
        model = load_model(options.models)
    except (ArtefactError, OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    threshold = float(read_record(options.models)["rejection_threshold"])
    result = measure(model, threshold, options.batch)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        _print_table(result, options.errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
