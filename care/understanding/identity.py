"""Identities that must not be kept: found and masked before anything is stored or logged.

Masked: health insurance numbers, phones (digits or said in words), e-mails, dates of birth, hospital file
numbers, patients' names, street addresses. Kept: clinical values, towns and postal codes, drug names, doctors'
names, and an RPPS number with a right key (a professional's public number) unless it can be a phone.
When in doubt about a number of identity length, it is masked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from care.understanding.calendar_words import MONTH_WORD
from care.understanding.names import find_names
from care.understanding.normalise import Normalised
from care.understanding.numbers import NumericView
from care.understanding.rpps import is_valid_rpps, rpps_candidates

MASKS = {
    "nir": "[numéro de sécurité sociale]",
    "phone": "[téléphone]",
    "email": "[courriel]",
    "birth_date": "[date de naissance]",
    "address": "[adresse]",
    "identifier": "[numéro de dossier]",
    "name": "[nom]",
}


@dataclass(frozen=True, slots=True)
class Masked:
    """The text without identities, the kinds found, and the phones in E.164 for the protected contact field."""

    text: str
    found: tuple[str, ...]
    phones: tuple[str, ...]


Span = tuple[int, int, str]

_S = r"[ .\n/]?"
_NIR = re.compile(
    rf"(?<![\d])[1-478]{_S}\d{_S}\d{_S}(?:0[1-9]|1[0-2]|[2-9]\d|0 [1-9]|1 [0-2]){_S}(?:\d{_S}\d"
    rf"|2{_S}[ab]){_S}\d{_S}\d{_S}\d{_S}\d{_S}\d{_S}\d"
    rf"(?:{_S}(?:cle ?:? ?)?\d{_S}\d)?(?!\d)"
)
_NIR_SAID = re.compile(
    r"(?:securite sociale|numero de secu|n ?° ?secu|secu|nir|ins)(?: (?:c est|est|numero"
    r"|:))* ?:? ?(?P<n>(?:[12]|un )[\d ab.]{9,24}\d)"
)
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00) ?33 ?(?:\(0\) ?)?"
    r"|33 ?(?=[1-9]\d{8}(?!\d)))(?P<i>[1-9](?:[ ./]?\d){8})(?!\d)"
    r"|(?<!\d)\(?0 ?(?P<n>[1-9](?:[ ./)]{0,3}(?:\d|un(?![a-z]))){8})(?!\d)"
)
_PHONE_NO_ZERO = re.compile(
    r"(?<![\d.,/] )(?<![\d.,/])(?P<n>[67](?: ?\d{2}){4})(?![\d]| ?(?:g|mg|ml|ui)\b)"
)
_FOREIGN = re.compile(r"(?<![\d])\+ ?(?!33)(?P<n>\d{1,3}(?:[ .]?\d){7,12})(?!\d)")
_EMAIL = re.compile(
    r"[\w.+-]+ ?(?:@|\(at\)| arobase ) ?[\w-]+(?: ?(?:\.| point ) ?[\w-]+)+", re.IGNORECASE
)
_EMAIL_SAID = re.compile(
    r"[\w.+-]+(?: point [\w+-]+)* (?:at|arobase|arobas|arobaz) [\w-]+(?:\.| point | pt )"
    r"(?:com|fr|net|org|eu|re|corsica)(?!\w)",
    re.IGNORECASE,
)
_MONTH = MONTH_WORD
_BORN = re.compile(
    r"(?<![a-z])(?:nee?(?:\(e\))? (?:le |un )?(?:lundi |mardi |mercredi |jeudi |vendredi |samedi "
    r"|dimanche )?|d\.?d\.?n\.?(?: le)?|dob"
    r"|date de naissance(?: est)?(?: le)?|naissance(?: le)?|nee? : ?|nee?le )[ :]*"
    rf"(?P<d>\d{{1,2}}(?:er)?[ /.]*(?:\d{{1,2}}|{_MONTH})\.?[ /.]*(?:\d{{4}}|\d{{2}})|\d{{8}}"
    rf"|\d{{4}} \d{{2}} \d{{2}})(?!\d)"
)
_FILE = re.compile(
    r"(?<![a-z])(?:ipp|nip|nda|iep|numero (?:de )?(?:dossier|patient)|n ?° ?(?:de )?(?:dossier"
    r"|patient)|dossier n ?°?|matricule)"
    r"(?: (?:est|c est))?[ :]*(?P<n>\d{5,14})(?!\d)"
)
_WAY = (
    r"rue|avenue|av\.?|ave|boulevard|bd|bld|bvd|impasse|chemin|chem|allees?|route|quai|square"
    r"|lotissement|residence|traverse|montee"
    r"|hameau|esplanade|promenade|rond point|lieu dit|sentier|faubourg|venelle|ruelle|clos|domaine"
)
_LOOSE_WAY = r"place|cours|voie|passage|villa|cite|mas"
_STOP = (
    r"(?:depuis|je|j|il|elle|on|et|pour|avec|tel|telephone|mon|ma|mes|qui|que|patient\w*|fievre"
    r"|a partir|bonjour|merci|c|svp|mais|car|ou"
    r"|avant|pres|proche|nous|suis|ai|\d{5})(?![a-z])"
)
_TAIL = rf"(?: (?!{_STOP})(?:[a-z][a-z.]*|\d{{1,2}})){{1,6}}"
_STREET = re.compile(rf"(?<![\d.,/])\d{{1,4}}(?: ?(?:bis|ter|quater|b))?,? (?:{_WAY}){_TAIL}")
_STREET_LOOSE = re.compile(
    rf"(?<![\d.,/])\d{{1,4}}(?: ?(?:bis|ter))?,? (?:{_LOOSE_WAY})(?: (?:de la|de l|du|des|de"
    rf"|d))?(?P<name>{_TAIL})"
)
_STREET_SAID = re.compile(
    rf"(?<![a-z])(?:habite|adresse|demeurant|domiciliee?|reside|vis|loge)(?: (?:est|c est|au|a|la"
    rf"|le|:|dans))*[ :]*"
    rf"(?P<s>(?:{_WAY}){_TAIL})"
)


_HOME = re.compile(
    r"\b[RrLlQq](?:ésidence|esidence|otissement) (?:[Ll]es? |[Ll]a |[Dd]u |[Dd]es |l['’])?[A-ZÀ-Ý][\w'’-]+"
)


def mask_identity(text: str) -> Masked:
    """Mask every identity of a message. Masking a masked text changes nothing."""
    text = unicodedata.normalize("NFC", text)
    spans: list[Span] = []
    phones: dict[int, str] = {}
    protected = _public_numbers(text)
    message = Normalised(text)
    for start, end, kind in [*_numbers(text, message, phones), *find_names(text, message)]:
        covered = any(start < e and s < end for s, e in protected) and kind != "email"
        if not covered and not any(start < e and s < end for s, e, _ in spans):
            spans.append((start, end, kind))
    masked = text
    for start, end, kind in sorted(spans, reverse=True):
        masked = masked[:start] + MASKS[kind] + masked[end:]
    kinds = tuple(dict.fromkeys(kind for _, _, kind in sorted(spans)))
    kept = [phones[start] for start, _, kind in sorted(spans) if kind == "phone"]
    return Masked(masked, kinds, tuple(dict.fromkeys(kept)))


def _public_numbers(text: str) -> list[tuple[int, int]]:
    """RPPS numbers with a right key; eleven digits from 33 may be a phone and are not protected."""
    return [
        (start, end)
        for start, end, digits in rpps_candidates(text)
        if is_valid_rpps(digits) and not digits.startswith("33")
    ]


def _numbers(text: str, message: Normalised, phones: dict[int, str]) -> Iterator[Span]:
    view = NumericView(message)

    def original(start: int, end: int) -> tuple[int, int]:
        return message.span(*view.span(start, end))

    for pattern in (_EMAIL, _EMAIL_SAID):
        for found in pattern.finditer(text):
            yield (*found.span(), "email")
    for pattern, group, kind in (
        (_NIR, 0, "nir"),
        (_NIR_SAID, "n", "nir"),
        (_BORN, "d", "birth_date"),
        (_FILE, "n", "identifier"),
    ):
        for found in pattern.finditer(view.text):
            yield (*original(*found.span(group)), kind)
    for pattern in (_FOREIGN, _PHONE, _PHONE_NO_ZERO):
        for found in pattern.finditer(view.text):
            span = original(*found.span())
            if any(s <= span[0] < e for s, e in _public_numbers(text)):
                continue
            phones.setdefault(span[0], _e164(found, foreign=pattern is _FOREIGN))
            yield (*span, "phone")
    yield from _streets(view, message)


def _e164(found: re.Match[str], *, foreign: bool) -> str:
    groups = [group for group in found.groups() if group]
    digits = re.sub(r"\D", "", groups[0].replace("un", "1"))
    return f"+{digits}" if foreign else f"+33{digits[-9:]}"


def _streets(view: NumericView, message: Normalised) -> Iterator[Span]:
    for found in _HOME.finditer(message.original):
        yield (*found.span(), "address")
    for pattern in (_STREET, _STREET_LOOSE, _STREET_SAID):
        for found in pattern.finditer(view.text):
            start, end = message.span(
                *view.span(*found.span("s" if pattern is _STREET_SAID else 0))
            )
            if pattern is _STREET_LOOSE:
                first, last = message.span(*view.span(*found.span("name")))
                if not message.original[first:last].strip()[:1].isupper():
                    continue
            yield start, end, "address"
