"""Where: a wrong place is never taken in silence. What is sure is echoed, what is not is asked."""

from __future__ import annotations

from care.interview.case import Case
from care.interview.places import forget_doubt, settle, take_place
from care.interview.say import Option, Say
from care.places import Place
from care.understanding.answers import YesNo, read_choice, read_yes_no


class Town:
    """Stores the INSEE code. A doubtful reading waits in `town_pending` for a yes."""

    slot = "town"
    free = False

    def ask(self, case: Case) -> Say:
        pending = self._pending(case)
        if pending:
            others = [
                Option(place.with_department, place.insee) for place in self._suggestions(case)
            ]
            options = [Option("Oui", pending.insee), *others, Option("Non", "no")]
            return case.worded(
                case.text("ask_town_confirm", place=pending.label), options={self.slot: options}
            )
        suggestions = self._suggestions(case)
        if suggestions:
            options = [Option(place.with_department, place.insee) for place in suggestions]
            return case.worded(
                case.text("ask_town_which"),
                options={self.slot: [*options, Option("Une autre", "no")]},
            )
        return case.worded(case.text("ask_town"))

    def hear(self, case: Case) -> bool:
        picked = case.turn.picked(self.slot)
        if picked:
            return self._pick(case, picked)
        if case.turn.choice:
            return False
        if self._answers_what_was_asked(case):
            return True
        return take_place(case, case.tools.places.read(case.turn.text))

    def _pick(self, case: Case, picked: str) -> bool:
        place = None if picked == "no" else case.tools.places.by_insee(picked)
        forget_doubt(case)
        if place is not None:
            settle(case, place)
        return True  # « non » is an answer too: the question comes back without the suggestion

    def _answers_what_was_asked(self, case: Case) -> bool:
        pending = self._pending(case)
        if pending:
            agreed = read_yes_no(case.turn.text)
            if agreed is YesNo.YES:
                return self._pick(case, pending.insee)
            if agreed is YesNo.NO:
                corrected = case.tools.places.read(case.turn.text)
                forget_doubt(case)
                return take_place(case, corrected) or True
        shown = [*([pending] if pending else []), *self._suggestions(case)]
        if len(shown) > 1:
            index = read_choice(case.turn.text, [place.with_department for place in shown])
            if index is not None and 0 <= index < len(shown):
                return self._pick(case, shown[index].insee)
        return False

    def _pending(self, case: Case) -> Place | None:
        insee = case.answer("town_pending")
        return case.tools.places.by_insee(insee) if insee else None

    def _suggestions(self, case: Case) -> list[Place]:
        found = (
            case.tools.places.by_insee(insee) for insee in case.answer("town_suggestions") or []
        )
        return [place for place in found if place]
