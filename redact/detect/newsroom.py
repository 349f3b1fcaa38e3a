"""Where a newsroom or a press office is reached: no contact of anybody to protect.

Called by detection, which leaves such a number or address as it is. Three things say so: the mailbox itself ("pers@"),
the label before it ("press office 020 …", "tips go to …"), and a letter in which the newsroom asks for a reply: what
its writer gives there of their own, and where it goes if it greets whom it asks as one in office. Elsewhere nobody is
said to be public because a reporter writes to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..cues import cues
from ..draft import Lang, Span
from .correspondents import REACHED, of_office
from .press import SENDER, asks_for_reply, signature
from .wordlists import word_lists

_CUES = cues(__package__, "newsroom")
_LABEL = {
    lang: re.compile(
        rf"\b(?:{_CUES.any_of(f'desk_{lang}')})"
        rf"(?:[ \t,:(–-]|\b(?:{_CUES.any_of(f'between_{lang}')})\b\.?){{1,14}}\+?\Z",
        re.IGNORECASE,
    )
    for lang in Lang
}
_OWN = {
    Lang.NL: re.compile(
        r"(?:\b(?:mij|me|ons)\b[^.!?\n]{0,50}\b(?:bereik\w*|bellen|mailen|appen|schrijven)"
        r"|\b(?:bereikt?|bel|mail|app|schrijf|bereiken)\b[^.!?\n]{0,20}\b(?:mij|me|ons)\b"
        r"|\b(?:ik|wij|we) (?:ben|zijn)\b[^.!?\n]{0,40}\b(?:bereikbaar|te bereiken)"
        r"|\bmijn (?:directe |rechtstreekse )?(?:nummer|mobiele|mail\w*|e-mail\w*))[^!?\n]{0,70}\Z",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(
        rf"(?:\b(?:{_CUES.any_of('calls_en')}) (?:me|us)\b"
        r"|\b(?:I|we)(?: can|['’]m| am| are|['’]re)(?: also| always)?(?: be)? (?:reached|contacted|reachable|available"
        r"|on)\b|\bmy (?:direct |own )?(?:number|line|mobile|e-?mail|phone)\b|\bthe desk line\b)[^!?\n]{0,70}\Z",
        re.IGNORECASE,
    ),
}
"""What the writer of a letter says before what reaches them."""

_CALLS_READERS = {
    Lang.NL: re.compile(
        r"\b(?:mail|bel|schrijf|app) ons\b[^!?\n]{0,40}\Z|\breageren\? (?:mail|schrijf|bel)\b[^!?\n]{0,20}\Z",
        re.IGNORECASE,
    ),
    Lang.EN: re.compile(r"\b(?:call|text|e-?mail|message|tell|leave) us\b[^!?\n]{0,40}\Z", re.IGNORECASE),
}
"""A call to every reader; whoever writes a letter says "call us" of themselves."""

_BESIDE = re.compile(r"[ \t]*(?:[,/|;]|or|of|en|and)?[ \t]*(?:via|at|on|per|op)?[ \t(+]*")
_TO = re.compile(r"[ \t>*_]*(?:aan|cc|bcc|to)[ \t*_]*:", re.IGNORECASE)
_FORMAL = re.compile(rf"(?m)^[ \t>*_]*(?:[Gg]eachte|[Bb]este (?:heer|mevrouw)|[Dd]ear (?:{_CUES.any_of('formal')}))\b")
_FIGURES = re.compile(r"(?:[ ()/.-]{0,2}\d)*")
_HEAD_LINES = 8
_REACH = 90
_WORD = re.compile(r"[^\W\d_]+")


def contacts_of_newsroom(text: str, lang: Lang) -> Iterator[Span]:
    """The numbers and addresses in ``text`` at which a newsroom or a press office is reached, in order."""
    letter, below = asks_for_reply(text, lang), signature(text)
    last = rest = 0
    for reached in REACHED.finditer(text):
        end, mail = reached.end(), "@" in reached[0]
        # A page of figures is one number with many in it, which all end where it does.
        if not mail and end > rest and (figures := _FIGURES.match(text, end)):
            rest = figures.end()
        span = Span(reached.start(), end if mail else rest)
        line = text[max(0, span.start - _REACH) : span.start].rpartition("\n")[2]
        if (
            _is_of_press(reached[0], lang)
            or _LABEL[lang].search(line)
            or (below is None and _CALLS_READERS[lang].search(line))
            or (letter and _is_own(text, span, line, below, last, lang))
        ):
            last = span.end
            yield span


def _is_own(text: str, span: Span, line: str, below: Span | None, last: int, lang: Lang) -> bool:
    """Whether it is the letter's writer's, who asks for a reply, or that of the office to which the letter goes."""
    return bool(
        _OWN[lang].search(line)
        or (last and _BESIDE.fullmatch(text, last, span.start))
        or _is_sender(text, span.start)
        or (_TO.match(line) and (of_office(span.of(text), lang) or _FORMAL.search(text)))
        or (below is not None and below.contains(span))
    )


def _is_of_press(address: str, lang: Lang) -> bool:
    """Whether a mailbox is called by the press and by nobody: "pers@", "press.office@", and no "anna.tip@"."""
    local, at, _ = address.lower().partition("@")
    lists, words = word_lists(lang), _WORD.findall(local.partition("+")[0])
    others = [word for word in words if word not in lists.apart["pressbox"]]
    return bool(at) and len(others) < len(words) and not any(lists.is_name(word.title()) for word in others)


def _is_sender(text: str, at: int) -> bool:
    """Whether it stands behind "From:" in the head of the one letter that the text is."""
    senders = list(SENDER.finditer(text))
    if len(senders) != 1 or text.count("\n", 0, at) >= _HEAD_LINES:
        return False
    return senders[0].end() <= at and "\n" not in text[senders[0].end() : at]
