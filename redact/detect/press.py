"""Whether a name under a letter is that of whoever asks the questions: a reporter, who is no source.

Called by :mod:`.public`.
"""

from __future__ import annotations

import re

from ..draft import Lang, Span
from .wordlists import word_lists

_WORD = re.compile(r"[\w'’-]+")
_ALONE = " \t*_,"
"""What may stand beside a name that is alone on its line."""

_CLOSING_REACH = 80
_CLOSING = {
    Lang.NL: re.compile(
        r"^[*_ ]*(?:met (?:vriendelijke|hartelijke) groet(?:en)?|(?:vriendelijke )?groet(?:en)?|hoogachtend|mvg"
        r"|alvast dank)\b[^\n]{0,25}\n+\s*\Z",
        re.IGNORECASE | re.MULTILINE,
    ),
    Lang.EN: re.compile(
        r"^[*_ ]*(?:yours|(?:kind |best |warm )?regards|best(?: wishes)?|sincerely|(?:many |with )?thanks)"
        r"\b[^\n]{0,25}\n+\s*\Z",
        re.IGNORECASE | re.MULTILINE,
    ),
}
_NOT_YOU = {Lang.NL: r"(?:(?!\b(?:u|je|jij|jullie)\b)[^.\n]){0,60}", Lang.EN: r"(?:(?!\byou\b)[^.\n]){0,60}"}
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


def signs_for_press(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands alone on a line as a letter's signature, and it is told that its bearer is of the press.

    Below it by a word of the trade, or in the letter by what "we" are to publish. Of the names in the corpus that stand
    so, all 29 of which one of the two is told are those of reporters.
    """
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    if text[start : span.start].strip(_ALONE) or (end >= 0 and text[span.end : end].strip(_ALONE)):
        return False
    below = text[end:].split("\n", 3)[1:3] if end >= 0 else []
    press = word_lists(lang).apart["press"]
    if any(word.lower() in press for line in below for word in _WORD.findall(line)):
        return True
    closed = _CLOSING[lang].search(text[max(0, start - _CLOSING_REACH) : start])
    return bool(closed) and _PUBLISHES[lang].search(text) is not None
