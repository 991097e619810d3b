"""Is what was found present, denied, past, only feared, or somebody else's?

Safety policy: a doubt reads as AFFIRMED. A denial needs a cue tied to the match by a closed list of small
words, so `pas mal de douleurs`, `n'arrête pas de vomir` and `pas de fièvre j'ai des douleurs` deny nothing.
Cues inside the match never count (`je ne sens plus mes jambes`). A relative's symptom stays AFFIRMED, the
caller may be the carer; an animal's or a neighbour's is OTHER.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from care.understanding.facts import Status
from care.understanding.normalise import Normalised
from care.understanding.words import NO_BORDER, Word

_REACH = 12

_FILL = (
    r"(?:(?:de|d|du|des|un|une|eu|ete|fait|faits|en|autres?|gros|grosses?|fortes?|petite?s?"
    r"|signes?|symptomes?"
    r"|notions?|episodes?|sensations?|arguments? pour|trace|traces|ressenti|senti|constate|note"
    r"|presente|vu"
    r"|encore|du tout|non plus|nouvelles?|nouveaux?|problemes?|soucis?|aucune?|toute?|d avoir"
    r"|avoir|plus"
    r"|aujourd hui|ce matin|actuellement|specialement|la moindre|le moindre) )*"
)
_SUBJECT = r"(?:je|j|tu|il|elle|on|nous|vous|ils|elles|ca|c|qui)"
_NO_SUBJECT = rf"(?:(?!{_SUBJECT} )[^ ,.?:]+ )"

_DENIED = re.compile(rf"(?:^| )(?:pas|pa|aucune?s?|ni|jamais|zero|absence|nie|nient|nul) {_FILL}$")
_WITHOUT = re.compile(rf"(?:^| )sans (?:s |se |me |m )?{_FILL}$")
_WEEK_WITHOUT = re.compile(r"(?:^| )(?:semaine|semaines|jours|pause|periode) sans $")
_WHO_DOES = re.compile(
    r"(?:^| )(?:pas|aucune?s?|ni|sans) (?:de |d |des |du )?[^ ,.:?]+ (?:[^ ,.:?]+ )?qui (?:me |se |s |lui )?$"
)
_ONLY_WITH = re.compile(
    r"(?:^| )(?:pas|plus|rien|peux|peut|peu|impossible|ne|n|jamais) (?:[^ .,]+ ){0,6}sans "
)
_NEVER_STOPS = re.compile(
    r"(?:arret|cess|fini|lach|reten|retien|empech|stopp|manqu)[^ ]* (?:pas|pa|plus|jamais) (?:de"
    r"|d) $"
)
_NOT_THE = re.compile(rf"(?:^| )(?:a|ai|as|avait|avais|ont) (?:pas|plus) (?:la|le|les) {_FILL}$")
_NO_MORE = re.compile(rf"(?:^| )(?:plus|pu) (?:du tout )?(?:de|d|aucune?) {_FILL}$")
_MORE = re.compile(
    r"(?:^| )(?:en|encore|beaucoup|peu|bien|toujours|nettement|de) plus (?:de|d) [^,.?]*$"
)
_COMPARED = re.compile(r"^(?:[^ ,.?]+ ){0,2}(?:que|qu)(?: |$)")
_NEVER_SUCH = re.compile(
    r"^(?:[^ .?]+ ){0,2}(?:comme|aussi|pareille?s?|autant|tel|telle|telles|a ce point)(?: |$)"
)
_NOT_DIRECT = re.compile(r"(?:^| )non $")
_LISTED = re.compile(
    rf"(?:^| )(?:pas|aucune?|sans|ni|plus) (?:de "
    rf"|d )?{_NO_SUBJECT}{{1,3}}(?:, {_NO_SUBJECT}{{1,3}})*"
    r"(?:(?:, )?(?:ou|ni) (?:de |d )?|(?:, |et )(?:de|d) )$"
)
_LESS = re.compile(
    r"(?:^| )pas (?:trop|tres|beaucoup|vraiment|tellement|enormement|bien) (?:de |d )?$"
    r"|(?:^| )est pas (?:la |le |les )$"
)
_VERB_NOT = re.compile(
    r"^(?:pas|jamais|pa)(?= *$| [,.?:]| (?:non plus|du tout|encore|pour|aujourd|depuis|ce|et|mais"
    r"|la nuit|je|j|il|elle|on|ca|c|temperature|tension|selles?|pouls|urine|urines)(?: |$))"
)
_VERB_NO_MORE = re.compile(r"^plus(?= *$| [,.?:]| (?:du tout|depuis|maintenant|et|mais)(?: |$))")
_VERB_LITTLE = re.compile(r"^(?:pas|plus) (?:trop|beaucoup|tellement|vraiment|tant)(?: |$)")
_VERB_PLACE = re.compile(
    rf"(?:^| )(?:{_SUBJECT}|ne|n|se|s|me|m|y|en|lui|l|patiente?|mari|femme|mere|pere) $"
)
_VERB_INSIDE = re.compile(r"(?:^| )(?:ne|n|s|se|me|m|ca|c|il|elle|je|j|on|y|en) [^ ]+$")
_HAS_NE = re.compile(r"(?:^| )(?:ne|n) (?:(?:me|m|se|s|lui|y|en|l|le|la|les) )?$")
_ANSWER_NO = re.compile(
    r"^(?:[:?,] )?(?:non|aucune?|absente?s?|negatif|negative|nie|niee|nulle?)"
    r"(?= *$| [,.?:]| (?:mais|et|par contre|merci|docteur|sinon|pas|ni)(?: |$)| [^ .]+ oui(?: |$))"
)
_RULED_OUT = re.compile(
    r"^(?:est |a ete |ete )?(?:elimine|exclu|ecarte|retire|ote|enleve|depose)(?:e|s|es)?(?: |$|,)|^oui mais plus(?: |$)"
)

_IF = re.compile(
    rf"(?:^| )(?:si|s) (?:jamais )?(?:{_SUBJECT}|y|le|la|les|l|mon|ma|mes|sa|son|ses|un"
    rf"|une) {_NO_SUBJECT}{{0,6}}$"
)
_ASKED_IF = re.compile(
    r"(?:^| )(?:sai[st]?|savez|savoir|savons|demande|demandes?|dire|dites|verifier|voir|sure?"
    r"|certaine?)"
    r" (?:moi )?(?:(?:pas|plus) (?:trop |vraiment |bien )?)?si [^.]*$"
)
_IF_NORMAL = re.compile(r" (?:normale?|graves?|inquietante?|urgente?|dangereuse?|du|due|lie|liee) ")
_FEARED = re.compile(
    r"(?:^| )(?:en cas de?|en cas d|au cas ou (?:j ai|il a|elle a|il y a)?|risques? (?:de|d)"
    r"|peur (?:de|d|des|du)(?: (?:faire|avoir))?|crains (?:une?|de|d)|eviter|prevenir"
    r"|prevention (?:de|d|des)"
    r"|(?:peut|peuvent|pourrait|pourraient|va|vont|risque de) (?:me |m |te |lui |vous )?"
    r"(?:donner|provoquer|entrainer|causer|declencher|faire)) (?:(?:la|le|les|l|un|une|des|du|de"
    r"|d|avoir) )*$"
)
_DOUBT = re.compile(
    r"(?:^| )(?:peut etre|peutetre|possible|possibles|probable|probables|probablement"
    r"|suspicion (?:de|d)|on dirait"
    r"|(?:l )?impression (?:que je |que j |qu il |qu elle |de |d )?(?:ai|a|fais|faire|avoir)?"
    r"|suspect\w*|semble"
    r"|(?:pense|crois|croit) pas (?:que j |que je |qu il |qu elle )?(?:ai|a|avoir|faire)?"
    r"|(?<!sans )doute (?:de|d|d une?)|\?) ?"
    r"(?:(?:que|qu) (?:j |je |il |elle |y )*(?:ai|a|fais|fait)? ?)?(?:(?:la|le|les|l|un|une|des"
    r"|du|de|d|avoir) )*$"
)
_DOUBT_AFTER = re.compile(r"^(?:possible|probable|suspecte|eventuelle?)s?(?: |$)|^\? *$")

_ANTECEDENT = re.compile(
    r"(?:^| )(?:antecedents?|atcds?|histoire) (?:personnels? )?(?:, |: )?(?:(?:de|d|du|des"
    r"|recents?|une?) )*$"
)
_FAMILY = re.compile(
    r"(?:^| )(?:antecedents? |atcds? |histoire )?famili(?:al|ale|aux|ales) (?:: )?(?:(?:de|d|du"
    r"|des) )*$"
    r"|(?:^| )(?:decedee?|morte?|mort) (?:de|d|du|des) (?:(?:l|la|le|une?|suites?|de|d) )*$"
)
_FAR = (
    r"(?:la semaine derniere|semaine passee|(?:le )?mois (?:dernier|passe)|l an (?:dernier|passe)"
    r"|l annee derniere|il y a (?:[^ ,.]+ ){1,2}(?:semaines?|mois|ans?|annees?)|en (?:19|20)\d\d"
    r"|autrefois"
    r"|a l epoque|avant (?:la|le|ma|mon|sa|son|mes|les) (?:chimio\w*|traitements?|maladie|cancer"
    r"|rayons)"
    r"|(?:la |a la |lors de la )(?:derniere fois|fois precedente|cure precedente|derniere cure"
    r"|premiere cure))"
)
_WAS = re.compile(
    rf"(?:^| )(?:eu|avait|avais|avaient|faisait|faisais|etait|etais|presentait|ai|a|as|ont|avons"
    rf"|avez) {_FILL}"
    r"(?:la |le |les |l )?$"
)
_FAR_BEFORE = re.compile(rf"(?:^| )(?<!depuis ){_FAR} [^.]*$")
_FAR_AFTER = re.compile(
    rf"^(?:(?!chimio|cure|dernier|traitement|seance|perfusion|operation|rayons"
    rf"|depuis)[^ ,.?:]+ ){{0,3}}{_FAR}"
)
_STOPPED_BEFORE = re.compile(
    r"(?:^| )(?<!pas d )(?<!pas de )(?:disparition|arret|fin|resolution) (?:de|d|du|des) (?:(?:la"
    r"|l|les) )?$"
)
_OVER = re.compile(
    r"^(?:(?:qui|a|est|sont|ont|s est|c est|se sont|maintenant|completement|totalement) )*"
    r"(?:passee?s?|partie?s?|disparue?s?|resolue?s?|guerie?s?|terminee?s?|arretee?s?|finie?s?"
    r"|tombee?s?)"
    r"(?= *$| [,.?]| (?:depuis|hier|ce|cette|maintenant|et|mais|avec|apres|puis|tout|toute"
    r"|aujourd|il y a)(?: |$))"
)
_AGAIN = re.compile(r"revenu|remont|recommenc|repri[st]|reappar|rechut|encore")

_NOT_OURS = re.compile(
    r"(?:^| )(?<!par )(?<!avec )(?<!de )(?<!du )(?:mon|ma|le|la|notre|leur|un|une|son) "
    r"(?:chien|chienne|chat|chatte|lapin|cheval|hamster|voisin|voisine|collegue|autre patiente?)"
    r"(?: (?!(?:je|j|moi|me|m|mes|mon|ma|nous|patiente?|mr|mme|par|avec|dit|pense"
    r"|trouve) )[^ ,.?:]+){0,6} $"
)
_AT_NOT_OURS = re.compile(
    r"^(?:chez |de |du )(?:mon |ma |le |la )?(?:chien|chienne|chat|chatte|voisin|voisine"
    r"|collegue)(?: |$)"
)


def status_of(message: Normalised, start: int, end: int) -> Status:
    """The status of what stands at `start:end` of `message.text` (normalised offsets)."""
    words = message.words
    first = bisect_right(words, start, key=lambda word: word.end)
    last = bisect_left(words, end, key=lambda word: word.start) - 1
    left = _left(message.text, words, first)
    right = _right(message.text, words, last)
    return _judge(left, right, message.text[start:end])


def _judge(left: str, right: str, matched: str) -> Status:
    if _NOT_OURS.search(left) or _AT_NOT_OURS.match(right) or _FAMILY.search(left):
        return Status.OTHER
    for test in (_supposed, _negated, _bygone):
        status = test(left, right, matched)
        if status is not None:
            return status
    return Status.AFFIRMED


def _supposed(left: str, right: str, _matched: str) -> Status | None:
    """Hypothetical or uncertain."""
    if _IF.search(left):
        asked = _ASKED_IF.search(left) or _IF_NORMAL.search(left[left.rfind("si ") :])
        return Status.UNCERTAIN if asked else Status.HYPOTHETICAL
    if _FEARED.search(left):
        return Status.HYPOTHETICAL
    if _ANSWER_NO.match(right):
        return Status.DENIED
    if _DOUBT.search(left) or (_DOUBT_AFTER.match(right) and not left.strip()):
        return Status.UNCERTAIN
    return None


def _negated(left: str, right: str, matched: str) -> Status | None:
    """Denied, or nearly so (UNCERTAIN), or None."""
    if _NEVER_STOPS.search(left):
        return None
    if _LESS.search(left):
        return Status.UNCERTAIN
    if _RULED_OUT.match(right) or _NOT_DIRECT.search(left) or _NOT_THE.search(left):
        return Status.DENIED
    if _NO_MORE.search(left):
        more = _MORE.search(left) or _COMPARED.match(right)
        return None if more else Status.DENIED
    if _WITHOUT.search(left):
        return None if _ONLY_WITH.search(left) or _WEEK_WITHOUT.search(left) else Status.DENIED
    if _WHO_DOES.search(left):
        return Status.DENIED
    if _DENIED.search(left) or _LISTED.search(left):
        return None if _NEVER_SUCH.match(right) else Status.DENIED
    return _negated_verb(left, right, matched)


def _negated_verb(left: str, right: str, matched: str) -> Status | None:
    """`ça ne saigne pas`, `je vomis plus` (more, or no more? uncertain without `ne`)."""
    if _VERB_INSIDE.search(matched):
        return Status.DENIED if _VERB_NOT.match(right) else None
    if not _VERB_PLACE.search(left):
        return None
    if _VERB_LITTLE.match(right):
        return Status.UNCERTAIN
    if _VERB_NOT.match(right):
        return Status.DENIED
    if _VERB_NO_MORE.match(right):
        return Status.DENIED if _HAS_NE.search(left) else Status.UNCERTAIN
    return None


def _bygone(left: str, right: str, matched: str) -> Status | None:
    """Past, unless the same sentence says that it came back."""
    if _ANTECEDENT.search(left) or _STOPPED_BEFORE.search(left):
        return Status.PAST
    if _AGAIN.search(right):
        return None
    if _OVER.match(right) and not _fell_down(right, matched):
        return Status.PAST
    if _WAS.search(left) and (_FAR_AFTER.match(right) or _FAR_BEFORE.search(left)):
        return Status.PAST
    return None


def _fell_down(right: str, matched: str) -> bool:
    """`malaise, est tombée ce matin` is a fall; only a temperature falls and is over."""
    return "tombe" in right[:24] and "fievre" not in matched and "temperature" not in matched


def _left(text: str, words: tuple[Word, ...], first: int) -> str:
    """The words before, back to the nearest clause end, a comma as `,`; ends with a space."""
    kept: list[str] = []
    for index in range(first - 1, max(first - 1 - _REACH, -1), -1):
        follower = words[index + 1] if index + 1 < len(words) else None
        if follower is not None:
            mark = _mark(text[words[index].end : follower.start], follower.border)
            if mark in ".?":
                break
            if mark != " ":
                kept.append(mark)
        kept.append(words[index].text)
    return "".join(f"{word} " for word in reversed(kept))


def _right(text: str, words: tuple[Word, ...], last: int) -> str:
    """The words after, a question mark kept as `?`, stopping after a clause end."""
    kept: list[str] = []
    for index in range(last + 1, min(last + 1 + _REACH, len(words))):
        begin = words[index - 1].end if index else 0
        mark = _mark(text[begin : words[index].start], words[index].border)
        if mark == ".":
            return " ".join([*kept, "."])
        if mark != " ":
            kept.append(mark)
        kept.append(words[index].text)
    if 0 <= last == len(words) - 1 and "?" in text[words[last].end :]:
        kept.append("?")
    return " ".join(kept)


def _mark(between: str, border: int) -> str:
    """What stands between two words: a space, `,`, `:`, `?` or `.` (the end of a clause)."""
    if "\n" in between:
        return "."
    if "?" in between:
        return "?"
    if ":" in between or "=" in between:
        return ":"
    if border == NO_BORDER:
        return " "
    return "." if any(c in between for c in ";!") or between.strip() == "." else ","
