from __future__ import annotations

import pytest

from care.understanding.episodes import is_usual, read_episodes
from care.understanding.normalise import Normalised
from care.understanding.numbers import Draft, NumericView
from tests.care.understanding.reading_help import values


def counts(text: str) -> set[tuple[str | None, object]]:
    return {(d.code, d.value) for d in read_episodes(NumericView(Normalised(text)))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ça fait six fois que je rends depuis hier", ("vomits", 6)),
        ("elle a rendu une demi-douzaine de fois", ("vomits", 6)),
        ("j'en suis à ma septième bassine", ("vomits", 7)),
        ("N/V x 8/24h", ("vomits", 8)),
        ("je vomis toutes les deux heures", ("vomits", 12)),
        ("dix allers-retours aux toilettes", ("stools", 10)),
        ("neuf voyages au petit coin", ("stools", 9)),
        ("SLL 9/24 h", ("stools", 9)),
        ("elle y est retournée neuf fois, c'est liquide", ("stools", 9)),
        ("toutes les heures je file aux toilettes", ("stools", 12)),
        ("vomir depuis hier, 6 fois", ("vomits", 6)),
        ("diarrhée depuis 2 jours, cinq par jour", ("stools", 5)),
        ("j'en suis à mon neuvième voyage au petit coin", ("stools", 9)),
        ("sept passages la tête dans la cuvette", ("vomits", 7)),
        ("neuf fois qu'elle est penchée sur la bassine", ("vomits", 9)),
        ("un seul vomissement hier soir", ("vomits", 1)),
        ("il y est allé neuf fois, c'est de la vraie eau", ("stools", 9)),
    ],
)
def test_a_count_is_read_whichever_word_comes_first(text: str, expected: tuple[str, int]) -> None:
    assert expected in counts(text)


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        ("elle a été malade sept fois dans la nuit", "vomits", 7),
        ("une dizaine de vomissements", "vomits", 10),
        ("mon septième passage à la bassine, que de la bile", "vomits", 7),
        ("depuis minuit, sept fois la bassine", "vomits", 7),
        ("ça fait huit fois qu'il remet", "vomits", 8),
        ("premier haricot hier, et je viens de vider le sixième", "vomits", 6),
        ("je vomis tous les quarts d'heure", "vomits", 12),
        ("il se vide, on en est à douze changes depuis hier", "stools", 12),
        ("je ne quitte plus la cuvette : onze fois depuis minuit", "stools", 11),
        ("on a compté neuf changes souillés depuis hier matin", "stools", 9),
        ("neuf allers et retours au petit coin", "stools", 9),
        ("elle a sali huit couches depuis ce matin", "stools", 8),
    ],
)
def test_a_count_without_its_noun_is_the_only_one_read(text: str, code: str, count: int) -> None:
    assert counts(text) == {(code, count)}


@pytest.mark.parametrize(
    "text",
    [
        "trois fois aux toilettes pour faire pipi",
        "je me rends deux fois à l'hôpital, on se rend compte",
        "une cure toutes les trois semaines",
    ],
)
def test_another_count_is_no_episode(text: str) -> None:
    assert counts(text) == set()


def test_what_was_usual_is_no_count_of_today() -> None:
    text = "d'habitude une selle par jour"
    message = Normalised(text).text
    at = message.index("une selle")
    assert is_usual(message, Draft("count", 1, "stools", at, at + 9))
    assert not is_usual(message, Draft("count", 8, "stools", at, at + 9))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("8 selles hier pour 2 habituellement", 6),
        ("10 selles par jour contre 2 d'habitude", 8),
        ("D'habitude je vais à la selle deux fois par jour, hier j'ai compté neuf fois", 7),
    ],
)
def test_stools_said_beside_the_usual_number_count_for_what_is_more(text: str, more: int) -> None:
    assert values(text, "count", "stools") == [more]


@pytest.mark.parametrize(
    ("text", "litres"),
    [
        ("Iléostomie. Les poches vidées depuis hier 8 h font 2,1 litres", 2.1),
        ("sa poche a donné 2500 ml", 2.5),
        ("cinq fois la poche de l'iléostomie, 450 ml à chaque fois", 2.25),
        (
            "ce qu'on vide de la poche de mon père, comme montré par la stomathérapeute : 2,5 litres",
            2.5,
        ),
    ],
)
def test_what_the_bags_hold_is_the_flow_of_the_stoma(text: str, litres: float) -> None:
    assert litres in values(text, "count", "stoma_output")


def test_what_is_drunk_is_no_flow_of_the_stoma() -> None:
    assert values("avec ma poche je bois 2 litres d'eau", "count", "stoma_output") == []


def test_a_temperature_is_no_count_of_stools() -> None:
    text = "Une selle par jour en temps normal, là j'en fais six depuis hier, 37 pile"
    assert max(values(text, "count", "stools")) == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Elle vomit depuis hier. Au moins huit fois.", ("vomits", 8)),
        ("Il vomit. J'ai compté : neuf fois depuis minuit.", ("vomits", 9)),
        ("Dix fois qu'il remplit la bassine", ("vomits", 10)),
    ],
)
def test_a_count_told_in_its_own_sentence_is_of_what_was_told_before(
    text: str, expected: tuple[str, int]
) -> None:
    assert expected in counts(text)


def test_a_count_of_tablets_is_none_of_vomiting() -> None:
    assert counts("Je vomis un peu. Deux fois du Zophren, ça passe.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "sous chimio, j'ai fini la journée sans vomir une seule fois",
        "elle a tenu sans avoir vomi même une fois",
    ],
)
def test_what_never_happened_once_is_no_count_of_one(text: str) -> None:
    assert not values(text, "count", "vomits")


@pytest.mark.parametrize(
    "text",
    [
        "je ne peux rien avaler sans vomir, six fois ce matin",
        "pas un jour sans vomir, six fois par jour",
    ],
)
def test_a_count_beside_never_without_vomiting_is_kept(text: str) -> None:
    assert values(text, "count", "vomits") == [6]
