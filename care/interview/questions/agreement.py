"""Yes or no, read by a closed and negation-aware reading: no act rests on the language model's word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from care.interview.case import Case
from care.interview.say import Option, Say
from care.understanding.answers import YesNo, read_yes_no
from care.understanding.normalise import normalise

_FEW_WORDS = 8
_TURNED_ROUND = re.compile(
    r"\b(avant|apres|abord|pourquoi|comment|est ce|pas|non|ne|n|sans|mais|plutot"
    r"|gard\w*|finalement|attend\w*|surtout|si|quand|jamais)\b"
)


@dataclass(frozen=True)
class Agreement:
    """Stores True or False. « Je ne sais pas » counts as no where `unsure_is_no`, else it is asked again."""

    slot: str
    yes: str = "Oui"
    no: str = "Non"
    unsure_is_no: bool = False
    act: str = ""  # words that say the act itself: « oui, annulez » to « annuler ? »
    free: bool = False

    def ask(self, case: Case) -> Say:
        options = [Option(self.yes, "yes"), Option(self.no, "no")]
        return case.worded(
            case.text(f"ask_{self.slot}", **_values(case)), options={self.slot: options}
        )

    def hear(self, case: Case) -> bool:
        picked = case.turn.picked(self.slot)
        if picked in {"yes", "no"}:
            case.put(self.slot, picked == "yes")
            return True
        read = YesNo.NEITHER
        if not case.turn.choice:
            read = read_yes_no(case.turn.text, strict=bool(self.act))
        if read is YesNo.NEITHER and self._says_the_act(case.turn.text):
            read = YesNo.YES
        if read is YesNo.UNSURE and self.unsure_is_no:
            read = YesNo.NO
        if read not in {YesNo.YES, YesNo.NO}:
            return False
        case.put(self.slot, read is YesNo.YES)
        return True

    def _says_the_act(self, text: str) -> bool:
        """The act named in a few words, with nothing among them that could turn it round, and no question."""
        plain = normalise(text)
        if "?" in text or len(plain.split()) > _FEW_WORDS:
            return False
        return bool(self.act and re.search(self.act, plain) and not _TURNED_ROUND.search(plain))


def _values(case: Case) -> dict[str, object]:
    return {"appointment": case.answer("appointment_text") or ""}


AGREEMENTS = (
    Agreement("prescription", no="Pas encore", unsure_is_no=True),
    Agreement("treatment_ongoing", yes="Oui, il continue", no="Non, il est terminé"),
    Agreement("cancel_confirm", yes="Oui, annuler", no="Non, le garder", act=r"\bannul"),
    Agreement("erase_confirm", yes="Oui, effacer", no="Non, garder", act=r"\b(effac|supprim)"),
)
