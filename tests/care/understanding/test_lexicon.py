from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from care.errors import InvalidContent
from care.understanding.lexicon import Entry, PhraseLexicon
from care.understanding.normalise import Normalised


def lexicon(
    *phrases: str, refused: tuple[str, ...] = (), real: tuple[str, ...] = ()
) -> PhraseLexicon:
    entry = Entry(code="x", entity="symptom", label="x", phrases=phrases, not_phrases=refused)
    return PhraseLexicon([entry], real_words=frozenset(real))


def found(compiled: PhraseLexicon, text: str) -> list[str]:
    message = Normalised(text)
    return [message.evidence(match.start, match.end) for match in compiled.find(message)]


def test_a_prefix_takes_every_ending() -> None:
    assert found(lexicon("vomi*"), "il vomit, vomissait, a vomi") == ["vomit", "vomissait", "vomi"]


def test_alternatives_and_optional_words() -> None:
    compiled = lexicon("(ne) tiens|tient plus (du tout) debout")
    assert found(compiled, "elle ne tient plus debout") == ["ne tient plus debout"]
    assert found(compiled, "Tient plus DU TOUT debout") == ["Tient plus DU TOUT debout"]
    assert found(compiled, "tient debout") == []


@pytest.mark.parametrize("said", ["claque", "claquait", "claquaient", "claquer", "claqué"])
def test_a_verb_given_in_two_forms_is_read_in_its_usual_tenses(said: str) -> None:
    assert found(lexicon("claque|claquent des dents"), f"elle {said} des dents") == [
        f"{said} des dents"
    ]


def test_a_word_that_is_no_verb_keeps_its_one_form() -> None:
    assert found(lexicon("gorge|langue enflée"), "langer enflée, gorgent enflée") == []


@pytest.mark.parametrize("text", ["elle urine, pas de crampe", "il marche (pas tombé)"])
def test_a_pas_after_a_comma_denies_what_follows(text: str) -> None:
    assert found(lexicon("urine|marche pas"), text) == []
    assert found(lexicon("urine|marche pas"), "il ne marche pas, elle urine pas") == [
        "marche pas",
        "urine pas",
    ]


def test_a_gap_takes_three_words_and_no_more() -> None:
    compiled = lexicon("mal ~ ventre")
    assert found(compiled, "mal au bas du ventre") == ["mal au bas du ventre"]
    assert found(compiled, "mal ventre") == ["mal ventre"]
    assert found(compiled, "mal et puis aussi un gros ventre") == []


@pytest.mark.parametrize("border", [". ", "\n", " ; ", "! ", ", "])
def test_a_gap_stops_at_a_clause_border(border: str) -> None:
    assert found(lexicon("mal ~ jambes"), f"j'ai mal{border}les jambes vont bien") == []


def test_the_evidence_is_the_original_text_even_decomposed() -> None:
    text = unicodedata.normalize("NFD", "aïe, la Diarrhée !")
    assert found(lexicon("diarrhee*"), text) == [unicodedata.normalize("NFD", "Diarrhée")]


def test_what_must_not_match_is_refused() -> None:
    compiled = lexicon("saigne*", refused=("saigne plus", "prise de sang"))
    assert found(compiled, "ça saigne plus") == []
    assert found(compiled, "ça saigne encore") == ["saigne"]


@pytest.mark.parametrize("written", ["diarhée", "diarrée", "diarrhé", "diarhé", "dairrhée"])
def test_one_slip_in_a_long_word_is_forgiven(written: str) -> None:
    assert found(lexicon("diarrhee*"), f"j'ai la {written}") == [written]


def test_a_real_word_is_never_corrected() -> None:
    assert found(lexicon("saigne", real=("soigne",)), "on me soigne bien") == []


def test_a_short_word_is_never_corrected() -> None:
    assert found(lexicon("toux"), "tous les jours, tout, roux") == []


def test_texting_contractions_are_opened() -> None:
    assert found(lexicon("j ai mal"), "jai mal, g mal") == ["jai mal", "g mal"]


@pytest.mark.parametrize("phrase", ["~ jambes", "mal ~", "", "mal & dos"])
def test_a_malformed_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(InvalidContent):
        lexicon(phrase)


def test_a_lexicon_file_with_an_unknown_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text("meta: {owner: o, source: s, reviewed: r}\nentries: [{code: a, words: [b]}]\n")
    with pytest.raises(InvalidContent):
        PhraseLexicon.from_files([path])


def test_one_of_several_groups_of_words_may_stand_in_one_place() -> None:
    words = lexicon("[je suis|on est|] tombe* sur la [tete|boite cranienne]")
    text = "on est tombés sur la boîte crânienne, tombée sur la tête"
    assert found(words, text) == ["on est tombés sur la boîte crânienne", "tombée sur la tête"]


def test_nothing_optional_may_end_a_phrase() -> None:
    with pytest.raises(InvalidContent, match="required"):
        lexicon("veines (du cou) (saillantes|gonflées)")
