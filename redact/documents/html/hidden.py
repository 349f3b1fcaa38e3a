"""What a page says where nobody looks: attributes, scripts, comments, the head. Read to be found, never written."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ..model import Place
from . import css, links
from .rules import rules
from .tokens import Tag, decoded

_TAG = re.compile(r"<[^<>]*>")
_JSON_TYPES = re.compile(r"application/(?:[a-z.+-]*\+)?json|importmap|speculationrules", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_GENERATOR = re.compile(r"(?:Microsoft Word|LibreOffice|OpenOffice|WordPress|Drupal|Joomla!?|Ghost|Hugo)[\w .()/;:-]*")
_SWITCH = re.compile(
    r"(?:hidden|inert|(?:aria-)?(?:hidden|busy|disabled|readonly|required|expanded|selected|checked|pressed|modal|atomic"
    r"|haspopup|multiline)|contenteditable|draggable|spellcheck|translate|async|defer|nomodule|tabindex)"
    r"=(?:true|false|yes|no|mixed|until-found|menu|dialog|-?\d*|hidden|inert|disabled|readonly|required|selected|checked)",
    re.IGNORECASE,
)
"""Attributes that switch something on or off say nothing of anybody."""
_DATA_URL = re.compile(r"\s*data:([^,;]*)[^,]*?(;base64)?,", re.IGNORECASE)
_PLACES = {
    **dict.fromkeys(["id", "class", "name", "for", "headers", "usemap"], Place.BOOKMARK),
    **dict.fromkeys(["value", "placeholder", "label"], Place.CONTROL),
    **dict.fromkeys(["href", "src", "srcset", "action", "cite", "poster", "background", "longdesc"], Place.LINK),
    **dict.fromkeys(["title", "alt", "summary", "aria-label", "aria-description"], Place.ALT_TEXT),
    "content": Place.PROPERTY,
}
# Names that every page's attributes have; another attribute's name may be words.
_PLAIN_NAMES = frozenset(_PLACES) | frozenset(["style", "rel", "target", "property", "http-equiv", "charset", "type"])


class Hidden:
    """What was found, each once, in order of first appearance."""

    def __init__(self) -> None:
        self._found: dict[tuple[Place, str], None] = {}
        self._names: dict[str, None] = {}
        self._seen: set[tuple[str, str]] = set()

    def add(self, place: Place, text: str) -> None:
        """Keep what is not white space."""
        if text := text.strip():
            self._found.setdefault((place, text))

    def items(self) -> Iterator[tuple[Place, str]]:
        """Everything that was found."""
        yield from self._found
        yield from ((Place.BOOKMARK, name) for name in self._names)

    def comment(self, token: str) -> None:
        """A comment, a declaration: as it is, and as text if it holds markup that was put out of use."""
        if re.fullmatch(r"<!doctype html>", token, re.IGNORECASE):
            return
        inner = re.sub(r"^<(?:!--|[!?/])|(?:--!?)?>$", "", token)
        self.add(Place.COMMENT, inner)
        if "<" in inner or "&" in inner:
            self.add(Place.COMMENT, decoded(_TAG.sub("", inner)))

    def of_tag(self, tag: Tag, published: Mapping[str, str]) -> None:
        """The attributes of a tag except those ``published`` as they are, and the content of one that is a text."""
        if tag.content:
            for text in _content(tag):
                self.add(Place.TITLE if tag.name == "title" else Place.DATA, text)
        names: set[str] = set()
        for attribute in tag.attributes:
            name, value = attribute.name, attribute.value
            known = name in published and name not in names and _says(published[name], value)
            names.add(name)
            if not known and (name, value) not in self._seen:
                self._seen.add((name, value))
                self._attribute(name, value)

    def _attribute(self, name: str, value: str) -> None:
        if kept(name, value) is not None or _SWITCH.fullmatch(f"{name}={value.strip()}"):
            return
        place = _PLACES.get(name, Place.DATA)
        if place is Place.BOOKMARK:
            self._names |= dict.fromkeys([" ".join(value.split())] if value.strip() else [])
            return
        if name == "content" and _GENERATOR.fullmatch(value):
            return
        if data := _DATA_URL.match(value):
            value = _data_text(data[1], bool(data[2]), value[data.end() :])
        if name not in _PLAIN_NAMES and name not in rules().attributes:
            self.add(Place.DATA, f"{name} {value}")
            return
        self.add(place, unquote(value) if "%" in value else value)


def kept(name: str, value: str) -> str | None:
    """What an attribute that only says how things look says in a final copy; None when it is not such a one."""
    if name == "style":
        return css.clean_style(value) if css.whole(value) else None
    if name == "face":
        return value if css.families(value) and css.families(value).count(",") == value.count(",") else None
    if name in ("color", "bgcolor") and css.colour(value):
        return value
    allowed = rules().attributes.get(name)
    return value if allowed is not None and allowed.fullmatch(value) else None


def _says(published: str, value: str) -> bool:
    """Whether what is published of an attribute is all of it."""
    return published in (value, " ".join(value.split())) or published == links.shown(value.strip())


def _content(tag: Tag) -> Iterator[str]:
    """The text of a script, a title; of data, each string by itself, of a style sheet what it says in words."""
    if tag.name in ("title", "textarea"):
        yield decoded(tag.content)
        return
    if tag.name == "style":
        yield from css.said(tag.content)
        return
    yield tag.content
    if tag.name == "script":
        if _JSON_TYPES.match(tag.get("type") or ""):
            yield "\n".join(_strings(tag.content))
        yield _unescaped(tag.content)
    elif "<" in tag.content or "&" in tag.content:
        yield decoded(_TAG.sub("", tag.content))


def _strings(data: str) -> Iterator[str]:
    try:
        waiting = [json.loads(data)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += [each for pair in reversed(value.items()) for each in reversed(pair)]
        elif isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield str(value)


def _unescaped(script: str) -> str:
    return (
        _ESCAPE.sub(lambda match: css.character(match[1] or match[2] or match[3]), script) if "\\" in script else script
    )


def _data_text(kind: str, encoded: bool, data: str) -> str:
    """What a data: address says, nothing for pictures: what these hold is not text."""
    if kind.lower().startswith(("image/", "font/", "audio/", "video/")) and "svg" not in kind.lower():
        return ""
    if encoded:
        try:
            return decoded(base64.b64decode(unquote(data), validate=False).decode("utf-8", "replace"))
        except (binascii.Error, ValueError):
            return data
    return decoded(unquote(data))
