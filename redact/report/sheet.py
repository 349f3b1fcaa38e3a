"""The report as plain JSON with every word in place: what the PDF's template is given, and nothing more.

No text of a draft is ever spliced into the template; it travels as data.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict

from ..story import Adversary
from .sources import Outcome, Reader, Source
from .view import View

FIRST_EMOJI = 0x1F000
"""From here on no font that comes with the typesetter has a picture; an emoji is shown by its name."""

INVISIBLE = {"Cc", "Cf", "Cs", "Cn"}
"""Categories of characters that steer or stand for nothing: a draft must not turn the page's text around."""

SOFT_HYPHEN = "\u00ad"


def sheet(view: View, version: str) -> object:
    """Everything of ``view`` that is drawn, as JSON; the words of its language under ``t``."""
    content = {
        "lang": view.lang.value,
        "draft_lang": view.analysis.reading.draft.lang.value,
        "t": view.words.table,
        "made_by": view.words("page.made_by", version=version),
        "confidential": view.words("page.confidential" if view.show_text else "page.confidential_without_text"),
        "title": view.title,
        "summary": view.summary,
        "examined": view.examined,
        "not_checked": view.not_checked,
        "columns": [_column(view, adversary) for adversary in view.adversaries],
        "ticks": view.ticks,
        "sources": [_source(source) for source in view.sources],
        "with_text": view.show_text,
        "changes": [
            {
                "entries": [[entry.label, entry.buys] for entry in view.entries(change)],
                "before": [[part.text, part.changed] for part in change.before],
                "after": [[part.text, part.changed] for part in change.after],
            }
            for change in view.changes
        ],
        "links": {"same": view.same_people, "rows": view.links, "none": view.no_links},
        "promises": {"scope": view.promise_scope, "rows": view.promises},
        "log": [entry.cells for entry in view.log],
        "reasons": view.words("log.reasons", reasons=view.reasons),
        "rates": view.rates,
    }
    return _shown(content)


def _column(view: View, adversary: Adversary) -> dict[str, str]:
    threshold = view.words("overview.threshold", n=view.thresholds[adversary])
    return {"id": adversary.value, "name": view.words(f"adversary_short.{adversary.value}"), "threshold": threshold}


def _source(source: Source) -> dict[str, object]:
    return {**asdict(source), "readers": [_reader(reader) for reader in source.readers]}


def _reader(reader: Reader) -> dict[str, object]:
    same: Outcome | None = reader.before if reader.before == reader.after else None
    return {**asdict(reader), "id": reader.adversary.value, "unchanged": same is not None}


def _shown(value: object) -> object:
    """The same value with every string as it can be set."""
    if isinstance(value, str):
        return "".join(_character(char) for char in value)
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list | tuple) else value


def _character(char: str) -> str:
    if char in "\n\t" or char == SOFT_HYPHEN:
        return char
    if ord(char) >= FIRST_EMOJI and unicodedata.category(char) == "So":
        return f"[{unicodedata.name(char, 'emoji').lower()}]"
    emoji_part = 0xFE00 <= ord(char) <= 0xFE0F or 0x1F3FB <= ord(char) <= 0x1F3FF
    return "" if emoji_part or unicodedata.category(char) in INVISIBLE else char
