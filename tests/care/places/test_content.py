from __future__ import annotations

from care.places import PlaceIndex, content
from care.places.spelling import key_of


def test_every_usual_name_leads_to_an_existing_commune(places: PlaceIndex) -> None:
    names = content.names()
    for insee in (*names.usual, *(code for codes in names.ambiguous.values() for code in codes)):
        assert places.by_insee(insee) is not None, insee


def test_usual_names_are_read_as_written(places: PlaceIndex) -> None:
    for insee, spoken in content.names().usual.items():
        for name in spoken:
            reading = places.read(name)
            assert reading.place is not None, name
            assert reading.place.insee == insee, name


def test_no_word_that_is_never_a_place_is_a_commune(rows: list[dict[str, str]]) -> None:
    assert {key_of(row["nom"]) for row in rows}.isdisjoint(content.words().never)


def test_words_are_written_as_they_are_compared() -> None:
    words = content.words()
    for word in (*words.before, *words.never, *words.also_words, *words.mostly_words):
        assert word == key_of(word) or "s'il" in word, word


def test_every_quarter_leads_to_an_existing_district(places: PlaceIndex) -> None:
    for city, districts in content.quarters().beside.items():
        for insee, names in districts.items():
            for name in names:
                reading = places.read(f"{name}, à {city}")
                found = (reading.place, *reading.suggestions)
                assert insee in {place.insee for place in found if place}, name


def test_every_file_of_the_folder_says_where_it_comes_from() -> None:
    said = (content.FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")
    for path in content.FOLDER.iterdir():
        assert path.name in said or path.name in ("PROVENANCE.md", "communes.yml"), path.name
