"""The sentences of the interview, and what the engine knows of its questions."""

from __future__ import annotations

import re
import string
from typing import Any

import yaml

from care.content import DATA
from care.interview.plans import OPENS_A_REQUEST, PLANS
from care.interview.questions import QUESTIONS
from care.interview.say import load_replies
from care.settings import ROOT

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))


def sentences() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, sentence in load_replies().sentences.items():
        if isinstance(sentence, str):
            found[key] = sentence
        else:
            found[key] = sentence.lay
            found[f"{key} (pro)"] = sentence.pro or sentence.lay
    return found


def test_every_sentence_can_be_filled() -> None:
    for text in sentences().values():
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        assert all(re.fullmatch(r"[a-z_]+", name) for name in names)
        assert text.format(**dict.fromkeys(names, "x")).strip()


def test_every_key_the_code_says_exists() -> None:
    said = re.compile(r"""(?:case\.say|case\.text)\(\s*"([a-z_]+)\"""")
    known = load_replies().sentences
    for path in (ROOT / "care" / "interview").rglob("*.py"):
        for key in said.findall(path.read_text(encoding="utf-8")):
            assert key in known, f"{path.name}: {key}"


def test_every_question_has_its_sentence_slot_and_action_in_the_domain() -> None:
    for slot in QUESTIONS:
        assert slot in DOMAIN["slots"], slot
        assert slot in DOMAIN["forms"]["request_form"]["required_slots"], slot
        assert f"action_ask_request_form_{slot}" in DOMAIN["actions"], slot


def test_the_domain_holds_no_slot_nobody_asks() -> None:
    assert set(DOMAIN["forms"]["request_form"]["required_slots"]) == set(QUESTIONS)
    assert set(DOMAIN["slots"]) == set(QUESTIONS) | {"interview_open"}


def test_every_purpose_of_the_contract_has_a_plan_and_a_name() -> None:
    moves = {
        "greet", "goodbye", "thank", "affirm", "deny", "talk_to_human", "ask_capabilities", "inform", "restart",
        "repeat", "out_of_scope",
    }  # fmt: skip
    purposes = set(DOMAIN["intents"]) - moves - {"vital_emergency"}
    assert purposes <= set(PLANS)
    assert all(f"purpose_{purpose}" in load_replies().sentences for purpose in PLANS)
    assert set(PLANS) >= OPENS_A_REQUEST


def test_every_action_of_the_domain_is_one_the_action_server_has() -> None:
    from actions.registry import build_actions

    class NoDesk:
        def __getattr__(self, _name: str) -> Any:
            return lambda *_arguments: None

    served = {action.name() for action in build_actions(NoDesk())}  # type: ignore[arg-type]
    assert set(DOMAIN["actions"]) == served


def test_the_sentences_file_says_who_answers_for_it() -> None:
    meta = yaml.safe_load((DATA / "replies" / "interview.yml").read_text(encoding="utf-8"))["meta"]
    assert meta["owner"]
    assert meta["source"]
    assert meta["reviewed"]
