"""What the coordination team answers: advice, complex cases, no GP, feedback, personal data, a person."""

from __future__ import annotations

from dataclasses import dataclass

from care.interview.case import Case
from care.interview.plans.base import first_missing
from care.interview.plans.suspicion import deadline_words
from care.requests import set_disposition

_LONG_ENOUGH = 25  # characters: a first message this long already holds the question itself


@dataclass(frozen=True)
class ForTheTeam:
    """Collects what the team needs, then promises a deadline and gives a reference."""

    key: str
    disposition: str
    text_slot: str | None = None
    professional_slots: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()

    def open(self, case: Case) -> None:
        if self.text_slot and len(case.turn.text.strip()) >= _LONG_ENOUGH:
            case.put(self.text_slot, "given")
        if case.request is not None:
            set_disposition(case.session, case.request, self.disposition, now=case.now)

    def next_slot(self, case: Case) -> str | None:
        wanted = (self.text_slot,) if self.text_slot else ()
        professional = self.professional_slots if case.professional else ()
        return first_missing(case, *wanted, *professional, *self.slots)

    def conclude(self, case: Case) -> None:
        case.say(
            f"{self.key}_end",
            reference=case.request.reference if case.request else "",
            by=deadline_words(case),
        )


class EraseData:
    """Shows what is kept and for how long; erases only after a clear yes."""

    def open(self, case: Case) -> None:
        case.say("erase_what")

    def next_slot(self, case: Case) -> str | None:
        return first_missing(case, "erase_confirm")

    def conclude(self, case: Case) -> None:
        if case.answer("erase_confirm"):
            case.conversation.erase_asked_at = case.now
            case.say("erase_done")
        else:
            case.say("erase_kept")


class PracticeSheet:
    """A good-practice sheet, as a page to read."""

    def open(self, case: Case) -> None:
        from care.interview.questions.sheets import read_sheet

        read_sheet(case, opening=True)

    def next_slot(self, case: Case) -> str | None:
        return first_missing(case, "sheet")

    def conclude(self, case: Case) -> None:
        from care.triage.sheets import sheet_named

        sheet = sheet_named(str(case.answer("sheet")))
        if sheet is None:
            return
        url = f"{case.tools.public_url}{sheet.page}"
        case.say(
            "sheet_found",
            title=sheet.title,
            summary=sheet.summary,
            url=url,
            attachments=(
                {"type": "link", "title": sheet.title, "url": url},
                {"type": "link", "title": f"{sheet.short} (PDF, une page)", "url": f"{url}.pdf"},
            ),
        )
