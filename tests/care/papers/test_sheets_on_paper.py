"""Each sheet as a PDF: one page, in French, with text that can be searched and copied."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from care.papers.a4 import DoesNotFit, Paper, Part, as_pdf, size_of_text
from care.papers.sheet import TO_CHECK, paper_of, sheet_pdf
from care.triage.sheets import Sheet, all_sheets, sheet_named

PHONE = "04 65 71 00 00"
SMALLEST = 9.0


def read(body: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(body))


def text_of(body: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read(body).pages))


@pytest.mark.parametrize("sheet", all_sheets(), ids=lambda sheet: sheet.id)
def test_each_sheet_holds_on_one_page_in_readable_type(sheet: Sheet) -> None:
    assert size_of_text(paper_of(sheet, phone=PHONE)) >= SMALLEST
    assert len(read(sheet_pdf(sheet, PHONE)).pages) == 1


@pytest.mark.parametrize("sheet", all_sheets(), ids=lambda sheet: sheet.id)
def test_each_sheet_keeps_every_line_its_accents_and_its_signs(sheet: Sheet) -> None:
    text = text_of(sheet_pdf(sheet, PHONE))
    lines = (sheet.title, *sheet.recognise, *sheet.do_now, *sheet.doses, *sheet.avoid, *sheet.call)
    for line in lines:
        assert re.sub(r"\s+", " ", line.replace("₂", "2")) in text, line
    assert PHONE in text
    assert "non validée" in text


def test_the_document_says_its_language_and_its_title() -> None:
    sheet = sheet_named("neutropenie_febrile")
    assert sheet is not None
    document = read(sheet_pdf(sheet, PHONE))
    assert document.trailer["/Root"]["/Lang"] == "fr-FR"
    assert document.metadata is not None
    assert document.metadata.title == sheet.title


def test_doses_are_marked_to_be_checked() -> None:
    sheet = sheet_named("anaphylaxie")
    assert sheet is not None
    assert TO_CHECK in text_of(sheet_pdf(sheet, PHONE))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    paper = paper_of(all_sheets()[0], phone=PHONE)
    assert as_pdf(paper) == as_pdf(paper)


def test_signs_of_comparison_and_degrees_are_kept() -> None:
    paper = Paper("Seuils ≥ 38,0 °C", "« œdème » : PAS ≤ 100 ± 5 µmol — n° 1", (), "pied")
    assert "Seuils ≥ 38,0 °C « œdème » : PAS ≤ 100 ± 5 µmol — n° 1" in text_of(as_pdf(paper))


def test_what_looks_like_markup_is_only_text() -> None:
    paper = Paper("<b>A</b> & <img src='x'>", "", (Part("p", ("<para> 1 < 2",)),), "pied")
    text = text_of(as_pdf(paper))
    assert "<b>A</b> & <img src='x'>" in text
    assert "<para> 1 < 2" in text


def test_what_is_too_long_for_a_page_is_refused_rather_than_cut() -> None:
    long = Paper("Trop long", "", (Part("p", ("une ligne " * 40,) * 60),), "pied")
    with pytest.raises(DoesNotFit):
        as_pdf(long)
