"""Clauses and sentences that do not tell how the patient is now are set aside, and nothing else is."""

from __future__ import annotations

import pytest

from care.understanding.facts import Status
from care.understanding.reading import read_message
from tests.care.understanding.reading_help import NOW

_SIGNS = frozenset({"symptom", "finding", "temperature", "count", "lab", "vital"})
_CURRENT = frozenset({Status.AFFIRMED, Status.UNCERTAIN})


def current(text: str) -> set[str]:
    """The signs and measures that still count, by code or entity; words of delay left out."""
    facts = read_message(text, now=NOW).facts
    said = {
        fact.code or fact.entity
        for fact in facts
        if fact.entity in _SIGNS and fact.status in _CURRENT
    }
    return said - {"onset_word", "good_state", "first_cycle", "cancer_history", "common_cold"}


@pytest.mark.parametrize(
    "text",
    [
        "La semaine dernière j'ai eu 39,5, on m'a donné des antibiotiques, tout est rentré dans l'ordre.",
        "J'ai eu des vertiges la semaine dernière mais ça a complètement disparu. Je suis sous létrozole.",
        "Lors de ma première cure j'avais vomi dix fois par jour. Cette fois rien du tout.",
        "À la deuxième cure j'avais été hospitalisée pour une fièvre, tout est rentré dans l'ordre.",
        "La diarrhée dont j'avais parlé est réglée depuis dix jours, tout est normal.",
        "J'ai fini la radiothérapie il y a cinq mois, les brûlures et la toux de l'époque ont disparu.",
        "J'avais perdu huit kilos pendant les rayons il y a deux ans, je les ai repris et je suis stable.",
    ],
)
def test_what_was_long_ago_and_is_over_is_past(text: str) -> None:
    assert current(text) <= {"antibiotic"}


@pytest.mark.parametrize(
    "text",
    [
        "Je suis sous chimio. Si un jour ma température montait à 39 avec des frissons, qui dois-je appeler ?",
        "On m'a dit d'appeler en cas de fièvre au-dessus de 38, de frissons ou d'essoufflement.",
        "Imaginons que je me mette à saigner du nez pendant la chimio, que faire ?",
        "Ma première chimio est lundi prochain. Si un soir je me retrouve à 38,5, j'appelle qui ?",
        "Je sais qu'un malaise peut arriver, il n'en a pas eu.",
        "En lisant la notice de l'olaparib, je vois saignements, infections graves, essoufflement, c'est fréquent ?",
    ],
)
def test_what_is_only_supposed_is_hypothetical(text: str) -> None:
    assert current(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ma sœur, qui vit à Lyon, a 40 de fièvre, ça me met en retard pour ma chimio de demain.",
        "Le voisin de chambre de mon mari crachait du sang, ça l'a beaucoup choqué.",
        "Les gaz passent. L'occlusion, c'était son père.",
        "C'est mon père qui est sous Préviscan et qui saigne du nez, moi je ne prends rien.",
        "Son frère a eu une rétention aiguë, lui jamais.",
        "La grippe à 39 c'est moi, j'appelle de mon lit. Ma femme a eu sa chimio il y a neuf jours.",
        "Je sens une boule dans le sein. Ma sœur a eu un cancer du sein et a fini paralysée des jambes.",
    ],
)
def test_what_somebody_else_has_is_not_the_patients(text: str) -> None:
    assert current(text) <= {"breast_lump", "generic_mass", "sein"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("La semaine dernière j'avais eu 38,5, c'était passé, et ce matin 39.", "temperature"),
        (
            "À ma première cure j'avais eu de la fièvre, rien de grave. Cette fois j'ai 38,9.",
            "temperature",
        ),
        (
            "J'avais été hospitalisée pour une fièvre, c'était rentré dans l'ordre. Là, jour 9, 38,6.",
            "temperature",
        ),
        (
            "Mon mari a 39 et il tremble. Sa chimio était jeudi. Moi je prends du paracétamol.",
            "temperature",
        ),
        ("Ma femme a pris ma température : 39. Je suis sous FOLFOX.", "temperature"),
        ("On m'a dit d'appeler en cas de fièvre, j'ai 39, chimio mardi dernier.", "temperature"),
        (
            "Si j'ai bien compris la notice il faut appeler au-dessus de 38, j'ai 38,7 ce soir.",
            "temperature",
        ),
        (
            "La notice parle de saignements et c'est mon cas : je saigne du nez depuis une heure.",
            "epistaxis",
        ),
        (
            "Ma jambe avait gonflé il y a deux semaines, c'était passé, elle regonfle. Je suis essoufflé.",
            "dyspnea",
        ),
        (
            "Mon père a un cancer, je prends mon traitement pour la tension. Il vomit du sang.",
            "blood_vomit",
        ),
        (
            "Mon mari a 40. J'ai fini mon traitement l'an dernier, lui commence le sien.",
            "temperature",
        ),
        ("mon petit-fils a la varicelle, je suis sous chimio", "viral_contact"),
        ("mon fils a mangé un cachet de ma chimio", "overdose_oral"),
    ],
)
def test_a_present_sign_beside_them_still_counts(text: str, sign: str) -> None:
    assert sign in current(text)
