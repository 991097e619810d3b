"""Who is speaking, when nobody said: guessed from how they speak. It only chooses words and questions.

A clinician writes in the third person and in shorthand (« K colon FOLFOX J9 », « patiente 62 ans, OMS 1 »);
a patient says « je »; a relative says « mon mari ». In doubt nobody is guessed.
"""

from __future__ import annotations

import re

from care.understanding.normalise import normalise

ROLES = ("emergency", "nurse", "pharmacist", "gp", "caregiver", "patient")
_SAYS_WHO = re.compile(
    r"\b(?:je suis|ici|c est) (?:(?:le|la|l|un|une|votre) )?"
    r"(?P<who>docteur|dr|medecin|generaliste|interne|urgentiste|infirmi\w+|ide|idel|idec|pharmac\w+|aidante?|patiente?|malade)\b"
)
_ROLE_OF = (
    ("urgentiste", "emergency"),
    ("infirmi", "nurse"),
    ("ide", "nurse"),
    ("pharmac", "pharmacist"),
    ("aidant", "caregiver"),
    ("patient", "patient"),
    ("malade", "patient"),
)
_EMERGENCY = re.compile(r"\b(sau|iao|smur|aux urgences de|service d urgences?)\b")
_SHORTHAND = re.compile(
    r"\b(k|cancer|neo|adk|ca) (colon|sein|poumon|prostate|pancreas|ovaire|rectum|rein|vessie|foie|orl|col)\b"
    r"|\b(j|c)\d{1,2}\b|\b(oms|ps|ecog) ?[0-4]\b|\b(pnn|tdm|atcd|hdj|adp|bpco|cbnpc|mtd|pac|rcp|acr ?[0-6]|aeg|cr)\b"
    r"|\b\d{2,3} (pa|paquets annees)\b|\b(sous|post) (ec|fec|folfox|folfiri|xelox|pembro|nivo|docetaxel|taxol)\b"
)
_HIS_PATIENT = re.compile(
    r"\b(mon patient|pa?tiente? (de|\d+)|(ma|un|une|notre|cette|ce) pa?tiente?)\b"
)
_THIRD_PERSON = re.compile(r"^(h|f|homme|femme|m|mr|mme|patiente?|pte?) (de )?\d{2}\b")
_SELF = re.compile(r"\b(jai|je|j(?= [aeiouhy]\w)|ma chimio|mon traitement|mes|suis|moi)\b")
_RELATIVE = re.compile(
    r"\b(?:mon|ma|notre) (?:mari|femme|epou\w+|mere|pere|maman|papa|fille|fils|soeur|frere|conjointe?|compagne"
    r"|compagnon|grand mere|grand pere|belle mere|beau pere|tante|oncle|amie?|voisine?)\b"
)


def read_speaker(text: str, *, professional_entry: bool = False) -> str | None:
    """Return a caller of the taxonomy, or None when the words do not tell."""
    plain = normalise(text)
    said = _SAYS_WHO.search(plain)
    if said:
        return next((role for start, role in _ROLE_OF if said["who"].startswith(start)), "gp")
    if _EMERGENCY.search(plain) and (professional_entry or not _SELF.search(plain)):
        return "emergency"
    if professional_entry:
        return "gp"
    if _HIS_PATIENT.search(plain):
        return "gp"
    if _RELATIVE.search(plain):
        return "caregiver"
    speaks_of_self = _SELF.search(plain) is not None
    if not speaks_of_self and (_SHORTHAND.search(plain) or _THIRD_PERSON.search(plain)):
        return "gp"
    return "patient" if speaks_of_self else None
