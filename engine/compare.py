"""Compares ways of reading a message, on the same training sentences and the same evaluation messages.

    engine/.venv/bin/python engine/compare.py [--folds 5] [--batch N] [--way NAME …] [--only NAME]

Each way runs in a process of its own, so that its memory is its own. Prints a Markdown table. Rasa's own are
trained and read by Rasa (`compare_rasa.py`), too slowly for cross-validation. `--epochs` shortens DIET.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

REFUSED_AT_MOST = 0.03
COLUMNS = (
    ("accuracy", "accuracy"),
    ("macro_f1", "macro-F1"),
    ("cross_validation", "cross-validation"),
    ("out_of_scope", "out-of-scope recall"),
    ("calibration_error", "calibration error"),
    ("median_ms", "median ms"),
    ("p95_ms", "p95 ms"),
    ("memory_mb", "memory MB"),
    ("training_s", "training s"),
)


class Ours:
    """Our own model, with or without one of its halves."""

    def __init__(self, words: bool, embedding: bool) -> None:
        from relais_engine.embedding import load_embedder
        from relais_engine.gazetteer import Gazetteer
        from relais_engine.model import IntentModel
        from relais_engine.text import normalise

        self.words = words
        self.model = IntentModel(
            gazetteer=Gazetteer.learn(ROOT, normalise),
            embedder=load_embedder() if embedding else None,
        )

    def fit(self, texts: List[str], intents: List[str]) -> None:
        self.model.fit(texts, intents)
        if not self.words:
            self.model.mix = (0.0, self.model.mix[1] or 1.0)

    def read(self, text: str) -> Tuple[str, float]:
        return self.model.read(text)[0]

    def read_many(self, texts: List[str]) -> List[Tuple[str, float]]:
        return self.model.read_many(texts)


class Plain:
    """A scikit-learn pipeline on the normalised text; the confidence is its probability or its margin's softmax."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.pipeline = make()

    def fit(self, texts: List[str], intents: List[str]) -> None:
        from relais_engine.text import normalise

        self.pipeline.fit([normalise(text) for text in texts], intents)

    def read(self, text: str) -> Tuple[str, float]:
        import numpy as np
        from relais_engine.text import normalise

        plain = [normalise(text)]
        if hasattr(self.pipeline, "predict_proba"):
            row = self.pipeline.predict_proba(plain)[0]
        else:
            scores = self.pipeline.decision_function(plain)[0]
            row = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
        best = int(row.argmax())
        return str(self.pipeline.classes_[best]), float(row[best])

    def read_many(self, texts: List[str]) -> List[Tuple[str, float]]:
        return [self.read(text) for text in texts]


def _linear_svm() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    features = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return make_pipeline(features, LinearSVC(class_weight="balanced"))


def _rasa(name: str) -> Any:
    import compare_rasa

    return getattr(compare_rasa, name)()


RASA = {
    "Rasa's default, DIET": lambda: _rasa("with_diet"),
    "Rasa's counts + regression": lambda: _rasa("with_regression"),
}
WAYS: Dict[str, Callable[[], Any]] = {
    **RASA,
    "linear SVM, letters": lambda: Plain(_linear_svm),
    "words and letters + regression": lambda: Ours(words=True, embedding=False),
    "embedding + regression": lambda: Ours(words=False, embedding=True),
    "both (the one we use)": lambda: Ours(words=True, embedding=True),
}


def _training() -> Tuple[List[str], List[str]]:
    import yaml

    pairs = []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = [line.strip() for line in block["examples"].splitlines() if line.strip()]
            pairs += [(line[2:], block["intent"]) for line in lines]
    pairs.sort()
    return [text for text, _ in pairs], [intent for _, intent in pairs]


def measure_way(name: str, folds: int, batch: Optional[int]) -> Dict[str, Any]:
    """Train and read, in this process."""
    from evaluate import evaluation_rows
    from relais_engine import figures

    texts, intents = _training()
    way = WAYS[name]()
    started = time.perf_counter()
    way.fit(texts, intents)
    training = time.perf_counter() - started
    rows = [row for row in evaluation_rows() if batch in (None, row["batch"])]
    for row, (read, confidence) in zip(
        rows, way.read_many([row["text"] for row in rows]), strict=True
    ):
        row.update({"read": read, "confidence": confidence})
    figures.timed(way.read, rows)
    found = figures.describe(rows, figures.best_threshold(rows, REFUSED_AT_MOST))
    return {
        **found,
        "out_of_scope": found["out_of_scope_caught"],
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "training_s": round(training, 1),
        "cross_validation": _cross_validation(name, texts, intents, folds)
        if folds > 1 and name not in RASA
        else None,
    }


def _cross_validation(name: str, texts: List[str], intents: List[str], folds: int) -> float:
    from sklearn.model_selection import StratifiedKFold

    right = 0
    split = StratifiedKFold(folds, shuffle=True, random_state=7)
    for learnt, held in split.split(texts, intents):
        way = WAYS[name]()
        way.fit([texts[i] for i in learnt], [intents[i] for i in learnt])
        read = way.read_many([texts[i] for i in held])
        right += sum(name == intents[i] for i, (name, _) in zip(held, read, strict=True))
    return round(right / len(texts), 3)


def _in_own_process(name: str, options: argparse.Namespace) -> Dict[str, Any]:
    command = [sys.executable, "-W", "ignore", __file__, "--only", name]
    command += ["--folds", str(options.folds), "--epochs", str(options.epochs)]
    command += ["--batch", str(options.batch)] if options.batch else []
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    found: Dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(description="Compare plusieurs façons de lire un message.")
    parser.add_argument("--folds", type=int, default=5, help="0 : pas de validation croisée")
    parser.add_argument("--batch", type=int, help="seulement ce lot de messages")
    parser.add_argument("--way", action="append", choices=list(WAYS), help="ces façons seulement")
    parser.add_argument("--only", choices=list(WAYS), help="une seule façon, en JSON")
    parser.add_argument("--epochs", type=int, default=100, help="époques de DIET")
    options = parser.parse_args(arguments)
    folder = Path(os.environ.get("RELAIS_DATA_DIR", ROOT / "var")) / "models"
    os.environ.setdefault("RELAIS_EMBEDDING_CACHE", str(folder / "sentence-vectors.npz"))
    warnings.simplefilter("ignore")
    if options.only:
        import compare_rasa

        compare_rasa.DIET["epochs"] = options.epochs
        print(json.dumps(measure_way(options.only, options.folds, options.batch)))
        return 0
    print("| | " + " | ".join(title for _, title in COLUMNS) + " |")
    print("| --- |" + " ---: |" * len(COLUMNS))
    for name in options.way or WAYS:
        found = _in_own_process(name, options)
        cells = ["–" if found[key] is None else str(found[key]) for key, _ in COLUMNS]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
