"""Tags of English words put right where the clause shows that the model erred.

The model learned from the web, and takes a verb for a noun in sentences as short as "The woman left." A clause needs a
finite verb, and an infinitive needs something before it: where the tags say otherwise, and the form of a word allows
it, the word is the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..draft import Lang
from .crf import has_gerund
from .function import known
from .lemmas import lemma

_NAMING = ("N", "NS", "NP", "R")
_BREAKS = ("U", "C", "S")
_TO_REACH = 3
"""Words back in which the "to" or "would" of an infinitive stands."""


def mended(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The tags with what the clause rules out put right; ``words`` and ``tags`` are of one sentence."""
    found, finite = list(tags), False
    for at in range(1, len(words)):
        if words[at] == "A" and tags[at - 1] in ("N", "NP"):
            found[at] = "NP"  # "source A", "block A"
        elif words[at] == "boarding" and words[at + 1 : at + 2] in (["school"], ["schools"]):
            found[at] = "A"
        elif words[at] == "who" and tags[at - 1] == "B" and tags[at - 2 : at - 1] in (["A"], ["NP"]):
            found[at - 1] = "N"  # "a Welsh grandmother who": a clause is of somebody
        elif words[at - 1 : at + 1] == ["from", "near"] and tags[at + 1 : at + 2] in (["NP"], ["D"]):
            found[at] = "P"  # "from near Hull"
        elif tags[at] == "N" and words[at].endswith("ing") and words[at - 1].lower() in known(Lang.EN, "be"):
            doing = tags[at + 1 : at + 2] in (["P"], ["D"], ["B"]) and lemma(words[at], Lang.EN) != words[at]
            found[at] = "VP" if doing else tags[at]  # "was fishing without a licence"
    for at, tag in enumerate(tuple(found)):
        before = _before(words, found, at)
        following = tags[at + 1] if at + 1 < len(tags) else "U"
        if words[at].lower() == "her" and tag == "R" and following in ("N", "NS", "A", "B") and at + 1 < len(tags):
            found[at] = "D"
        elif (
            words[at].lower() in ("that", "this")
            and words[at + 1 : at + 2]
            and words[at + 1] in known(Lang.EN, "times_of")
        ):
            found[at] = "D"  # "that winter"
        elif words[at].lower() in known(Lang.EN, "always_finite"):
            found[at] = "VF"  # "a patrol constable says he was asked"
        elif tag == "NP" and words[at].endswith("ed") and following in ("R", "D") and before in _NAMING:
            found[at] = "VF"  # "control WhatsApped her"
        elif _is_one_of_several(words, found, at) and following in ("N", "NP", "D", "R", "VP"):
            found[at] = "VF"  # "has a dog, teaches swimming"
        elif _is_verb_behind(words, found, at) and following in ("P", "D"):
            found[at] = "VF"  # "speaks slowly and apologises for it", "is ill and shares a room"
        elif tag == "N" and words[at - 1 : at] == ["to"] and following in ("NP", "D", "R") and has_gerund(words[at]):
            found[at] = "VI"  # "used to date Hoyle's niece"
        elif tag in _BREAKS:
            finite = False
        elif tag == "VI" and not _is_led(words, at):
            may_end = before != "N" or words[at].lower() in known(Lang.EN, "irregular_past")
            found[at] = "VF" if before in _NAMING and not finite and may_end else "N"
        elif before in _NAMING and _may_be_verb(words[at], tag):
            wanting = not finite and not _finite_ahead(found, at)
            if wanting or (not finite and tag == "NS" and found[at + 1 : at + 2] in (["D"], ["R"])):
                alone = words[at - 1].lower() in known(Lang.EN, "said_alone")  # "The other studied law and left"
                found[at] = "VF" if tag in ("N", "NS") or "VF" not in found or alone else tag
            elif tag == "N":
                found[at] = "VP"
        finite = finite or found[at] == "VF"
    if "VF" not in found:  # "The porter, 58, opened up."
        past = next((at for at, tag in enumerate(found) if tag == "VP" and not words[at].lower().endswith("ing")), None)
        if past is not None and any(tag in _NAMING for tag in found[:past]):
            found[past] = "VF"
    if (main := _after_aside(words, found)) is not None:
        found[main] = "VF"
    return found


def _is_one_of_several(words: Sequence[str], found: Sequence[str], at: int) -> bool:
    """Whether a word behind a comma has the form of the verb before it, and may be the next that somebody does."""
    behind = at > 1 and words[at - 1] == "," and found[at] == "NS" and "VF" in found[: at - 1]
    return behind and _may_be_verb(words[at], "NS") and words[0][:1].isupper()


def _is_verb_behind(words: Sequence[str], found: Sequence[str], at: int) -> bool:
    """Whether a word behind "and" has the form of a verb, and no noun that it could be joined to stands before that."""
    behind = at > 2 and found[at - 1] == "C" and "VF" in found[: at - 1] and found[at] == "NS"
    alone = behind and found[at - 2] not in ("N", "NS", "NP") and _may_be_verb(words[at], "NS")
    return alone or (behind and words[at] in known(Lang.EN, "verb_behind_and"))


def _before(words: Sequence[str], found: Sequence[str], at: int) -> str:
    """The tag before a word; that of a noun for an adjective that is one: "the other read law"."""
    tag = found[at - 1] if at else "U"
    if at > 1 and words[at - 1].isdigit() and words[at - 2].istitle() and found[at - 2] in ("N", "NP"):
        return "N"  # "Witness 4 mends"
    alone = (
        at > 1 and words[at - 1].lower() in known(Lang.EN, "said_alone") and words[at - 2].lower() in ("the", "a", "an")
    )
    return "N" if alone and found[at] in ("N", "A", "VP") and _is_past(words[at], found[at]) else tag


def _after_aside(words: Sequence[str], found: Sequence[str]) -> int | None:
    """Where the verb of the sentence stands after what a comma closed: "The third, who is ill, taught maths".

    None where the sentence has another, or is no whole sentence.
    """
    if not words or found[0] != "D" or words[-1] != ".":
        return None
    opened = next(
        (i for i in range(1, len(words)) if words[i].lower() in ("who", "which") and words[i - 1] == ","), None
    )
    for at in range(_FIRST, len(words) - 1):
        ahead = found[: opened if opened is not None and opened < at else at]
        # "The other, a cook, studied law and left": the last is one more verb of the same subject.
        behind = any(tag == "VF" and found[i - 1] != "C" for i, tag in enumerate(found[at + 1 :], at + 1))
        told = "VF" in ahead or behind or words[at - 1] != ","
        if not told and found[at] in ("VP", "A", "N") and found[at + 1] != "U" and _is_past(words[at], found[at]):
            return at
    return None


_FIRST = 3
"""Words before which no aside has ended: "The other, ill, left"."""


def _is_past(word: str, tag: str) -> bool:
    """Whether it has the form of a past tense, whatever it was taken for."""
    lower = word.lower()
    if lower in known(Lang.EN, "irregular_past"):
        return True
    return (
        tag != "N"
        and word.islower()
        and (lower.endswith("ed") or _may_be_verb(word, tag))
        and lemma(lower, Lang.EN) != lower
    )


def _is_led(words: Sequence[str], at: int) -> bool:
    """Whether a "to" or an auxiliary before it makes the word an infinitive; one that opens a sentence is an order."""
    near = words[max(0, at - _TO_REACH) : at]
    leads = known(Lang.EN, "infinitive_leads")
    return at == 0 or any(
        word.lower().replace("’", "'") in leads or word.lower().endswith(("n't", "n’t")) for word in near
    )


def _may_be_verb(word: str, tag: str) -> bool:
    """Whether a word tagged as a noun has the form of a verb: an irregular past, or a third person."""
    lower = word.lower()
    if not word.islower():
        return False
    base = lemma(lower, Lang.EN)
    if tag in ("N", "A", "B", "VP"):
        irregular = bool(base) and base != lower and not lower.endswith(("s", "men", "er", "est", "ing"))
        return irregular or lower in known(Lang.EN, "irregular_past")
    stems = [lower[:-1], lower[:-2], lower[:-3] + "y"]
    return tag == "NS" and any(has_gerund(stem) for stem in stems)


def _finite_ahead(tags: Sequence[str], at: int) -> bool:
    for tag in tags[at + 1 :]:
        if tag in _BREAKS:
            return False
        if tag == "VF":
            return True
    return False
