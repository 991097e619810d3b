"""The few Twilio documents we answer with. Never an empty one on the telephone, never a loop without an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # only written, never read

LANGUAGE, VOICE = "fr-FR", "Polly.Lea"
_HEARING_SECONDS = "7"
_END_OF_SPEECH_SECONDS = "2"  # « auto » is refused without a specific model
_RINGING_SECONDS = "25"
EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on the telephone: what to say, where the answer goes, and what if nothing ever comes."""

    said: Sequence[str]
    action: str
    goodbye: str
    one_digit: bool = False


def ask(asking: Asking, *, before: Sequence[str] = ()) -> str:
    """Prompts are inside the Gather, so that a hurried caller can interrupt them by key or voice."""
    response = ET.Element("Response")
    _say(response, before)
    attributes = {
        "input": "speech dtmf",
        "language": LANGUAGE,
        "speechModel": "phone_call",
        "speechTimeout": _END_OF_SPEECH_SECONDS,
        "timeout": _HEARING_SECONDS,
        "finishOnKey": "#",
        "action": asking.action,
        "method": "POST",
        "actionOnEmptyResult": "true",
    }
    if asking.one_digit:
        attributes["numDigits"] = "1"
    _say(ET.SubElement(response, "Gather", attributes), asking.said)
    _say(response, [asking.goodbye])
    ET.SubElement(response, "Hangup")
    return _document(response)


def dial(said: Sequence[str], number: str, action: str, fallback: str) -> str:
    """`action` is told how the transfer went; the fallback is heard if Twilio cannot even ask there."""
    response = ET.Element("Response")
    _say(response, said)
    attributes = {"timeout": _RINGING_SECONDS, "action": action, "method": "POST"}
    ET.SubElement(ET.SubElement(response, "Dial", attributes), "Number").text = number
    _say(response, [fallback])
    return _document(response)


def hang_up(said: Sequence[str]) -> str:
    response = ET.Element("Response")
    _say(response, said)
    ET.SubElement(response, "Hangup")
    return _document(response)


def texts(bodies: Sequence[str]) -> str:
    """Answer a written message; no body at all is a valid way to say nothing yet."""
    response = ET.Element("Response")
    for body in bodies:
        ET.SubElement(ET.SubElement(response, "Message"), "Body").text = _legal(body)
    return _document(response)


def _say(parent: ET.Element, said: Sequence[str]) -> None:
    for sentence in said:
        if sentence.strip():
            say = ET.SubElement(parent, "Say", {"language": LANGUAGE, "voice": VOICE})
            say.text = _legal(sentence)


def _legal(text: str) -> str:
    """XML has no place for control characters, escaped or not."""
    return "".join(char for char in text if char >= " " or char in "\n\t")


def _document(response: ET.Element) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>' + ET.tostring(response, encoding="unicode")
