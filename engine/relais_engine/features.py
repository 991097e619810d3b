"""What the words' half sees of a text: words with their class words, letters and sounds, each a TF-IDF."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from relais_engine.gazetteer import Gazetteer
from relais_engine.spelling import sound, spelt_out

WORD_PATTERN = r"[a-z0-9]+|\?"
LONG, WINDOW, STEP = 40, 25, 12  # in words
NAMES = ("word", "letter", "sound")


def windows(plain: str) -> List[str]:
    """The overlapping pieces of a long text (in a letter the request is one sentence of ten); none of a short one."""
    words = plain.split()
    if len(words) <= LONG:
        return []
    starts = range(0, len(words) - WINDOW + STEP, STEP)
    return [" ".join(words[start : start + WINDOW]) for start in starts]


class Features:
    """Three vectorizers, stored as names and weights."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        word_ngrams: int,
        letter_ngrams: Tuple[int, int],
        least_count: int,
    ) -> None:
        shared: Dict[str, Any] = {"lowercase": False, "sublinear_tf": True, "dtype": np.float64}
        letters: Dict[str, Any] = {
            "analyzer": "char_wb",
            "ngram_range": tuple(letter_ngrams),
            "min_df": least_count,
            **shared,
        }
        self.gazetteer = gazetteer
        self._parts = {
            "word": TfidfVectorizer(
                token_pattern=WORD_PATTERN, ngram_range=(1, word_ngrams), **shared
            ),
            "letter": TfidfVectorizer(**letters),
            "sound": TfidfVectorizer(**letters),
        }

    def fit(self, plain: List[str]) -> csr_matrix:
        views = self._views(plain)
        return csr_matrix(hstack([self._parts[name].fit_transform(views[name]) for name in NAMES]))

    def transform(self, plain: List[str]) -> csr_matrix:
        views = self._views(plain)
        return csr_matrix(hstack([self._parts[name].transform(views[name]) for name in NAMES]))

    def _views(self, plain: List[str]) -> Dict[str, List[str]]:
        full = [spelt_out(text) for text in plain]
        return {
            "word": [" ".join([text, *self.gazetteer.classes(text)]) for text in full],
            "letter": full,
            "sound": [sound(text) for text in full],
        }

    def vocabularies(self) -> Dict[str, List[str]]:
        return {name: self._parts[name].get_feature_names_out().tolist() for name in NAMES}

    def rarities(self) -> Dict[str, np.ndarray]:
        return {f"{name}_idf": self._parts[name].idf_ for name in NAMES}

    def restore(self, vocabularies: Dict[str, List[str]], arrays: Any, columns: int) -> None:
        """Raises ValueError or KeyError when the two files do not come from one training."""
        if sum(map(len, vocabularies.values())) != columns:
            raise ValueError("the intent model and its description do not belong together")
        for name in NAMES:
            part, names, rarity = self._parts[name], vocabularies[name], arrays[f"{name}_idf"]
            if len(names) != len(rarity):
                raise ValueError("the intent model and its description do not belong together")
            part.vocabulary_ = {piece: column for column, piece in enumerate(names)}
            part.fixed_vocabulary_ = True
            part.idf_ = rarity
