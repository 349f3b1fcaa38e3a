"""Who wrote a message that a text quotes as one: "reads one of them", "luidt er een", "the answer came: …".

Such words name no speaker. Whoever the paragraph says sent the messages wrote this one too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ..draft import Draft, Lang, Span
from ..segment import segment
from .public import Bearer, Bearers

_FILE = Path(__file__).parent / "data" / "messages.json"
_CLOSING = re.compile(r"[”’\"'»,.\s]*")
_OPENING = re.compile(r"[“‘\"'„«\s]+$")
_AUTHOR = 45
"""Characters before a verb of writing, or behind a message, in which its author is named."""
_LEAD = 600
"""Characters before a quotation in which the clause stands that leads to it: a page may have no line ends."""


def is_message(draft: Draft, quote: Span) -> bool:
    """Whether the words beside the quotation say that it is read, not said."""
    words, text = _words(draft.lang), draft.text
    closing = _CLOSING.match(text, quote.end)
    after = closing.end() if closing else quote.end
    before = _before(text, quote)
    return bool(
        words["reads_after"].match(text, after)
        or words["reads_before"].search(before)
        or words["answer"].search(before)
    )


def receiver(draft: Draft, quote: Span) -> str | None:
    """The pronoun, in lower case, of whoever the words before ``quote`` say got it: "the message she received, …"."""
    found = _words(draft.lang)["received"].search(_before(draft.text, quote))
    return found["who"].lower() if found else None


def author(draft: Draft, quote: Span, bearers: Bearers) -> Bearer | bool:
    """The public person whom the paragraph says wrote last before ``quote``; True: somebody else, False: nobody."""
    words, text = _words(draft.lang), draft.text
    start = _start_of_paragraph(text, quote)
    told = segment(text)
    writing: Bearer | bool = False
    for verb in words["writing"].finditer(text, start, quote.start):
        if any(other.contains(Span(*verb.span())) for other in told.quotes):
            continue
        if verb["from"]:
            found = bearers.at(Span(verb.end(), min(len(text), verb.end() + 2)))
        else:
            found = _subject(text, Span(start, verb.start()), bearers, words["between"])
            if found is None and writing is not False:
                continue  # "she wrote back" makes nobody else of who sent the messages
        writing = found or (writing if verb["from"] else True)
    return writing


def _subject(text: str, before: Span, bearers: Bearers, between: re.Pattern[str]) -> Bearer | None:
    """The public person who stands right before a verb, apart from words such as "had" and "her"."""
    end = before.end
    while skipped := between.search(text, max(before.start, end - _AUTHOR), end):
        end = skipped.start()
    return bearers.at(Span(end - 2, end)) if end - 2 >= before.start else None


def _before(text: str, quote: Span) -> str:
    """What leads to ``quote`` in its paragraph, with a blank for the marks that open it."""
    start = max(_start_of_paragraph(text, quote), quote.start - _LEAD)
    return _OPENING.sub(" ", text[start : quote.start])


def _start_of_paragraph(text: str, quote: Span) -> int:
    paragraph = segment(text).paragraph_at(quote.start)
    return paragraph.start if paragraph else 0


@lru_cache(maxsize=len(Lang))
def _words(lang: Lang) -> Mapping[str, re.Pattern[str]]:
    lists = json.loads(_FILE.read_text(encoding="utf-8"))[lang]
    found = {
        name: re.compile(lists[name], re.IGNORECASE) for name in ("reads_after", "reads_before", "received", "answer")
    }
    found["between"] = re.compile(rf"\b{lists['between']}$", re.IGNORECASE)
    written = rf"\b(?:{lists['sent']})\b|\b(?:{lists['message']}) (?P<from>{lists['from']}) (?:the |de |het )?"
    return found | {"writing": re.compile(written, re.IGNORECASE)}
