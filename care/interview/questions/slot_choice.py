"""Choosing a time. The choice books at once: one statement decides, and the loser is shown other times."""

from __future__ import annotations

from care.booking import FreeSlot, TooManyLive, WrongKind, free_slots
from care.clock import paris_day
from care.errors import NotFound, SlotTaken, SlotUnavailable
from care.french import full_moment
from care.interview.booking_act import offered_still, take_slot, wanted_slots
from care.interview.case import Case
from care.interview.places import settle
from care.interview.questions.contact import Rpps
from care.interview.say import Option, Say
from care.understanding.answers import NONE_OF_THEM, read_choice
from care.understanding.dates import read_date_or_duration
from care.understanding.rpps import read_rpps

_SHOWN = 3
_FAR_KM = 20
_MORE = ("autre", "d'autres", "plus tard", "suivant", "encore")


class SlotChoice:
    """Offers three times and books the one chosen. Offers nothing only by saying who calls back."""

    slot = "slot_choice"
    free = False

    def ask(self, case: Case) -> Say:
        found = self._still_free(case) or wanted_slots(case, count=_SHOWN)
        if not found and case.answer("slots_shown"):
            case.put("slots_shown", [])  # all were shown: start again from the best
            found = wanted_slots(case, count=_SHOWN)
        case.thread.offered = [slot.id for slot in found]
        options = [Option(slot.title, slot.id) for slot in found]
        options += [Option("Autres créneaux", "more"), Option("Être rappelé", "human")]
        far = any((slot.distance_km or 0) >= _FAR_KM for slot in found)
        note = case.text("as_the_crow_flies") if far else ""
        key = "ask_slot_choice" if found else "no_slot"
        return case.worded(case.text(key, note=note), options={self.slot: options})

    def _still_free(self, case: Case) -> list[FreeSlot]:
        """Return what was offered and is still free: coming back to the question offers the same again."""
        if not case.thread.offered:
            return []
        free = offered_still(case, limit=_SHOWN)
        return free if len(free) == len(case.thread.offered) else []

    def hear(self, case: Case) -> bool:
        if case.professional and read_rpps(case.turn.text):
            return Rpps().hear(case)  # « sinon, redonnez votre numéro » was said just before
        picked = case.turn.picked(self.slot) or (None if case.turn.choice else self._read(case))
        if picked is None:
            return self._narrow(case)
        if picked == "more":
            case.thread.offered = []
            return True
        if picked == "human":
            case.put("callback_wanted", True)
            return True
        return self._take(case, picked)

    def _narrow(self, case: Case) -> bool:
        """« Jeudi plutôt », « à Nice » : other times, from that day or around that town."""
        if case.turn.choice:
            return False
        day = read_date_or_duration(case.turn.text, case.now, prefer_future=True)
        reading = case.tools.places.read_message(case.turn.text)
        if reading.place is not None and reading.sure:
            settle(case, reading.place)
        elif day is not None and day.precision == "day" and day.date >= paris_day(case.now):
            case.put("slots_from", day.date.isoformat())
        else:
            return False
        case.thread.offered = []
        case.put("slots_shown", [])
        return True

    def _take(self, case: Case, slot_id: str) -> bool:
        try:
            take_slot(case, slot_id)
        except SlotTaken:
            case.thread.offered = []
            case.say("slot_taken")
        except (SlotUnavailable, WrongKind, NotFound):
            case.thread.offered = []
            case.say("slot_unavailable")
        except TooManyLive:
            case.put("callback_wanted", True)
            case.say("too_many_appointments")
        return True

    def _read(self, case: Case) -> str | None:
        shown = {
            slot.id: slot
            for slot in free_slots(case.session, ids=case.thread.offered, now=case.now)
        }
        titles = [_spoken(shown[key]) if key in shown else key for key in case.thread.offered]
        index = read_choice(case.turn.text, titles)
        if index is not None and 0 <= index < len(titles):
            return case.thread.offered[index]
        wants_more = any(word in case.turn.text.lower() for word in _MORE)
        return "more" if index == NONE_OF_THEM or wants_more else None


def _spoken(slot: FreeSlot) -> str:
    return f"{full_moment(slot.starts_at)} {slot.commune} {slot.structure_name}"
