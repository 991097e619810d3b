"""What the walk remembers between messages never changes what it finds, and is never a caller's own word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from care.understanding.lexicon import Entry, PhraseLexicon
from care.understanding.normalise import Normalised
from care.understanding.phrase_walk import MOST_STATES

PHRASES = (
    "mal ~ ventre",
    "mal* (au|de) tete",
    "pas bien",
    "ventre [dur|tres gonfle]",
    "mal de ventre",
)
WORDS = ("mal", "malade", "au", "de", "tête", "tete", "ventre", "ventres", "dur", "très", "gonflé", "pas", "bien",
         "zinzin", "gonflee,", "mal.", "tête,", "ventrre")  # fmt: skip


def lexicon() -> PhraseLexicon:
    entries = [
        Entry(code=phrase, entity="symptom", label="x", phrases=(phrase,)) for phrase in PHRASES
    ]
    return PhraseLexicon(entries)


USED = lexicon()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_a_lexicon_that_has_read_many_messages_reads_as_a_new_one(text: str) -> None:
    assert USED.search(Normalised(text)) == lexicon().search(Normalised(text))


def test_only_words_of_the_lexicon_are_remembered() -> None:
    compiled = lexicon()
    compiled.search(Normalised("Mme Zébulon a mal au ventre, tel 0465710000, mal chez Zébulon"))
    walker = compiled._walker
    states = [state for alike in walker._states.values() for state in alike]
    remembered = {
        word for state in [walker._root, *states] for word in [*state.joined, *state.apart]
    }
    assert remembered <= {"", "mal", "au", "ventre"}


def test_memory_is_bounded() -> None:
    compiled = lexicon()
    compiled._walker.most_states = 3
    for text in ("mal au ventre", "mal de tête", "pas bien", "ventre dur", "mal au ventre"):
        assert compiled.find(Normalised(text))
    assert compiled._walker.count <= 3 + 8, "begins anew with the message after the limit"


def test_the_limit_is_what_a_small_server_can_hold() -> None:
    assert MOST_STATES <= 100_000
