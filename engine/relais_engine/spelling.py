"""How a word is written in a text message, and how it sounds: two more views of a text for the words' half.

Neither decides anything: they only bring `ki peu maidé` nearer to `qui peut m'aider` than its letters are. Single
letters that clinicians use (`K`, `g`, `c`) are left alone.
"""

from __future__ import annotations

import re

_PAIRS = """
ki:qui koi:quoi kel:quel kelle:quelle kan:quand ke:que pr:pour pa:pas ds:dans dr:docteur doc:docteur
bjr:bonjour bsr:bonsoir slt:salut rdv:rendez+vous svp:s+il+vous+plait stp:s+il+te+plait jai:j+ai jsuis:je+suis
jsui:je+suis chui:je+suis jveu:je+veux jveux:je+veux jve:je+veux jpeu:je+peux jpeux:je+peux ya:il+y+a
mtn:maintenant tjr:toujours tjrs:toujours bcp:beaucoup qd:quand qqn:quelqu+un vs:vous ns:nous tt:tout dc:donc
pk:pourquoi com:comme kom:comme sa:ca fo:faut fodrai:faudrait cest:c+est cetai:c+etait depui:depuis apre:apres
avan:avant canser:cancer chimo:chimio pt:patient pte:patiente medcin:medecin trt:traitement ttt:traitement
cs:consultation
"""
SHORTHAND = {
    short: full.replace("+", " ") for short, full in (pair.split(":") for pair in _PAIRS.split())
}
_SOUNDS = (
    *(
        ("ph", "f"),
        ("eaux", "o"),
        ("eau", "o"),
        ("aux", "o"),
        ("au", "o"),
        ("qu", "k"),
        ("ck", "k"),
    ),
    *(("ch", "S"), ("gu", "g"), ("ge", "je"), ("gi", "ji"), ("ce", "se"), ("ci", "si"), ("c", "k")),
    *(("ss", "s"), ("x", "s"), ("z", "s"), ("ai", "e"), ("ei", "e"), ("er ", "e "), ("ez ", "e ")),
    *(("es ", "e "), ("h", ""), ("y", "i"), ("en", "an"), ("em", "an"), ("am", "an"), ("w", "v")),
)
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"[tsdp]+(?= )")
_MUTE = re.compile(r"e(?= )")


def spelt_out(plain: str) -> str:
    """A normalised text with the shorthand of text messages written in full."""
    return " ".join(SHORTHAND.get(word, word) for word in plain.split())


def sound(plain: str) -> str:
    """Roughly how a normalised text is pronounced; the same for most ways of misspelling it."""
    heard = f" {plain} "
    for written, said in _SOUNDS:
        heard = heard.replace(written, said)
    return " ".join(_MUTE.sub("", _SILENT.sub("", _DOUBLED.sub(r"\1", heard))).split())
