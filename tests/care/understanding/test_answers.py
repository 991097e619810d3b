from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.understanding.answers import YesNo, read_number, read_yes_no
from care.understanding.noise import text_is_noise
from care.understanding.rpps import is_valid_rpps, read_rpps

YES = [
    "mais oui",
    "ça me paraît bien",
    "c'est bon pour moi",
    "je confirme le rendez-vous",
    "réservez",
    "oui",
    "Oui !",
    "OUI",
    "ouais carrément",
    "bah oui",
    "ok",
    "c'est bon",
    "si",
    "d'accord",
    "dac",
    "yes",
    "ouiii",
    "oui merci",
    "oui c'est ça",
    "tout à fait",
    "absolument",
    "oui je confirme",
    "je confirme",
    "parfait",
    "volontiers",
    "ça me va",
    "exactement",
    "oui docteur",
    "oui bien sûr",
    "👍",
    "pourquoi pas",
    "pas de souci",
    "oui pas de problème",
    "vas-y",
    "c'est exact",
    "ok merci",
    "oui depuis hier",
    "ben oui",
    "ouai",
    "ui",
    "oki",
    "entendu",
    "avec plaisir",
]
NO = [
    "absolument pas",
    "certainement pas",
    "ni l'un ni l'autre",
    "hors de question",
    "je ne pense pas",
    "ne confirmez pas",
    "non",
    "Non.",
    "NON",
    "nan",
    "non merci",
    "pas encore",
    "plutôt pas",
    "je ne confirme pas",
    "je confirme pas",
    "jamais",
    "pas du tout",
    "bah non",
    "non pas du tout",
    "surtout pas",
    "pas maintenant",
    "c'est pas ça",
    "ce n'est pas bon",
    "aucun",
    "non non",
    "nn",
    "je ne suis pas d'accord",
    "pas d'accord",
    "ça ne me va pas",
    "non c'est pas bon",
    "je veux pas",
    "je n'ai pas",
    "nope",
    "je refuse",
    "non je ne confirme pas du tout",
    "non, oui enfin non",
    "négatif",
    "👎",
    "pas vraiment",
    "toujours pas",
    "c'est faux",
    "pas ok",
    "ok non",
    "j'en ai pas",
    "finalement non",
]
UNSURE = [
    "je sais pas",
    "peut-être",
    "je ne sais pas trop",
    "pas sûr",
    "aucune idée",
    "chais pas",
    "jsp",
    "je crois",
    "faut voir",
]
NOT_YES = [
    "n'annulez pas",
    "ok pour annuler",
    "réservez plutôt jeudi",
    "parfait, un autre jour",
    "mais oui mais non",
    "oui mais non",
    "oui mais pas demain",
    "ok mais pas à 9h",
    "non c'est bon",
    "c'est pas bon",
    "oui enfin pas vraiment",
    "sauf le lundi",
    "oui si c'est le matin",
    "si vous voulez pas",
    "rien",
    "d'accord pour annuler ?",
    "je ne dis pas oui",
    "oui ou non ?",
    "pas oui",
    "ok mais plutôt un autre jour",
    "jeudi",
    "39",
    "",
    "?",
    "annulez",
    "je suis contre",
    "stop",
]


@pytest.mark.parametrize("text", YES)
def test_a_yes_is_read(text: str) -> None:
    assert read_yes_no(text) is YesNo.YES


@pytest.mark.parametrize("text", NO)
def test_a_no_is_read(text: str) -> None:
    assert read_yes_no(text) is YesNo.NO


@pytest.mark.parametrize("text", UNSURE)
def test_a_doubt_is_neither_yes_nor_no(text: str) -> None:
    assert read_yes_no(text) is YesNo.UNSURE


@pytest.mark.parametrize("text", NOT_YES)
def test_what_is_not_a_plain_yes_is_never_a_yes(text: str) -> None:
    assert read_yes_no(text) is not YesNo.YES


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([*YES, "je veux", "c'est d'accord", "allez-y", "ça marche"]),
    st.sampled_from(["non", "pas", "jamais", "ne pas", "surtout pas", "plus jamais", "nan"]),
    st.booleans(),
)
def test_a_refusal_is_never_read_as_a_yes(yes: str, refusal: str, first: bool) -> None:
    text = f"{refusal} {yes}" if first else f"{yes} {refusal}"
    if not (refusal == "pas" and first and yes.startswith(("pas", "pourquoi"))):
        assert read_yes_no(text) is not YesNo.YES


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("39", 39),
        ("38,4", 38.4),
        ("38°4", 38.4),
        ("trente-huit quatre", 38.4),
        ("environ 6", 6),
        ("six", 6),
        ("18 000", 18000),
        ("soixante-douze ans", 72),
        ("une dizaine", 10),
        ("je sais pas", None),
        ("entre 4 et 6", None),
    ],
)
def test_the_number_of_an_answer(text: str, number: float | None) -> None:
    assert read_number(text) == number


def test_an_rpps_number_may_be_spaced() -> None:
    assert read_rpps("mon rpps est 10 09 999 99 96 merci") == "10099999996"
    assert read_rpps("10099999996") == "10099999996"
    assert is_valid_rpps("10099999996")
    assert not is_valid_rpps("10099999997")
    assert read_rpps("04 65 71 00 01") is None
    assert read_rpps("100999999961") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "???",
        "👍",
        "asdf qwerty",
        "kjhgkjh",
        "...",
        "sdfsdf",
        "aaaa",
        "!!",
        "azertyuiop",
        "x",
    ],
)
def test_noise_is_noise(text: str) -> None:
    assert text_is_noise(text)


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "Gap",
        "39",
        "sang",
        "TA ?",
        "aide",
        "trop mal",
        "peur",
        "arrêt",
        "toux",
        "PNN",
        "opéré",
        "rapport",
    ],
)
def test_a_short_word_is_not_noise(text: str) -> None:
    assert not text_is_noise(text)


@pytest.mark.parametrize(
    "text",
    [
        "d'accord j'en parle à mon mari",
        "oui je vais voir",
        "ok je regarde mon agenda",
        "oui bien sûr moquez-vous de moi",
        "oui j'ai compris la question",
        "oui oui on dit ça",
    ],
)
def test_before_an_act_a_yes_with_anything_else_is_asked_again(text: str) -> None:
    assert read_yes_no(text, strict=True) in {YesNo.NEITHER, YesNo.UNSURE}


@pytest.mark.parametrize("text", ["oui", "oui oui merci", "je confirme", "ok docteur", "👍"])
def test_before_an_act_a_plain_yes_is_enough(text: str) -> None:
    assert read_yes_no(text, strict=True) is YesNo.YES


REFUSALS = """\
non merci|nan|nope|surement pas|certainement pas|bien sûr que non|je confirme pas|pas question
jamais de la vie|oui mais non|ce n'est pas correct|faux|surtout pas|j'aimerais mieux pas|j veux pa
laissez tomber|je suis pas d accord|sans façon|ca va pas le faire|impossible|mais non|non c'est bon
pas pour l'instant|pas encore|une autre fois|j'en ai pas|pas la peine|inutile|je dirais non|je crois pas
il me semble que non|oui enfin non|ne réservez rien|n'effacez pas|ne supprimez surtout pas|stop|ouais non
oui ou non ? non|vous vous trompez|mauvaise personne|non non et non|nooon|nannn|bof non|j'ai dit non
non peut-être pas|je ne préfère pas|d'accord non|merci mais non merci"""


@pytest.mark.parametrize("text", REFUSALS.replace("\n", "|").split("|"))
def test_a_refusal_is_a_refusal_however_it_is_said(text: str) -> None:
    assert read_yes_no(text) is YesNo.NO
