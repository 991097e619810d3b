"""The training sentences and the evaluation messages, as plain lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "data" / "nlu"
HERE = Path(__file__).parent
EVALUATION = (HERE / "evaluation.yml", *sorted(HERE.glob("blind_*.yml")))

PURPOSES = frozenset(
    [
        "report_suspicion",
        "report_complication",
        "vital_emergency",
        "ask_advice",
        "get_practice_sheet",
        "book_oncology",
        "find_support_care",
        "book_after_cancer",
        "find_caregiver_support",
        "refer_complex_case",
        "report_no_gp",
        "reschedule_appointment",
        "cancel_appointment",
        "check_request",
        "give_feedback",
        "delete_my_data",
    ]
)
MOVES = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "talk_to_human",
        "ask_capabilities",
        "inform",
        "restart",
        "repeat",
    ]
)
EVERYTHING = PURPOSES | MOVES | {"out_of_scope"}


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    intent: str
    style: str = ""
    caller: str = ""


def training_sentences() -> list[Sentence]:
    found: list[Sentence] = []
    for file in sorted(TRAINING.glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = [line.strip() for line in block["examples"].splitlines() if line.strip()]
            found += [Sentence(line.removeprefix("- "), block["intent"]) for line in lines]
    return found


def evaluation_messages() -> list[Sentence]:
    """Of every file put aside: ours, and the blind ones written by others."""
    return [message for file in EVALUATION for message in messages_of(file)]


def messages_of(file: Path) -> list[Sentence]:
    by_intent = yaml.safe_load(file.read_text(encoding="utf-8"))["messages"]
    return [
        Sentence(message["text"], intent, message["style"], message["caller"])
        for intent, messages in by_intent.items()
        for message in messages
    ]
