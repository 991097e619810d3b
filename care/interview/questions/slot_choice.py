"""Choosing a time. The choice books at once: one statement decides, and the loser is shown other times."""

from __future__ import annotations

from care.booking import FreeSlot, free_slots
from care.errors import SlotTaken, SlotUnavailable
from care.french import full_moment, kilometres, short_moment
from care.interview.booking_act import take_slot, wanted_slots
from care.interview.case import Case
from care.interview.say import Option, Say
from care.understanding.answers import NONE_OF_THEM, read_choice

_SHOWN = 3
_MORE = ("autre", "d'autres", "plus tard", "suivant", "encore")


class SlotChoice:
    """Offers three times and books the one chosen. Offers nothing only by saying who calls back."""

    slot = "slot_choice"
    free = False

    def ask(self, case: Case) -> Say:
        found = self._page(case)
        if not found and case.thread.pages:
            case.thread.pages = 0
            found = self._page(case)
        case.thread.offered = [slot.id for slot in found]
        options = [Option(slot_title(slot), slot.id) for slot in found]
        options += [Option("Autres créneaux", "more"), Option("Être rappelé", "human")]
        key = "ask_slot_choice" if found else "no_slot"
        return case.worded(case.text(key, count=len(found)), options={self.slot: options})

    def _page(self, case: Case) -> list[FreeSlot]:
        skip = case.thread.pages * _SHOWN
        return wanted_slots(case, limit=skip + _SHOWN)[skip:]

    def hear(self, case: Case) -> bool:
        picked = case.turn.picked(self.slot) or (None if case.turn.choice else self._read(case))
        if picked is None:
            return False
        if picked == "more":
            case.thread.pages += 1
            return True
        if picked == "human":
            case.put("callback_wanted", True)
            return True
        return self._take(case, picked)

    def _take(self, case: Case, slot_id: str) -> bool:
        try:
            take_slot(case, slot_id)
        except SlotTaken:
            case.say("slot_taken")
        except SlotUnavailable:
            case.say("slot_unavailable")
        return True

    def _read(self, case: Case) -> str | None:
        shown = {slot.id: slot for slot in free_slots(case.session, ids=case.thread.offered, now=case.now)}
        titles = [_spoken(shown[key]) if key in shown else key for key in case.thread.offered]
        index = read_choice(case.turn.text, titles)
        if index is not None and 0 <= index < len(titles):
            return case.thread.offered[index]
        wants_more = any(word in case.turn.text.lower() for word in _MORE)
        return "more" if index == NONE_OF_THEM or wants_more else None


def slot_title(slot: FreeSlot) -> str:
    """`mer. 25 nov. 9 h 30 — Manosque (3 km)`."""
    if slot.distance_km is None:
        return f"{short_moment(slot.starts_at)} — {slot.commune}"
    return f"{short_moment(slot.starts_at)} — {slot.commune} ({kilometres(slot.distance_km)}{_as_the_crow(slot)})"


def _as_the_crow(slot: FreeSlot) -> str:
    far = slot.distance_km is not None and slot.distance_km >= 20  # noqa: PLR2004
    return ", à vol d'oiseau" if far else ""


def _spoken(slot: FreeSlot) -> str:
    return f"{full_moment(slot.starts_at)} {slot.commune} {slot.structure_name}"
