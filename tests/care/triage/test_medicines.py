"""Rule R11: the next dose is held for a closed list only, and never for what must not be stopped."""

from __future__ import annotations

import pytest

from bot.cli.evaluate_triage import TODAY
from care.triage import assess, load_protocols
from care.triage.medicines import load_medicines
from care.understanding.reading import read_message

HOLD = "prochaine prise"


def said(text: str, caller: str = "patient") -> str:
    facts = read_message(text, now=TODAY).facts
    found = assess(facts, caller=caller, now=TODAY, protocols=load_protocols(), text=text)
    return " ".join(found.actions_lay if caller == "patient" else found.actions_pro)


@pytest.mark.parametrize(
    "text",
    [
        "je prends du Xeloda et j'ai 38,5",
        "sous capécitabine, diarrhée 8 fois par jour",
        "je suis sous ibrance, j'ai 38,4",
        "lynparza, je vomis 4 fois par jour",
        "sous sunitinib, mains et pieds douloureux avec cloques",
        "mekinist et tafinlar, 38,6 ce soir",
    ],
)
def test_the_next_dose_of_a_listed_drug_waits_for_the_advice(text: str) -> None:
    assert HOLD in said(text)
    assert HOLD in said(text, caller="gp")


@pytest.mark.parametrize(
    "text",
    [
        "sous dexaméthasone, j'ai 38,5",
        "je prends de l'eliquis et je saigne du nez depuis 20 minutes",
        "sous ruxolitinib (jakavi), 38,5",
        "sous keppra, convulsion",
        "sous morphine, il dort tout le temps",
        "chimio docétaxel il y a 8 jours, 38,5",
        "sous imatinib, diarrhée 8 fois par jour",
        "tamoxifène et mollet gonflé",
        "je prends du Xeloda et j'ai une jambe gonflée",
    ],
)
def test_nothing_is_said_of_any_other_drug_or_trouble(text: str) -> None:
    assert HOLD not in said(text)
    assert HOLD not in said(text, caller="gp")


def test_the_list_and_the_exclusions_share_nothing() -> None:
    file = load_medicines()
    allowed = {name for line in file.allowed for name in line.classes}
    assert not allowed & set(file.excluded)
    assert all(motive in file.motives for line in file.allowed for motive in line.motives)
    groups = set(load_protocols().groups)
    assert {group for each in file.motives.values() for group in each} <= groups
