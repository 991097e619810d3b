"""What each purpose asks and how it ends, by the names of the public contract."""

from __future__ import annotations

from care.interview.plans.after_cancer import AfterCancer
from care.interview.plans.appointments import Cancel, Check, Reschedule
from care.interview.plans.base import Plan
from care.interview.plans.complication import Complication
from care.interview.plans.coordination import EraseData, ForTheTeam, PracticeSheet
from care.interview.plans.support import SupportCare
from care.interview.plans.suspicion import OncologyAppointment

PLANS: dict[str, Plan] = {
    "report_suspicion": OncologyAppointment(needs_finding=True),
    "book_oncology": OncologyAppointment(needs_finding=False),
    "report_complication": Complication(),
    "ask_advice": ForTheTeam(
        "advice",
        "advice_callback",
        "question_text",
        professional_slots=("rpps",),
        slots=("callback_number",),
    ),
    "get_practice_sheet": PracticeSheet(),
    "find_support_care": SupportCare(audience="patient"),
    "find_caregiver_support": SupportCare(audience="caregiver"),
    "book_after_cancer": AfterCancer(),
    "refer_complex_case": ForTheTeam(
        "complex", "human", "need_text", slots=("town", "callback_number")
    ),
    "report_no_gp": ForTheTeam("no_gp", "human", slots=("town", "callback_number")),
    "reschedule_appointment": Reschedule(),
    "cancel_appointment": Cancel(),
    "check_request": Check(),
    "give_feedback": ForTheTeam("feedback", "human", "feedback_text"),
    "delete_my_data": EraseData(),
    "talk_to_human": ForTheTeam("human", "human", slots=("callback_number",)),
}

# Purposes that open a request in the team's list. The others act on one that exists, or need nobody.
OPENS_A_REQUEST = frozenset(PLANS) - {
    "get_practice_sheet",
    "reschedule_appointment",
    "cancel_appointment",
    "check_request",
    "delete_my_data",
}

__all__ = ["OPENS_A_REQUEST", "PLANS", "Plan"]
