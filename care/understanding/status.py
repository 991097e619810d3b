"""Is what was found present, denied, past, only feared, or somebody else's?

Safety policy: a doubt reads as AFFIRMED. A denial needs a cue tied to the match by a closed list of small
words, so `pas mal de douleurs`, `n'arrête pas de vomir` and `pas de fièvre j'ai des douleurs` deny nothing.
Cues inside the match never count (`je ne sens plus mes jambes`). A relative's symptom stays AFFIRMED, the
caller may be the carer; an animal's or a neighbour's is OTHER.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from care.understanding.facts import Status
from care.understanding.normalise import Normalised
from care.understanding.status_cues import (
    A_MOMENT,
    AGAIN,
    ANNOUNCED,
    ANSWER_NO,
    ANTECEDENT,
    ASKED_IF,
    AT_NOT_OURS,
    COMPARED,
    DENIED,
    DOUBLE_NO,
    DOUBT,
    DOUBT_AFTER,
    FAMILY,
    FAR_AFTER,
    FAR_BEFORE,
    FEARED,
    FORMER,
    HAS_NE,
    HAS_NOW,
    IF,
    IF_NORMAL,
    LESS,
    LIST_CLOSES,
    LIST_GOES_ON,
    LIST_OPEN,
    LIST_REACH,
    LISTED,
    LOCAL_SIGN,
    MAY_HAPPEN,
    MORE,
    NEVER_STOPS,
    NEVER_STOPS_ANY,
    NEVER_SUCH,
    NO_MORE,
    NOT_DIRECT,
    NOT_OURS,
    NOT_THE,
    NOTHING,
    NOTHING_HERE,
    NOWHERE,
    ONLY_WITH,
    OURS,
    OVER,
    OWN_NEGATION,
    QUANTITY,
    REACH,
    REMOVED,
    RULED_OUT,
    SETTLED,
    STOPPED_BEFORE,
    UNTIL_NOW,
    VERB_INSIDE,
    VERB_LITTLE,
    VERB_NO_MORE,
    VERB_NOT,
    VERB_PLACE,
    WAS,
    WEEK_WITHOUT,
    WHO_DOES,
    WITHOUT,
)
from care.understanding.words import NO_BORDER, Word


def status_of(message: Normalised, start: int, end: int) -> Status:
    """The status of what stands at `start:end` of `message.text` (normalised offsets)."""
    words = message.words
    first = bisect_right(words, start, key=lambda word: word.end)
    last = bisect_left(words, end, key=lambda word: word.start) - 1
    left = _left(message.text, words, first)
    right = _right(message.text, words, last)
    status = _judge(left, right, message.text[start:end])
    if status is Status.AFFIRMED and LIST_GOES_ON.search(left):
        left = _left(message.text, words, first, LIST_REACH)
        right = _right(message.text, words, last, LIST_REACH)
        return Status.DENIED if _listed(left, right) else status
    return status


def _judge(left: str, right: str, matched: str) -> Status:
    theirs = NOT_OURS.search(left) and not OURS.search(matched)
    if theirs or AT_NOT_OURS.match(right) or FAMILY.search(left):
        return Status.OTHER
    for test in (_supposed, _negated, _bygone):
        status = test(left, right, matched)
        if status is not None:
            return status
    return Status.AFFIRMED


def _supposed(left: str, right: str, _matched: str) -> Status | None:
    """Hypothetical or uncertain."""
    if IF.search(left):
        asked = ASKED_IF.search(left) or IF_NORMAL.search(left[left.rfind("si ") :])
        return Status.UNCERTAIN if asked else Status.HYPOTHETICAL
    if FEARED.search(left) or ANNOUNCED.search(left) or MAY_HAPPEN.match(right):
        return Status.HYPOTHETICAL
    if ANSWER_NO.match(right):
        return Status.DENIED
    if DOUBT.search(left) or (DOUBT_AFTER.match(right) and not left.strip()):
        return Status.UNCERTAIN
    return None


def _negated(left: str, right: str, matched: str) -> Status | None:
    """Denied, or nearly so (UNCERTAIN), or None."""
    if NEVER_STOPS.search(left) or (matched.startswith("mal mal") and left.endswith("pas ")):
        return None
    if DOUBLE_NO.search(left):
        return Status.UNCERTAIN
    if LESS.search(left):
        return Status.UNCERTAIN
    if _ruled_out(right, matched) or NOT_DIRECT.search(left) or NOT_THE.search(left):
        return Status.DENIED
    if NO_MORE.search(left):
        return None if _more(left, right, matched) else Status.DENIED
    if WITHOUT.search(left):
        return None if ONLY_WITH.search(left) or WEEK_WITHOUT.search(left) else Status.DENIED
    if WHO_DOES.search(left):
        return Status.DENIED
    nothing = NOTHING.search(left) or (NOTHING_HERE.search(left) and A_MOMENT.match(matched))
    if _listed(left, right) or DENIED.search(left) or nothing:
        if UNTIL_NOW.match(right):
            return Status.UNCERTAIN
        return None if NEVER_SUCH.match(right) else Status.DENIED
    return _negated_verb(left, right, matched)


def _listed(left: str, right: str) -> bool:
    """One of a list of denials: `pas de fièvre, de toux, ni de frissons`; `arrête pas de vomir, de tousser` is none."""
    if NEVER_STOPS_ANY.search(left):
        return False
    return bool(LISTED.search(left) or (LIST_OPEN.search(left) and LIST_CLOSES.match(right)))


def _more(left: str, right: str, matched: str) -> bool:
    """`encore plus de sang`, `plus de 10 vomissements`: no denial."""
    return bool(QUANTITY.match(matched) or MORE.search(left) or COMPARED.match(right))


def _ruled_out(right: str, matched: str) -> bool:
    """`embolie éliminée`, `PAC retiré`; but `gonflé autour du cathlon retiré` is still swollen."""
    gone = REMOVED.match(right) and not LOCAL_SIGN.search(matched)
    of_nothing = matched.startswith("opere") and right.startswith("de rien")
    return bool(gone or of_nothing or RULED_OUT.match(right) or NOWHERE.match(right))


def _negated_verb(left: str, right: str, matched: str) -> Status | None:
    """`ça ne saigne pas`, `je vomis plus` (more, or no more? uncertain without `ne`)."""
    if VERB_INSIDE.search(matched):
        own = " qui " in matched and OWN_NEGATION.search(matched)
        return Status.DENIED if VERB_NOT.match(right) and not own else None
    if not VERB_PLACE.search(left):
        return None
    if VERB_LITTLE.match(right):
        return Status.UNCERTAIN
    if VERB_NOT.match(right):
        return Status.DENIED
    if VERB_NO_MORE.match(right):
        return Status.DENIED if HAS_NE.search(left) else Status.UNCERTAIN
    return None


def _bygone(left: str, right: str, matched: str) -> Status | None:
    """Past, unless the same sentence says that it came back."""
    if ANTECEDENT.search(left) or FORMER.search(left) or STOPPED_BEFORE.search(left):
        return Status.PAST
    if AGAIN.search(right):
        return None
    if OVER.match(right) and not _fell_down(right, matched):
        return Status.PAST
    then = FAR_AFTER.match(right) or SETTLED.match(right) or _long_before(left, matched)
    if WAS.search(left) and then:
        return Status.PAST
    return None


def _long_before(left: str, matched: str) -> bool:
    now = HAS_NOW.search(left) or HAS_NOW.search(f"{left}{matched.partition(' ')[0]} ")
    return FAR_BEFORE.search(left) is not None and not now


def _fell_down(right: str, matched: str) -> bool:
    """`malaise, est tombée ce matin` is a fall; only a temperature falls and is over."""
    return "tombe" in right[:24] and "fievre" not in matched and "temperature" not in matched


def _left(text: str, words: tuple[Word, ...], first: int, reach: int = REACH) -> str:
    """The words before, back to the nearest clause end, a comma as `,`; ends with a space."""
    kept: list[str] = []
    for index in range(first - 1, max(first - 1 - reach, -1), -1):
        follower = words[index + 1] if index + 1 < len(words) else None
        if follower is not None:
            mark = _mark(text[words[index].end : follower.start], follower.border)
            if mark in ".?":
                break
            if mark != " ":
                kept.append(mark)
        kept.append(words[index].text)
    return "".join(f"{word} " for word in reversed(kept))


def _right(text: str, words: tuple[Word, ...], last: int, reach: int = REACH) -> str:
    """The words after, a question mark kept as `?`, stopping after a clause end."""
    kept: list[str] = []
    for index in range(last + 1, min(last + 1 + reach, len(words))):
        begin = words[index - 1].end if index else 0
        mark = _mark(text[begin : words[index].start], words[index].border)
        if mark == ".":
            asked = ["?"] if "?" in text[begin : words[index].start] else []
            return " ".join([*kept, *asked, "."])
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
