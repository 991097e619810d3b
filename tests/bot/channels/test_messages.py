"""SMS and WhatsApp through Twilio."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.channels import messages_in
from bot.channels.twilio_sending import TwilioSender
from bot.console.acts import Member, say
from bot.engine_port import Saying
from bot.messages import Button, OutgoingMessage
from care.conversations import store
from care.storage.conversations import Contact, Conversation, Outgoing
from tests.bot.channels.conftest import Door, MakeDoor, read_twiml
from tests.bot.fakes import FakeEngine

pytestmark = pytest.mark.anyio

PATH = "/webhooks/twilio/messages"


class Choices(FakeEngine):
    async def say(self, saying: Saying) -> list[OutgoingMessage]:
        await super().say(saying)
        buttons = [Button(title=f"Ville {n}", payload=f"/inform{n}") for n in (1, 2, 3)]
        return [OutgoingMessage(text="Quelle ville ? **Répondez** vite.", buttons=buttons)]


async def send(
    at: Door, body: str, sid: str = "SM1", sender: str = "+33465718811", **more: str
) -> list[str]:
    fields = {"MessageSid": sid, "From": sender, "Body": body, "NumMedia": "0", **more}
    document = read_twiml(await at.twilio(PATH, fields))
    return [body.text or "" for body in document.iter("Body")]


async def test_a_first_sms_is_told_what_this_is_then_answered(door: MakeDoor) -> None:
    at = door()
    first = "\n".join(await send(at, "je cherche une psychologue"))
    assert "ne remplace pas le 15" in first
    assert "recu : je cherche une psychologue" in first
    assert "ne remplace pas" not in "\n".join(await send(at, "à Toulon", "SM2"))
    assert len(at.rows(Conversation)) == 1


async def test_options_are_numbered_and_a_number_picks_one(door: MakeDoor) -> None:
    engine = Choices()
    at = door(engine)
    shown = "\n".join(await send(at, "un kiné"))
    assert "2 : Ville 2" in shown
    assert "*" not in shown
    await send(at, " 2. ", "SM2")
    await send(at, "13120", "SM3")
    await send(at, "7", "SM4")
    assert [saying.text for saying in engine.heard] == ["un kiné", "/inform2", "13120", "7"]


async def test_the_same_message_twice_is_taken_once_and_answered_the_same(door: MakeDoor) -> None:
    engine = FakeEngine()
    at = door(engine)
    answers = await asyncio.gather(*(send(at, "bonjour à vous", "SM7") for _ in range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert len(engine.heard) == 1


async def test_whatsapp_is_another_conversation_with_its_own_bold(door: MakeDoor) -> None:
    at = door(Choices())
    await send(at, "un kiné")
    shown = "\n".join(await send(at, "un kiné", "SM2", "whatsapp:+33465718811"))
    assert "*Répondez*" in shown
    assert {row.channel for row in at.rows(Conversation)} == {"sms", "whatsapp"}
    assert {row.value for row in at.rows(Contact)} == {"+33465718811"}


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        ({"NumMedia": "1", "MediaContentType0": "image/jpeg"}, "[photo]"),
        ({"NumMedia": "1", "MediaContentType0": "audio/ogg"}, "[message vocal]"),
        ({"NumMedia": "1", "MediaContentType0": "application/pdf"}, "[fichier]"),
        ({"Latitude": "43.4", "Longitude": "5.4"}, "[position]"),
    ],
)
async def test_what_cannot_be_read_is_answered_and_shown_to_the_team(
    door: MakeDoor, more: dict[str, str], seen: str
) -> None:
    at = door()
    answer = "\n".join(await send(at, "", **more))
    assert "15" in answer
    assert at.transcript("caller") == [seen]


async def test_a_red_caption_is_answered_before_its_picture(door: MakeDoor) -> None:
    at = door()
    more = {"NumMedia": "1", "MediaContentType0": "image/png"}
    answer = await send(at, "mes jambes ne répondent plus", **more)
    assert answer[0].startswith("Appelez le 15")
    assert at.transcript("caller") == ["mes jambes ne répondent plus", "[photo]"]


async def test_stop_stops_what_we_push_until_they_write_again(door: MakeDoor) -> None:
    engine = FakeEngine()
    at = door(engine)
    await send(at, "bonjour, j'attends un appel")
    team_says(at, "Nous vous appelons demain.")
    assert "plus de message" in "".join(await send(at, "STOP", "SM2"))
    assert at.rows(Outgoing) == []
    team_says(at, "Encore nous.")
    outbox = at.outbox()
    await outbox.drain()
    assert outbox.twilio.sent == []
    assert len(engine.heard) == 1
    await send(at, "me revoilà", "SM3")
    team_says(at, "Bonjour.")
    await outbox.drain()
    assert [each["Body"] for each in outbox.twilio.sent] == ["Bonjour."]


async def test_an_answer_too_late_for_the_reply_is_pushed(door: MakeDoor, monkeypatch: Any) -> None:
    monkeypatch.setattr(messages_in, "PATIENCE_SECONDS", 0.05)
    at = door(FakeEngine(delay=0.4))
    assert await send(at, "bonjour, une question") == []
    await asyncio.sleep(0.8)
    outbox = at.outbox()
    await outbox.drain()
    pushed = "\n".join(each["Body"] for each in outbox.twilio.sent)
    assert "recu : bonjour, une question" in pushed
    assert await send(at, "bonjour, une question") == []


async def test_long_answers_stay_within_three_short_messages(door: MakeDoor) -> None:
    class Long(FakeEngine):
        async def say(self, _: Saying) -> list[OutgoingMessage]:
            lines = [
                f"**{n}.** Centre d'exemple n° {n}, à Gardanne, {n} km, 04 65 71 00 0{n % 9}"
                for n in range(1, 31)
            ]
            return [OutgoingMessage(text="Voici les réponses :\n" + "\n".join(lines))]

    bodies = await send(door(Long()), "une diététicienne")
    assert 1 <= len(bodies) <= 3
    assert all(len(body) <= 459 for body in bodies)
    assert "1. Centre d'exemple" in bodies[-1] or "1. Centre d'exemple" in bodies[0]
    assert "https://relais.exemple.fr" in "".join(bodies)


async def test_an_erased_conversation_is_followed_by_a_new_one(door: MakeDoor) -> None:
    at = door()
    await send(at, "première demande")
    await at.house.keeper.erase(at.rows(Conversation)[0].id)
    assert await send(at, "première demande") == []
    await send(at, "seconde demande", "SM2")
    assert [row.erased_at is None for row in at.rows(Conversation)] == [False, True]
    assert "première demande" not in at.transcript()


def team_says(at: Door, text: str) -> None:
    member = Member("idec", "1", "Une", at.house.clock.now())
    with at.house.database.session() as session:
        conversation = store.conversation_of_contact(session, kind="sms", value="+33465718811")
        assert conversation is not None
        say(session, conversation, text, member)


def test_a_sender_speaks_to_the_server_of_the_settings_with_twilios_own_client(
    door: MakeDoor,
) -> None:
    from tests.bot.channels.twilio_rest import RestFake

    at = door()
    fake = RestFake()
    sender = TwilioSender(at.house.settings, at.words, "whatsapp", http_client=lambda: fake)
    asyncio.run(sender.send("+33465718811", {"text": "Bonjour."}))
    assert fake.sent == [
        {"To": "whatsapp:+33465718811", "From": "whatsapp:+33465710000", "Body": "Bonjour."}
    ]
    assert fake.urls == ["https://api.twilio.com/2010-04-01/Accounts/AC0000/Messages.json"]
