"""Somebody on the line, and an engine that follows a script."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from bot.channels.voice import PATH
from bot.engine_port import Saying
from bot.messages import Button, OutgoingMessage
from tests.bot.channels.conftest import Door, read_twiml, said
from tests.bot.fakes import FakeEngine


class Script(FakeEngine):
    """Answers from a list, whatever is said."""

    def __init__(self, *answers: OutgoingMessage) -> None:
        super().__init__()
        self.answers = list(answers)

    async def say(self, saying: Saying) -> list[OutgoingMessage]:
        await super().say(saying)
        return [self.answers.pop(0)]


def question(text: str, **titles: str) -> OutgoingMessage:
    return OutgoingMessage(
        text=text,
        buttons=[Button(title=title, payload=payload) for payload, title in titles.items()],
    )


class Phone:
    """Somebody on the line: follows whatever address the last document gives."""

    def __init__(self, door: Door, call: str = "CA77") -> None:
        self.door = door
        self.call = call
        self.path = PATH
        self.document: ET.Element = ET.Element("nothing")

    async def ring(self, **fields: str) -> str:
        whole = {"CallSid": self.call, "From": "+33465718811", "To": "+33465710000", **fields}
        self.document = read_twiml(await self.door.twilio(self.path, whole))
        follow = self.document.find(".//*[@action]")
        if follow is not None:
            action = urlsplit(follow.attrib["action"])
            self.path = f"{action.path}?{action.query}"
        return said(self.document)

    async def press(self, digits: str) -> str:
        return await self.ring(Digits=digits)

    async def say(self, speech: str) -> str:
        return await self.ring(SpeechResult=speech, Confidence="0.9")

    @property
    def dialled(self) -> str | None:
        return self.document.findtext(".//Number")
