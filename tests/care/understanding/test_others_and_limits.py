"""Ages that are not the patient's, temperatures that are only a limit, days with a slip of the finger."""

from __future__ import annotations

import pytest

from care.understanding.facts import Status
from care.understanding.slips import meant, pattern_of
from tests.care.understanding.reading_help import facts, values

_UNSAID = {Status.DENIED, Status.HYPOTHETICAL}

AGES: list[tuple[str, list[int]]] = [
    ("Je voudrais déplacer mon rendez-vous car ma fille de 20 ans se marie", []),
    ("Mon fils Léo a 14 ans, leucémie. Sa sœur de 9 ans a la varicelle", [14]),
    ("ma sœur a eu un cancer à 40 ans, moi j'en ai 52 et on m'a trouvé une boule", [52]),
    ("ma mère est morte d'un cancer du sein à 48 ans, j'ai 35 ans, je suis inquiète", [35]),
    ("ma mère est décédée à 61 ans d'un cancer, j'ai 44 ans", [44]),
    ("mon père 84 ans est sous Folfox, moi j'ai 50 ans", [84]),
    ("il a 70 ans, moi 67, je n'en peux plus", [70]),
    ("mon mari a 80 ans et moi j'en ai 78, il est sous Zytiga", [80]),
    ("je suis sous Ibrance, mon petit-fils de 3 ans a la gastro", []),
    ("mon petit-fils de 3 ans a une leucémie", [3]),
    ("mon chien de 12 ans m'a griffé, je suis sous chimio", []),
    ("mon chat a 15 ans, j'ai 60 ans", [60]),
    ("ma chimio est demain, mes enfants de 4 et 7 ans ont la grippe", []),
    ("mes deux filles de 8 et 11 ans ont la varicelle", []),
    ("patiente de 58 ans, son mari de 62 ans l'accompagne", [58]),
    ("patiente de 58 ans vit avec sa mère de 90 ans", [58]),
    ("Mme D 77 ans, sa fille (50 ans) est aidante", [77]),
    ("ma belle-mère a 79 ans elle a un cancer du pancréas, je suis sa bru", [79]),
    ("j'ai été opérée de la thyroïde à 35 ans, j'ai maintenant 61 ans", [61]),
    ("première grossesse à 28 ans, ménopausée à 50 ans, 63 ans ce jour", [63]),
    ("j'ai fait une phlébite à 30 ans et j'ai 54 ans", [54]),
    ("à 79 ans ce n'est pas sérieux de me faire attendre", [79]),
    ("à 85 ans peut-on encore faire de la chimio ?", [85]),
    ("femme de 62 ans, mère décédée à 50 ans d'un cancer du sein", [62]),
    ("homme 55 ans, fumeur depuis l'âge de 15 ans", [55]),
    ("K sein à 42 ans, récidive à 57 ans, 60 ans actuellement", [60]),
    ("mon infirmière de 30 ans m'a piquée, j'ai 71 ans", [71]),
    ("mon mari a 39 de fièvre, il a 66 ans", [66]),
    ("mon mari de 66 ans a de la fièvre", [66]),
    ("mon épouse, 58 ans, vomit ; je suis inquiet", [58]),
    ("ma mère 92 ans, mon rendez-vous avec l'oncologue est quand", []),
    ("Bonjour, ma voisine de 88 ans tousse du sang", [88]),
    ("mdae de 73 asn sous lenalidomide", [73]),
    ("74 anns", [74]),
    ("62 ams, sein", [62]),
    ("j'ai 45 anq", []),
    ("j'ai 58 piges et un cancer de la prostate", [58]),
    ("depuis 5 asn", []),
    ("née en 58", [68]),
    ("né en cinquante-six", [70]),
    ("née le 3 setpembre 1949", [77]),
    ("maman née en 51", [75]),
    ("nous avons fêté nos 50 ans de mariage", []),
    ("mes parents ont 80 ans, mon père est sous chimio", []),
    ("je suis suivie pour un lymphome, ma fille a 16 ans, peut-elle venir", []),
    ("ma fille a 16 ans, elle est suivie pour un lymphome, je suis épuisée", [16]),
    ("mon frère jumeau de 51 ans a un cancer du côlon, dois-je me faire dépister ?", [51]),
    ("j'ai 45 ans, mon père a eu un cancer du côlon à 50 ans", [45]),
    ("mon oncle de 64 ans, j'ai eu sa chimio au téléphone, sous Folfox il vomit", [64]),
    ("Mon fils de 25 ans, on m'a donné votre numéro, il a mal", [25]),
]
TEMPERATURES: list[tuple[str, list[float]]] = [
    ("on a dit si ça dépasse trente-huit il faut appeler là il est pile à trente-huit", [38]),
    ("l'hôpital lui avait donné 38,5 comme seuil pour appeler", []),
    ("le seuil c'est 38,3 et j'ai 38,1", [38.1]),
    ("seuil fixé à 38, ce matin 37,6", [37.6]),
    ("consigne : 38,5. Il a 38,7", [38.7]),
    ("limite 38 donnée par l'infirmière, là je suis à 38", [38]),
    ("on m'a dit d'appeler à 38,5", []),
    ("on m'a dit d'appeler à 38,5 et j'ai 38,6", [38.6]),
    ("je dois appeler si j'ai 38,5, j'ai 37,9", [37.9]),
    ("appeler si j'ai 38,5", []),
    ("au-dessus de 38 j'appelle, elle a 39", [39]),
    ("on m'a dit d'appeler, j'ai 38,5", [38.5]),
    ("je vous appelle, elle a 38,5", [38.5]),
    ("j'appelle j'ai 38.7", [38.7]),
    ("vous m'avez dit d'appeler si je dépasse 38 et je dépasse 38,4", [38.4]),
    ("il ne doit pas dépasser 38 et il est à 38,2", [38.2]),
    ("38,5 c'est la limite ? j'ai 38,4", [38.4]),
    ("à partir de quelle température appeler, 38 ou 38,5 ?", []),
    ("température 38,3 (seuil 38)", [38.3]),
    ("38,3 seuil dépassé", [38.3]),
    ("seuil dépassé, 38,3", [38.3]),
    ("seuil de 38 dépassé : 38,6", [38.6]),
    ("il a 38,2 donc au-dessus du seuil", [38.2]),
    ("fièvre à 38,5 dès le 20 novembre", [38.5]),
    ("si T>38,3 hospit", []),
    ("je surveille la température, pour l'instant je suis à 37", [37]),
    ("faut-il appeler à 38,2 ?", []),
    ("38 et plus il faut appeler, j'ai 37,9", [37.9]),
    ("j'ai 38,5 comme hier", [38.5]),
    ("j'ai 38,5 je vous appelle", [38.5]),
    ("38,5 je dois appeler ?", [38.5]),
    ("38,5 j'appelle", [38.5]),
    ("si plus de 38, venir. 38,4 à l'arrivée", [38.4]),
    ("il est monté à 39 puis 38", [39, 38]),
    ("elle reste à 38 malgré le doliprane, fièvre depuis hier", [38]),
    ("j'ai 40 ans et de la fièvre", []),
    ("j'ai 40 plaquettes et de la fièvre", []),
    ("j'ai de la fièvre, j'habite au 38 rue X", []),
    ("quand ça monte à 38,5 je dois prévenir ; il y a une heure 37,8", [38.5, 37.8]),
    ("la consigne est d'appeler à 38,5, or elle est à 38,8", [38.8]),
    ("mon dr ma dit si >38 jappel, la jsuis a 38.1", [38.1]),
    ("en cas de fièvre supérieure à 38,5 nous contacter", []),
    ("la fièvre a dépassé 39", [39]),
    ("la temp depasse les 39", [39]),
    ("max 38,4 cette nuit", [38.4]),
    ("maximum 38,4 hier", [38.4]),
    ("alerte 38,6 chez un patient sous FOLFOX", [38.6]),
    ("alerte fièvre 39,1", [39.1]),
    ("consigne respectée, 38,4 ce matin", [38.4]),
    ("rappeler le patient : 38,9 à domicile", [38.9]),
    ("j'ai dû appeler les urgences à 39,5 de fièvre", [39.5]),
    ("je voulais venir quand j'ai eu 39,2 cette nuit", [39.2]),
    ("rappelle car elle a encore 38,7", [38.7]),
    ("vous rappeler si besoin. T 38,6", [38.6]),
    ("appelle le 15 si 39 ; actuellement 38", [38]),
]
DAYS: list[tuple[str, list[str]]] = [
    ("radiothérapie finie en setpembre", ["2026-09-01"]),
    ("chimio le 12 novrmbre", ["2026-11-12"]),
    ("le 3 ocotbre", ["2026-10-03"]),
    ("scanner le 5 decmebre", ["2026-12-05"]),
    ("opéré en janveir", ["2026-01-01"]),
    ("le 14 fevirer", ["2026-02-14"]),
    ("rdv le 2 deceembre", ["2026-12-02"]),
    ("en juilelt", ["2026-07-01"]),
    ("fini en avirl", ["2026-04-01"]),
    ("le 4 spetembre", ["2026-09-04"]),
    ("alimta dem1", ["2026-11-24"]),
    ("rdv dem1 matin", ["2026-11-24"]),
    ("chimio aprè dem1", ["2026-11-25"]),
    ("chimio 2main", ["2026-11-24"]),
    ("fièvre depui dimanche", ["2026-11-22"]),
    ("vomi dep mardi", ["2026-11-17"]),
    ("mal dpuis lundi", ["2026-11-16"]),
    ("depius samedi", ["2026-11-21"]),
    ("chimio vendrdei dernier", ["2026-11-20"]),
    ("rdv jeuid", ["2026-11-26"]),
    ("perf mardi", ["2026-11-17"]),
    ("la cure avait commencé samedi", ["2026-11-21"]),
    ("on avait débuté jeudi", ["2026-11-19"]),
    ("nous avons commencé la chimio vendredi", ["2026-11-20"]),
    ("je commence la chimio vendredi", ["2026-11-27"]),
    ("mon mari est à l'hôpital", []),
    ("rdv de Javier", []),
    ("opération de M. Ferrier", []),
    ("depuis 5 asn", ["2021-11-23"]),
    ("dpuis 3 jours", ["2026-11-20"]),
    ("depui hier", ["2026-11-22"]),
    ("depuis septmbre", ["2026-09-01"]),
    ("dep mars 2025", ["2025-03-01"]),
    ("depui 2019", ["2019-01-01"]),
    ("née le 3 setpembre 1949", []),
    ("fini lundu", []),
    ("il est mari de", []),
    ("le dimache 22", ["2026-11-22"]),
    ("cure faite iher", ["2026-11-22"]),
]


@pytest.mark.parametrize(("text", "ages"), AGES)
def test_only_the_age_of_the_patient_counts(text: str, ages: list[int]) -> None:
    assert [f.value for f in facts(text, "age") if f.status is not Status.OTHER] == ages


@pytest.mark.parametrize(("text", "temperatures"), TEMPERATURES)
def test_a_limit_is_no_measure(text: str, temperatures: list[float]) -> None:
    said = [f.value for f in facts(text, "temperature") if f.status not in _UNSAID]
    assert said == temperatures


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_a_day_with_a_slip_is_read(text: str, days: list[str]) -> None:
    assert values(text, "date") == days


def test_the_age_of_somebody_else_says_so() -> None:
    read = facts("je suis sous Ibrance, mon petit-fils de 3 ans a la gastro", "age")
    assert [(f.value, f.status, f.attributes["of"]) for f in read] == [(3, Status.OTHER, "another")]


def test_an_age_worked_out_of_a_birth_is_marked() -> None:
    for text in ("née le 14 février 1961", "né en 1946", "née en 58"):
        assert facts(text, "age")[0].attributes["computed"] == 1


def test_a_short_word_is_never_corrected() -> None:
    table = {"mai": 5, "mars": 3, "septembre": 9}
    assert "mari" not in pattern_of(table, table).split("|")
    assert meant("setpembre", table) == 9


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("FOLFIRI bev C6", ["folfiri", "bevacizumab"]),
        ("atézo-bév", ["atezolizumab", "bevacizumab"]),
        ("Témodal concomitant de la RT", ["temozolomide", "radiotherapy"]),
        ("possible de commencer l'EC ?", ["ec"]),
        ("test RT-PCR positif", []),
        ("bâtiment RT 2012", []),
        ("FOLFOX-cetux", ["folfox", "cetuximab"]),
    ],
)
def test_clinicians_shorthand_of_treatments_is_read(text: str, codes: list[str]) -> None:
    assert [f.code for f in facts(text, "treatment")] == codes


@pytest.mark.parametrize("text", ["si ça dépasse 38", "ça monte à 39", "ça remonte à 38,5"])
def test_it_exceeds_is_no_calcium(text: str) -> None:
    assert values(text, "lab") == []


def test_a_calcium_that_moves_is_still_read() -> None:
    assert values("Ca remonte à 2,9", "lab", "calcium") == [2.9]
