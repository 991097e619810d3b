"""A call, turn by turn, mostly by keypad."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from bot.channels.voice import PATH
from care.errors import StorageUnavailable
from care.storage.conversations import Contact, Conversation, Delivery
from tests.bot.channels.conftest import MakeDoor
from tests.bot.channels.phone import Phone, Script, question
from tests.bot.fakes import FakeEngine

pytestmark = pytest.mark.anyio


async def test_the_greeting_is_french_short_and_usable_by_keypad_alone(door: MakeDoor) -> None:
    phone = Phone(door())
    heard = await phone.ring()
    gather = phone.document.find("Gather")
    assert gather is not None
    assert gather.attrib["language"] == "fr-FR"
    assert gather.attrib["input"] == "speech dtmf"
    assert gather.attrib["finishOnKey"] == "#"
    assert gather.attrib["action"].startswith("https://relais.exemple.fr/webhooks/twilio/voice?")
    assert "ne remplace pas le 15" in heard
    for key, choice in (
        (1, "suspicion"),
        (2, "complication"),
        (3, "avis"),
        (4, "support"),
        (5, "après cancer"),
    ):
        assert f"Tapez {key} pour " in heard
        assert choice in heard
    assert "Tapez 0 pour parler à une personne" in heard
    assert all(say.attrib["language"] == "fr-FR" for say in phone.document.iter("Say"))


@pytest.mark.parametrize(
    ("key", "payload"),
    [
        ("1", "/report_suspicion"),
        ("2", "/report_complication"),
        ("3", "/ask_advice"),
        ("4", "/find_support_care"),
        ("5", "/book_after_cancer"),
        ("0", "/talk_to_human"),
    ],
)
async def test_each_key_of_the_menu_starts_its_purpose(
    door: MakeDoor, key: str, payload: str
) -> None:
    engine = FakeEngine()
    phone = Phone(door(engine))
    await phone.ring()
    await phone.press(key)
    assert [saying.text for saying in engine.heard] == [payload]
    assert engine.heard[0].channel == "voice"


async def test_values_are_typed_as_themselves_and_long_numbers_are_text(door: MakeDoor) -> None:
    engine = Script(
        question("État général : OMS ?", a="0", b="1", c="2", d="3-4"),
        question("Votre numéro RPPS ?", none="Je ne l'ai pas"),
        question(
            "Deux créneaux.", s1="mer. 25 nov. 9 h 30 — Manosque", s2="jeu. 26 nov. 14 h — Gap"
        ),
        question("C'est réservé. Référence ON-7K3F-2."),
    )
    phone = Phone(door(engine))
    await phone.ring()
    heard = await phone.press("1")
    assert "Tapez 0 pour la valeur 0" in heard
    assert "Tapez 3 pour la valeur 3-4" in heard
    await phone.press("4")
    heard = await phone.press("10099999996#")
    assert "Tapez 2 pour jeudi 26 novembre 14 heures, Gap" in heard
    heard = await phone.press("2")
    assert "O N, 7 K 3 F, 2" in heard
    assert [saying.text for saying in engine.heard] == [
        "/report_suspicion",
        "d",
        "10099999996",
        "s2",
    ]


async def test_a_request_sent_twice_gets_the_same_document_and_is_taken_once(
    door: MakeDoor,
) -> None:
    engine = FakeEngine()
    phone = Phone(door(engine))
    await phone.ring()
    path = phone.path
    await phone.press("2")
    first = ET.tostring(phone.document)
    phone.path = path
    await phone.press("2")
    assert ET.tostring(phone.document) == first
    assert len(engine.heard) == 1
    assert len(phone.door.rows(Delivery)) == 2


async def test_a_driver_that_ignores_our_addresses_still_moves_forward(door: MakeDoor) -> None:
    engine = FakeEngine()
    phone = Phone(door(engine))
    for digits in ("", "1", "04100"):
        phone.path = PATH
        await phone.ring(**({"Digits": digits} if digits else {}))
    assert [saying.text for saying in engine.heard] == ["/report_suspicion", "04100"]


async def test_silence_is_asked_again_once_then_passed_on_and_never_loops(door: MakeDoor) -> None:
    engine = FakeEngine()
    phone = Phone(door(engine))
    await phone.ring()
    again = await phone.ring()
    assert "Je n'ai rien entendu" in again
    assert "Tapez 1 pour" in again
    await phone.ring()
    assert phone.dialled == "+33465710000"
    last = await phone.ring(DialCallStatus="no-answer")
    assert phone.document.find("Hangup") is not None
    assert phone.document.find("Gather") is None
    assert "04, 65, 71, 00, 00" in last
    assert engine.heard == []


async def test_a_star_says_it_again_without_asking_the_engine(door: MakeDoor) -> None:
    engine = FakeEngine()
    phone = Phone(door(engine))
    first = await phone.ring()
    assert await phone.press("*") == first
    asked = await phone.press("3")
    assert await phone.press("**") == asked
    assert len(engine.heard) == 1


async def test_a_red_sentence_names_the_15_first_then_passes_the_call_on(door: MakeDoor) -> None:
    phone = Phone(door())
    await phone.ring()
    heard = await phone.say("il ne sent plus ses jambes depuis ce matin")
    assert heard.index("15") < heard.index("astreinte")
    assert phone.document[0].tag == "Say"
    assert phone.dialled == "+33465710000"
    heard = await phone.ring(DialCallStatus="busy")
    assert "Personne n'a pu décrocher" in heard
    assert "15" in heard
    assert phone.document.find("Gather") is not None


async def test_a_red_call_goes_to_the_team_on_call_by_the_rota(door: MakeDoor) -> None:
    from care.people.sample import ensure_sample_rota

    at = door()
    with at.house.database.session() as session:
        ensure_sample_rota(session, at.house.clock.now())
    phone = Phone(at)
    await phone.say("elle ne sent plus ses jambes")
    assert phone.dialled in {"+33465711801", "+33465711802"}


async def test_a_person_is_one_key_away_at_any_moment(door: MakeDoor) -> None:
    phone = Phone(door(twilio_transfer_to="04 65 71 22 22"))
    await phone.ring()
    await phone.press("4")
    heard = await phone.press("0")
    assert phone.dialled == "+33465712222"
    assert "je vous passe l'équipe" in heard


async def test_a_conversation_held_by_the_team_is_passed_to_it(door: MakeDoor) -> None:
    phone = Phone(door())
    await phone.ring()
    with phone.door.house.database.session() as session:
        session.query(Conversation).one().held_by = "someone"
    await phone.say("j'ai une question")
    assert phone.dialled is not None


async def test_the_number_of_a_caller_is_only_in_the_contacts(door: MakeDoor) -> None:
    at = door()
    await Phone(at).ring()
    await Phone(at, "CA78").ring(From="anonymous")
    assert {(row.kind, row.value) for row in at.rows(Contact)} == {
        ("call", "CA77"),
        ("voice", "+33465718811"),
        ("call", "CA78"),
    }
    assert len(at.rows(Conversation)) == 2
    assert {row.entry for row in at.rows(Conversation)} == {"professional"}


async def test_a_booked_caller_may_move_or_cancel_by_keypad(
    door: MakeDoor, monkeypatch: Any
) -> None:
    from bot.channels import ledger

    real = ledger.state
    booked = {"appointment_ref": "ON-7K3F-2", "appointment_status": "booked"}
    monkeypatch.setattr(ledger, "state", lambda *given: real(*given).model_copy(update=booked))
    engine = Script(question("C'est réservé."), question("Annuler ?"))
    phone = Phone(door(engine))
    take = phone.door.house.turns.take

    async def with_appointment(*given: Any, **named: Any) -> Any:
        result = await take(*given, **named)
        for name, value in booked.items():
            setattr(result.state, name, value)
        return result

    monkeypatch.setattr(phone.door.house.turns, "take", with_appointment)
    await phone.ring()
    heard = await phone.press("1")
    assert "Tapez 1 pour déplacer ce rendez-vous" in heard
    await phone.press("2")
    assert engine.heard[-1].text == "/cancel_appointment"


async def test_with_the_database_away_red_is_answered_and_the_rest_is_sorry(
    door: MakeDoor, monkeypatch: Any
) -> None:
    phone = Phone(door())

    async def away(work: object) -> object:
        raise StorageUnavailable("test")

    monkeypatch.setattr(phone.door.house.storage, "read", away)
    monkeypatch.setattr(phone.door.house.storage, "write", away)
    assert "15" in await phone.say("je ne sens plus mes jambes")
    assert phone.dialled is not None
    phone.path = PATH
    heard = await phone.say("bonjour, un rendez-vous")
    assert "15" in heard
    assert phone.document.find("Hangup") is not None


async def test_a_failed_turn_is_said_in_french_and_never_empty(
    door: MakeDoor, monkeypatch: Any
) -> None:
    phone = Phone(door())
    await phone.ring()

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a surprise")

    monkeypatch.setattr(phone.door.house.turns, "take", broken)
    assert "15" in await phone.say("bonjour")


async def test_the_end_of_a_call_says_nothing_and_opens_nothing(door: MakeDoor) -> None:
    phone = Phone(door())
    assert await phone.ring(CallStatus="completed") == ""
    assert phone.door.is_untouched()
