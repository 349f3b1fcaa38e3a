"""Letters in which a newsroom asks for a reply, and whether a name in one is that of the reporter who asks.

Called by :mod:`.public` and :mod:`.newsroom`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..cues import cues
from ..draft import Lang, Span
from .wordlists import word_lists

_WORD = re.compile(r"[\w'’-]+")
_ALONE = " \t*_,>"
"""What may stand beside a name that is alone on its line, that of a quoted mail too."""

_CLOSING_REACH = 80
_CUES = cues(__package__, "press")
_CLOSING = {
    lang: re.compile(
        rf"^[*_ ]*(?:{_CUES.any_of(f'closing_{lang}')})\b[^\n]{{0,25}}\n+\s*\Z", re.IGNORECASE | re.MULTILINE
    )
    for lang in Lang
}
_OF_YOU = {Lang.NL: "over|aan|met|van|door", Lang.EN: "about|to|with|of|by|on"}
_NOT_YOU = {
    Lang.NL: rf"(?:(?!(?<!\w)(?:u|je|jij|jullie)\b)[^.\n]|(?<=\b)(?:{_OF_YOU[Lang.NL]}) (?:u|je|jullie)\b){{0,60}}",
    Lang.EN: rf"(?:(?!\byou\b)[^.\n]|\b(?:{_OF_YOU[Lang.EN]}) you\b){{0,60}}",
}
"""A clause of which "you" is not the subject: whom it is about, or written to, may be named in it."""
_PUBLISHES = {
    Lang.NL: re.compile(
        rf"\b(?:wij|we)\b{_NOT_YOU[Lang.NL]}\b(?:publiceren|publicatie|artikel|reportage|uitzending)\b"
        r"|\b(?:ons|onze) (?:artikel|publicatie|reportage|uitzending)\b|\bwederhoor\b",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(
        rf"\bwe\b{_NOT_YOU[Lang.EN]}\b(?:publish(?:ing)?|publication|article|broadcast|programme)\b"
        r"|\bour (?:article|reporting|programme|investigation|deadline)\b"
        r"|\bright of reply\b|\bbefore publication\b",
        re.IGNORECASE,
    ),
}
"""What a newsroom says of what it is to publish; a reader who writes in asks "you" to."""

_REPLY = {lang: re.compile(rf"\b(?:{_CUES.any_of(f'reply_{lang}')})\b", re.IGNORECASE) for lang in Lang}
_SUBJECT = re.compile(
    r"(?im)^[ \t>*_]*(?:betreft|onderwerp|inzake|re|subject)[ \t*_]*:[^\n]*"
    r"\b(?:wederhoor|weerwoord|right of reply|request for comment)\b"
)
_WE_PUBLISH = {
    Lang.NL: re.compile(
        rf"\b(?:wij|we)\b{_NOT_YOU[Lang.NL]}\b(?:publiceren|publicatie|uitzenden|uitzending)\b"
        r"|\b(?:ons|onze) (?:artikel|publicatie|stuk|reportage|uitzending)\b|\bv[oó][oó]r (?:publicatie|uitzending)\b"
        r"|\b(?:ik|mij|me)\b[^!?\n]{0,40}\bop (?:de|onze) (?:\w*redactie)\b",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(
        rf"\bwe\b{_NOT_YOU[Lang.EN]}\b(?:publish(?:ing)?|broadcast)\b"
        r"|\bwe (?:will|shall|plan to|intend to|propose to|are going to|expect to)"
        r" (?:publish|report|say|run|broadcast|air)\b"
        r"|\bour (?:article|reporting|investigation|piece|programme)\b|\bbefore (?:publication|broadcast)\b"
        r"|\b(?:I|me)\b[^!?\n]{0,40}\b(?:at|on) (?:the|our) (?:newsdesk|news desk|city desk|newsroom)\b",
        re.IGNORECASE,
    ),
}
SENDER = re.compile(r"(?im)^[ \t>*_]*(?:van|from|afzender|sender)[ \t*_]*:[ \t*_]*")
_CLOSES = re.compile(rf"(?im)^[ \t*_]*(?:{_CUES.any_of('closes')})[ \t]*,?[ \t]*$\n")
_SIGNED_LINES, _SIGNED_LENGTH = 6, 70
_HERE = re.compile(
    r"[ \t]+here[ \t]+(?:from|at|of|with)\b|,? (?:hier,? )?(?:verslaggever|journalist|redacteur|redactie)\b"
)
"""How whoever writes says of what paper they are: "Robin Marsh here from the Courier"."""

_CAPITALS = r"(?:(?:[Tt]he|[Dd]e|[Hh]et) )?[A-ZÀ-ÖØ-Þ][\w'’-]*(?: [A-ZÀ-ÖØ-Þ][\w'’-]*){0,4}"
_WRITES_FOR = {
    Lang.NL: re.compile(
        rf"\b(?:[Ii]k schrijf|[Ww](?:e|ij) schrijven)(?: dit| u| hier)? voor (?P<paper>{_CAPITALS})"
        rf"|\b(?:verslaggever|journalist|redacteur) (?:bij|van|voor) (?P<other>{_CAPITALS})"
    ),
    Lang.EN: re.compile(
        rf"\b(?:I write|I report|I['’]m writing|I am writing|[Ww]e write)(?: this| to you)? for (?P<paper>{_CAPITALS})"
        rf"|\b(?:reporter|journalist|correspondent) (?:at|for|with|on|of) (?P<other>{_CAPITALS})"
        rf"|\bhere from (?P<named>(?:[Tt]he )?(?:[A-ZÀ-ÖØ-Þ][\w'’-]* ){{0,4}}(?:{_CUES.any_of('papers')}))(?!\w)"
    ),
}
"""Of what paper whoever writes says to be; behind "here from" only what is called as papers are."""

_HANDED = {
    lang: re.compile(rf"(?i)(?=[^\n]*\b(?:{_CUES.any_of(f'notes_{lang}')})\b)[^\n]*\b(?:{to_whom}) \Z")
    for lang, to_whom in ((Lang.NL, "voor|aan|door"), (Lang.EN, "for|to|by"))
}
_NEXT = re.compile(r" only\b| alone\b| alleen\b|[ \t*]*(?:[.,;)]|\n|\Z)")
_TOP_LINES, _TOP_LENGTH = 4, 160


def handles_notes(text: str, lang: Lang, span: Span) -> bool:
    """Whether the first lines of notes say that they are for, or were typed by, whoever bears a name: a colleague.

    All 23 such names in the corpus' training drafts are public.
    """
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    before = text[start : span.start]
    short = (end if end >= 0 else len(text)) - start <= _TOP_LENGTH
    if not (short and _HANDED[lang].match(before) and _NEXT.match(text, span.end)):
        return False
    return sum(bool(line.strip()) for line in text[:start].split("\n")) < _TOP_LINES


@lru_cache(maxsize=8)  # asked of every name in it
def asks_for_reply(text: str, lang: Lang) -> bool:
    """Whether a text is a letter of a newsroom that tells what it is to publish, and asks what is to be said to that.

    It has the head or the closing formula of a letter; a reader who writes about an article says neither.
    """
    told = _SUBJECT.search(text) or (_WE_PUBLISH[lang].search(text) and _REPLY[lang].search(text))
    return bool(told) and (SENDER.search(text) is not None or _CLOSES.search(text) is not None)


@lru_cache(maxsize=8)
def signature(text: str) -> Span | None:
    """The short lines under the last closing formula of a letter."""
    closed = list(_CLOSES.finditer(text))
    if not closed:
        return None
    at = end = closed[-1].end()
    for line in text[at:].split("\n")[:_SIGNED_LINES]:
        if len(line) > _SIGNED_LENGTH:
            break
        end = min(end + len(line) + 1, len(text))
    return Span(at, end) if end > at else None


def signs_for_press(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands alone as a letter's signature, and it is told that its bearer is of the press.

    Below it by a word of the trade, or in the letter by what "we" are to publish. In a letter of a newsroom that asks
    for a reply, whoever it is from, too, and whoever a line of the signature begins with. Of the names in the corpus
    that stand alone so, all 29 of which one of the two is told are those of reporters.
    """
    mail = _mail_around(text, span)
    text, span = mail.of(text), Span(span.start - mail.start, span.end - mail.start)
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if asks_for_reply(text, lang) and _is_writers(text, span, start):
        return True
    if not text[start : span.start].strip(_ALONE) and _is_of_paper(text, lang, span, end):
        return True
    if text[start : span.start].strip(_ALONE) or (end >= 0 and text[span.end : end].strip(_ALONE)):
        return False
    below = text[end:].split("\n", 3)[1:3] if end >= 0 else []
    press = word_lists(lang).apart["press"]
    if any(word.lower() in press for line in below for word in _WORD.findall(line)):
        return True
    closed = _CLOSING[lang].search(text[max(0, start - _CLOSING_REACH) : start])
    return bool(closed) and _PUBLISHES[lang].search(text) is not None


def _is_of_paper(text: str, lang: Lang, span: Span, end: int) -> bool:
    """Whether the paper that the letter says to come from stands behind a name on its line, or right below it."""
    papers = _papers(text, lang)
    if not papers:
        return False
    line = text[span.end : end if end >= 0 else len(text)]
    below = text[end:].split("\n", 2)[1:2] if end >= 0 and not line.strip(_ALONE) else []
    parts = {_bare(part) for part in (*re.split(r"[|,–—]", line)[1:], *below)}
    here = _HERE.match(line)
    return not papers.isdisjoint(parts) or (here is not None and _bare(line[here.end() :]).startswith(tuple(papers)))


@lru_cache(maxsize=8)
def _papers(text: str, lang: Lang) -> frozenset[str]:
    """The names of the papers that whoever writes says to be of."""
    found = (next(filter(None, said.groups())) for said in _WRITES_FOR[lang].finditer(text))
    return frozenset(map(_bare, found))


def _bare(name: str) -> str:
    """A paper's name without its article and what stands around it."""
    return re.sub(r"^(?:the|de|het) ", "", name.strip(" \t*_.,;").lower())


@lru_cache(maxsize=8)
def _senders(text: str) -> tuple[Span, ...]:
    """What stands before whom each mail of a thread is from."""
    return tuple(Span(*head.span()) for head in SENDER.finditer(text))


def _mail_around(text: str, span: Span) -> Span:
    """The mail of a thread in which a name stands: what the newsroom writes says nothing of who signs the others."""
    heads = [head.start for head in _senders(text)]
    if len(heads) < 2:
        return Span(0, len(text))
    start = max((head for head in heads if head <= span.start), default=0)
    return Span(start, min((head for head in heads if head > span.start), default=len(text)))


def _is_writers(text: str, span: Span, start: int) -> bool:
    """Whether a name is the sender's in the head of a letter, begins the lines under it, or says who writes."""
    senders = _senders(text)
    if len(senders) == 1 and senders[0].end == span.start:
        return True
    signed = signature(text)
    begins = not text[start : span.start].strip(_ALONE)
    return begins and (bool(_HERE.match(text, span.end)) or (signed is not None and signed.contains(span)))
