"""Who is calling and how to reach them."""

from __future__ import annotations

from sqlalchemy import select

from care.followup.asking import follow_up_replies
from care.interview.case import Case
from care.interview.say import Option, Say
from care.people import identify
from care.storage.conversations import Contact
from care.understanding.answers import YesNo, digits_in, read_yes_no
from care.understanding.rpps import read_rpps

PHONE_MASK = "[téléphone]"
_NO_RPPS = (
    "pas de rpps",
    "pas mon rpps",
    "sans rpps",
    "pas sur moi",
    "je l'ai pas",
    "je ne l'ai pas",
)


class Rpps:
    """The professional's register number. A right key outside the register counts as declared."""

    slot = "rpps"
    free = False

    def ask(self, case: Case) -> Say:
        return case.worded(
            case.text("ask_rpps"), options={self.slot: [Option("Je ne l'ai pas", "none")]}
        )

    def hear(self, case: Case) -> bool:
        lowered = case.turn.text.lower()
        if case.turn.picked(self.slot) == "none" or any(words in lowered for words in _NO_RPPS):
            self._declare_without_number(case)
            return True
        number = read_rpps(case.turn.text)
        if number is None:
            return self._explain(case)
        found = identify(case.session, number)
        if found.status == "invalid":
            case.say("rpps_wrong_key")
            return True
        case.put(self.slot, number)
        case.put("rpps_status", found.status)
        if case.request is not None:
            case.request.rpps = number
            case.request.rpps_status = found.status
        if found.status == "registered":
            case.say("rpps_registered", name=found.name, commune=found.commune)
        else:
            case.say("rpps_declared")
        return True

    def _declare_without_number(self, case: Case) -> None:
        case.put(self.slot, "none")
        case.put("rpps_status", "declared")
        if case.request is not None:
            case.request.rpps_status = "declared"
        case.say("rpps_none")

    def _explain(self, case: Case) -> bool:
        """Say what is wrong with a number that is not eleven digits; anything else is not an answer."""
        count = len(digits_in(case.turn.text))
        if count < 5:
            return False
        case.say("rpps_wrong_length", count=count)
        return True


def read_back(case: Case) -> None:
    """Say how the number ends, so that a wrong one is seen; the whole number never enters the transcript."""
    query = select(Contact.value).where(
        Contact.conversation_id == case.conversation.id, Contact.kind == "callback"
    )
    number = case.session.scalars(query).first()
    if number is None:
        return
    digits = "".join(sign for sign in number if sign.isdigit())[-4:]
    ending = f"{digits[:2]} {digits[2:]}"
    text = follow_up_replies().text("number_read_back", ending=ending)
    case.said.append(case.worded(text))
    if case.request is not None:
        case.request.answers = {**case.request.answers, "callback_read_back": True}


class CallbackNumber:
    """Where to call back. The number itself was put in the protected contact before the text was masked."""

    slot = "callback_number"
    free = False

    def ask(self, case: Case) -> Say:
        if self._channel_number(case):
            options = [Option("Sur ce numéro", "same"), Option("Un autre numéro", "other")]
            return case.worded(case.text("ask_callback_same"), options={self.slot: options})
        return case.worded(case.text("ask_callback_number"))

    def hear(self, case: Case) -> bool:
        known = self._channel_number(case)
        picked = case.turn.picked(self.slot)
        if picked == "other":
            case.put("callback_other", True)
            return True
        if PHONE_MASK in case.turn.text and self._stored(case):
            self._give(case)
            return True
        agreed = picked == "same" or (
            not case.turn.choice and read_yes_no(case.turn.text) is YesNo.YES
        )
        if known and agreed:
            self._keep(case, known)
            return True
        if len(digits_in(case.turn.text)) >= 4:
            case.say("callback_wrong")
            return True
        return False

    def _channel_number(self, case: Case) -> str | None:
        if case.answer("callback_other"):
            return None
        kinds = ("callback", "voice", "sms", "whatsapp")
        query = select(Contact.value).where(
            Contact.conversation_id == case.conversation.id, Contact.kind.in_(kinds)
        )
        return case.session.scalars(query).first()

    def _stored(self, case: Case) -> bool:
        query = select(Contact.id).where(
            Contact.conversation_id == case.conversation.id, Contact.kind == "callback"
        )
        return case.session.scalars(query).first() is not None

    def _give(self, case: Case) -> None:
        """One number serves every purpose that waits for it: it is never asked twice."""
        case.put(self.slot, "given")
        read_back(case)
        for waiting in case.threads.stack:
            waiting.answers[self.slot] = "given"

    def _keep(self, case: Case, number: str) -> None:
        if not self._stored(case):
            case.session.add(
                Contact(
                    conversation_id=case.conversation.id,
                    kind="callback",
                    value=number,
                    created_at=case.now,
                )
            )
        self._give(case)


CONTACT = (Rpps(), CallbackNumber())
