"""The tokenizer: text and markup by turns, as section 13.2.5 of the HTML standard cuts them, and what a tag says.

Tokens are slices of the source: joined they are the source again, and one that is not touched stays as it is. A tag
that appears often is taken apart once by those who keep what they learned of it (layout.py, clean.py).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from .rules import RAWTEXT, RCDATA

_WS = r"[\t\n\f\r ]"
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)"""
_ATTRIBUTE = rf"([^\t\n\f\r />][^\t\n\f\r />=]*+)({_WS}*+=(?:{_WS}*+({_VALUE}))?+)?+"
_UNGROUPED = re.sub(r"\((?!\?)", "(?:", _ATTRIBUTE)  # groups would be tokens of their own
_REST = rf"(?:[\t\n\f\r /]++|{_UNGROUPED})*+(?:>|\Z)"
_END = r"(?=[\t\n\f\r />])"


def _single(name: str) -> str:
    """An element whose content is one text, as one token; without an end tag it goes on to the end of the file."""
    word = "".join(f"[{char}{char.upper()}]" for char in name)
    close = r"\Z" if name == "plaintext" else rf"(?:</{word}{_END}{_REST}|\Z)"
    return rf"{word}{_END}{_REST}.*?{close}"


_SINGLE = "|".join(_single(name) for name in RCDATA + RAWTEXT)
_START_OF_SINGLE = "(?=[" + "".join(sorted({name[0] for name in RCDATA + RAWTEXT})) + "STXINP])"
TOKEN = re.compile(
    "(<(?:"
    # What most markup is, before the full rules: that they come first halves the time.
    r"/[a-zA-Z0-9]++>"
    r"|(?:p|span|a|b|i|li|td|tr|em|strong|h[1-6]|br|div|ul|ol)(?: [a-z-]++=\"[^\"]*+\")*+>"
    rf"|{_START_OF_SINGLE}(?:{_SINGLE})"
    rf"|/?[a-zA-Z][^\t\n\f\r />]*+{_REST}"
    r"|!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|[!?][^>]*+>?"
    r"|/(?:[^a-zA-Z>][^>]*+)?+>"
    r"|/[^a-zA-Z>][^>]*+"
    "))",
    re.DOTALL,
)
_LINE_ENDS = re.compile(r"\r\n?")
_NAME = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*+)")
_ONE = re.compile(_ATTRIBUTE, re.DOTALL)
_HEAD = re.compile(rf"</?[a-zA-Z][^\t\n\f\r />]*+{_REST}", re.DOTALL)
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[0-9a-zA-Z]+;?)")


class Attribute(NamedTuple):
    """``name`` in lower case, ``value`` decoded; ``start`` to ``end`` of the token are the attribute."""

    name: str
    value: str
    start: int
    end: int


class Tag(NamedTuple):
    """A start or end tag; ``content`` is what stands in an element that is one token."""

    name: str
    closing: bool
    attributes: tuple[Attribute, ...]
    content: str = ""
    whole: bool = True

    def get(self, name: str) -> str | None:
        """The value of an attribute: of the first of that name, as browsers take it."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute.value
        return None


def tokens(source: str) -> list[str]:
    """Text (at even places) and markup (at odd ones) by turns."""
    return TOKEN.split(source)


def parse_tag(token: str) -> Tag | None:
    """What a token of markup says; None for comments, declarations and what browsers drop."""
    named = _NAME.match(token)
    if named is None:
        return None
    name, closing = named[2].lower(), bool(named[1])
    name = "img" if name == "image" else name  # 13.2.6.4.7: "Don't ask."
    head = _HEAD.match(token)
    end = head.end() if head else len(token)
    whole = token[end - 1] == ">"
    content = ""
    if not closing and name in RCDATA + RAWTEXT:
        close = token.rfind("</")
        content = token[end : close if close >= end and name != "plaintext" and token[-1] == ">" else len(token)]
    return Tag(name, closing, tuple(_attributes(token, named.end(), end - whole)), content, whole)


def decoded(text: str) -> str:
    """Text with its character references decoded."""
    return html.unescape(text) if "&" in text else text


def preformatted(text: str, *, first: bool) -> str:
    """What a token of preformatted text shows; the line end after the start tag does not count (13.2.6.4.7)."""
    text = _LINE_ENDS.sub("\n", decoded(text))
    return text[1:] if first and text[:1] == "\n" else text


def _attributes(token: str, start: int, end: int) -> Iterator[Attribute]:
    while (match := _ONE.search(token, start, end)) is not None:
        value = match[3] or ""
        if value[:1] in ('"', "'"):
            value = value[1:-1] if len(value) > 1 and value[-1] == value[0] else value[1:]
        yield Attribute(match[1].lower(), _value(value), match.start(), match.end())
        start = match.end()


def _value(raw: str) -> str:
    """An attribute's value: there, "&copy=2" is no character reference (13.2.5.73)."""
    if raw.count("&") == raw.count("&amp;"):
        return raw.replace("&amp;", "&")
    return _REFERENCE.sub(lambda match: _reference(match, raw), raw)


def _reference(match: re.Match[str], raw: str) -> str:
    name = match[0][1:]
    if name[0] == "#" or name in html5:
        follows = raw[match.end() : match.end() + 1]
        bare = name[0] != "#" and not name.endswith(";")
        return match[0] if bare and follows == "=" else html.unescape(match[0])
    return match[0]
