"""Cheap signs that an edit broke a sentence: doubled articles, orphan commas, a wrong "a", an empty pair of quotes.

Every rewording is checked against these before it is offered, and thrown away if it adds one. They catch what grammar
rules get wrong at the seams; they do not prove that a sentence is good.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from ..draft import Lang, Span
from ..segment import paragraph_near

_FLAGS = re.IGNORECASE | re.MULTILINE
REACH = 100
"""Characters beside a change in which a sign that it makes begins or ends: more than any of them is long."""
_BLANK = r"[^\S\n]"
_SENTENCE_START = re.compile(r"(?:^[^\S\n]*|[.!?][”’'\"»)]?[^\S\n]+)[“‘'\"«(*_]*[a-zß-ÿ]", re.MULTILINE)


def faults(text: str, edited: str, around: Span, lang: Lang) -> list[str]:
    """The kinds of breakage that ``edited`` has more of than ``text``, looking at the paragraph of ``around``.

    ``around`` is a span of ``text``; the two differ only within its paragraph.
    """
    paragraph = paragraph_near(text, around.start)
    start = min(paragraph.start if paragraph else around.start, around.start)
    end = max(paragraph.end if paragraph else around.end, around.end)
    grown = len(edited) - len(text)
    near, far = max(start, around.start - REACH), min(end, around.end + REACH)
    own, new = text[near:far], edited[near : far + grown]
    found = [n for n, sign in _signs(lang).items() if (count := _count(sign, new)) and count > _counted(sign, own)]
    was, now = around.of(text), edited[around.start : around.end + grown]
    brackets = any(_balance(now, *pair) != _balance(was, *pair) for pair in ("()", "[]", "«»"))
    # „…” and „…“ and “…”: which mark opens is a matter of country, so only their number can be checked.
    if brackets or any(_odd(was + now, marks) and not _odd(text[start:end], marks) for marks in ('"', "“„”")):
        found.append("unbalanced")
    edges = (around.start, around.start), (around.end, around.end + grown)
    if any(_parts_word(edited, later) and not _parts_word(text, earlier) for earlier, later in edges):
        found.append("run together")
    if not now.strip() and was.strip() and not edited[start : end + grown].strip():
        found.append("empty paragraph")
    return found


@cache
def _signs(lang: Lang) -> Mapping[str, re.Pattern[str]]:
    table = tomllib.loads((resources.files(__package__) / "data" / "lint.toml").read_text(encoding="utf-8"))
    signs = {name: _compiled(expression) for name, expression in {**table["any"], **table[lang]}.items()}
    return {**signs, "lower-case start": _SENTENCE_START}


def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression.replace("\n", "").replace("~", _BLANK), _FLAGS)


def _count(sign: re.Pattern[str], text: str) -> int:
    return len(list(sign.finditer(text)))


@lru_cache(maxsize=1024)
def _counted(sign: re.Pattern[str], text: str) -> int:
    """As :func:`_count`, for what stands there already: every wording of a detail is compared with it."""
    return _count(sign, text)


def _parts_word(text: str, at: int) -> bool:
    """Whether the offset lies within a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _odd(text: str, marks: str) -> bool:
    return sum(text.count(mark) for mark in marks) % 2 == 1


def _balance(text: str, opening: str, closing: str) -> int:
    return text.count(opening) - text.count(closing)
