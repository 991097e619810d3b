from __future__ import annotations

import pytest

from care.understanding.dates import read_date_or_duration
from tests.care.understanding.reading_help import NOW, facts, values


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("il y a 4 mois", "2026-07-23", "month"),
        ("ya 4 mois", "2026-07-23", "month"),
        ("il y a un mois et demi", "2026-10-08", "month"),
        ("il y a trois semaines", "2026-11-02", "day"),
        ("en août 2026", "2026-08-01", "month"),
        ("début août", "2026-08-01", "month"),
        ("fin juin", "2026-06-30", "month"),
        ("mi-septembre", "2026-09-15", "month"),
        ("la semaine dernière", "2026-11-16", "day"),
        ("lundi", "2026-11-16", "day"),
        ("jeudi prochain", "2026-11-26", "day"),
        ("mardi en huit", "2026-12-01", "day"),
        ("le 3 décembre", "2026-12-03", "day"),
        ("12-08-2026", "2026-08-12", "day"),
        ("le 2/11", "2026-11-02", "day"),
        ("avant-hier", "2026-11-21", "day"),
        ("en 2024", "2024-01-01", "year"),
        ("août", "2026-08-01", "month"),
        ("4 mois", "2026-07-23", "month"),
        ("082026", "2026-08-01", "month"),
        ("1er septembre 2025", "2025-09-01", "day"),
        ("3 sept 2026", "2026-09-03", "day"),
        ("le 12", "2026-11-12", "day"),
        ("il y a un an", "2025-11-23", "month"),
        ("le mois dernier", "2026-10-23", "month"),
        ("2024", "2024-01-01", "year"),
        ("fini en mars", "2026-03-01", "month"),
        ("décembre", "2025-12-01", "month"),
    ],
)
def test_a_date_given_as_an_answer(text: str, day: str, precision: str) -> None:
    found = read_date_or_duration(text, NOW)
    assert found is not None
    assert (found.date.isoformat(), found.precision) == (day, precision)


@pytest.mark.parametrize(
    "text", ["je ne sais pas", "", "oui", "le 31/02/2026", "TA 9/5", "plus tard"]
)
def test_no_date_is_invented(text: str) -> None:
    assert read_date_or_duration(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("depuis 3 jours", 72),
        ("depuis 3j", 72),
        ("depuis hier soir", 13),
        ("depuis 48h", 48),
        ("depuis une semaine", 168),
        ("fièvre 3 jours", 72),
        ("ça dure depuis deux mois", 1461),
        ("depuis avant-hier", 45),
    ],
)
def test_a_duration_is_in_hours(text: str, hours: float) -> None:
    assert values(text, "duration") == [hours]


@pytest.mark.parametrize(
    ("text", "role", "days"),
    [
        ("dernière chimio lundi", "last_treatment", 7),
        ("chimio il y a 5 jours", "last_treatment", 5),
        ("j'ai eu ma perf de keytruda hier", "last_treatment", 1),
        ("j'ai fini ma radiothérapie en août 2026", "treatment_end", 114),
        ("à 10 jours de ma chimio", "last_treatment", 10),
        ("dernière cure le 12/11", "last_treatment", 11),
        ("hier j'ai eu ma chimio", "last_treatment", 1),
        ("opéré il y a 3 semaines", "last_treatment", 21),
    ],
)
def test_the_day_of_the_last_dose_is_written_on_the_treatment(
    text: str, role: str, days: int
) -> None:
    assert [fact.attributes.get("role") for fact in facts(text, "date")] == [role]
    assert facts(text, "treatment")[0].attributes["days_ago"] == days


@pytest.mark.parametrize(
    "text",
    [
        "prochaine chimio lundi",
        "sous keytruda depuis 3 mois",
        "j'ai commencé le xeloda lundi",
        "fièvre hier",
    ],
)
def test_another_day_is_not_the_last_dose(text: str) -> None:
    assert all("days_ago" not in fact.attributes for fact in facts(text, "treatment"))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("jeudi à 14h30", "14:30"),
        ("vers 9 h", "09:00"),
        ("à midi", "12:00"),
        ("14:15 ?", "14:15"),
        ("à quinze heures", "15:00"),
    ],
)
def test_a_clock_time_is_read(text: str, time: str) -> None:
    assert values(text, "time") == [time]


@pytest.mark.parametrize(
    "text", ["depuis 12 h", "toutes les 6 heures", "il y a 2h", "dans 3 heures"]
)
def test_a_length_is_no_clock_time(text: str) -> None:
    assert values(text, "time") == []
