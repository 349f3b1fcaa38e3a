"""Style sheets by allow-list: what is kept of them says how things look, and nothing else; and what they hide."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ..fonts import is_known
from .rules import rules
from .tokens import Tag

MAX_FONT = 300
"""The longest shorthand of a font that is looked into."""
MAX_RULES = 20_000
"""Google Docs writes one rule a list level; a sheet with more is not of a document."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_PART = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{};]|[^"'{};]+|["']""", re.DOTALL)
_HIDES = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none\b|visibility\s*:\s*(?:hidden|collapse)\b|opacity\s*:\s*0*\.?0+%?\s*(?:[;!]|\Z)"
    r"|clip\s*:\s*rect\((?:[\s,]*[01](?:px)?\b){4}|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:left|right|top|bottom|text-indent|margin-left)\s*:\s*-\d{4,}(?:\.\d+)?(?:px|pt)\b)",
    re.IGNORECASE,
)
"""What takes an element out of sight. A final copy has no such property, and would show what nobody saw."""
_SAYS = re.compile(r"(?:^|;)\s*(color|background|background-color|font-size)\s*:\s*([^;!]+)", re.IGNORECASE)
_SHOWS = re.compile(r"(?:^|;)\s*(?:display|visibility)\s*:", re.IGNORECASE)
_PSEUDO = r"(?::(?:link|visited|hover|active|first-child|last-child|nth-child\((?:\d{1,3}|odd|even)\)))?"
_COMPOUND = re.compile(rf"([A-Za-z][A-Za-z0-9]*|\*)?((?:\.-?[A-Za-z_][\w-]*)*)({_PSEUDO})", re.ASCII)
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)", re.ASCII)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_REMARK = re.compile(r"/\*(.*?)(?:\*/|\Z)", re.DOTALL)
_STRING = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
_ADDRESS = re.compile(r"url\(\s*([^\s)]*)\s*\)", re.IGNORECASE)
_FONT_SERVICE = re.compile(
    r"https?://(?:themes\.googleusercontent\.com|fonts\.(?:googleapis|gstatic)\.com|use\.typekit\.net)/"
)
_OWN_PROPERTY = re.compile(r"--([\w-]+\s*:[^;{}]*)")
_FROM_ABOVE = frozenset({"inherit", "initial"})
_FAMILY = re.compile(r"font-family\s*:([^;{}]*)", re.IGNORECASE)
_OWN_NAME = re.compile(r"[.#](?!(?:[0-9A-Fa-f]{3,4}){1,2}\b)(-?[A-Za-z_][\w-]*)", re.ASCII)
_MADE_UP = re.compile(r"lst-kix[\w-]*|[A-Za-z]{0,2}\d*")
"""Names of classes that Google Docs makes up, and such as "c1" and "s"."""
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})[\t\n\f\r ]?")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Hiding:
    """A selector whose elements are not shown: an element's name ("" for any) and classes that it must have."""

    name: str
    classes: frozenset[str]

    def hits(self, name: str, classes: list[str]) -> bool:
        """Whether an element of that name and those classes (lower case) is meant."""
        return self.name in ("", name) and self.classes.issubset(classes)


@dataclass(frozen=True)
class _Table:
    properties: frozenset[str]
    words: frozenset[str]
    value: re.Pattern[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = tomllib.loads(files(__package__).joinpath("data/css.toml").read_text("utf-8"))
    values = table["values"]
    return _Table(
        frozenset(table["properties"].split()),
        frozenset(table["keywords"].split()) | frozenset(table["colours"].split()),
        re.compile(rf"{values['number']}|{values['hex']}|{values['function']}|[A-Za-z-]+", re.ASCII | re.IGNORECASE),
    )


def hides(style: str) -> bool:
    """Whether a style attribute hides its element."""
    return bool(style) and _HIDES.search(_COMMENT.sub(" ", style)) is not None


def hiding(sheets: Sequence[str]) -> tuple[Hiding, ...]:
    """What the style sheets of a page hide, by simple selectors; what others hide is read as if it were shown."""
    found: dict[Hiding, None] = {}
    for meant, body in simple(sheets):
        if meant.name in ("html", "body"):
            continue
        if _HIDES.search(body):
            found[meant] = None
        elif _SHOWS.search(body):
            found.pop(meant, None)
    return tuple(found)


def simple(sheets: Sequence[str]) -> Iterator[tuple[Hiding, str]]:
    """The simple selectors of style sheets, each with its declarations."""
    for sheet in sheets:
        for selectors, body in _rules(sheet):
            for selector in selectors.split(","):
                match = _COMPOUND.fullmatch(selector.strip())
                if match is None or match[3] or not (match[1] or match[2]):
                    continue
                name = "" if match[1] in (None, "*") else match[1].lower()
                meant = Hiding(name, frozenset(match[2].lower().split(".")) - {""})
                if meant.name or meant.classes:
                    yield meant, body


def looks(style: str) -> dict[str, str]:
    """What declarations say of the colour and size of letters, and of what is behind them."""
    found = {match[1].lower(): match[2].strip() for match in _SAYS.finditer(_COMMENT.sub(" ", style))}
    if "background" in found:
        found["background-color"] = found.pop("background")
    return found


def is_sheet(tag: Tag) -> bool:
    """Whether an element is a style sheet for the screen."""
    return tag.name == "style" and (tag.get("media") or "all").strip().lower() in ("all", "screen")


def clean_style(style: str) -> str:
    """The declarations of a style attribute that are kept, in one spelling; "" when none are."""
    if "/*" in style:
        style = _COMMENT.sub(" ", style)
    kept = dict.fromkeys(filter(None, (_declaration(part) for part in _split(style, ";"))))
    return ";".join(kept)


def colour(value: str) -> bool:
    """Whether an attribute's value is a colour."""
    return clean_style(f"color:{value}") != "" and ";" not in value


def families(value: str) -> str:
    """The font families of a list that are known; others are names that somebody gave."""
    names = [part.strip().strip("\"'").strip() for part in _split(value, ",")]
    return ",".join(name for name in names if name and (is_known(name) or name.lower() in _FROM_ABOVE))


def whole(style: str) -> bool:
    """Whether :func:`clean_style` keeps all of a style attribute."""
    return _bare(clean_style(style)) == _bare(style)


def said(sheet: str) -> Iterator[str]:
    """What a style sheet says in words: remarks, strings, addresses, names that somebody gave; not how things look."""
    yield from (match[1] for match in _REMARK.finditer(sheet))
    rest = _COMMENT.sub(" ", sheet)
    yield from (unescaped(match[0][1:-1]) for match in _STRING.finditer(rest) if not families(match[0]))
    rest = _STRING.sub(" ", rest)
    yield from (match[1] for match in _ADDRESS.finditer(rest) if not _FONT_SERVICE.match(match[1]))
    rest = _ADDRESS.sub(" ", rest)
    yield from (unescaped(match[1]) for match in _OWN_PROPERTY.finditer(rest))
    for match in _FAMILY.finditer(rest):
        yield from (name for name in match[1].split(",") if name.strip() and not families(name))
    names = dict.fromkeys(match[1] for match in _OWN_NAME.finditer(rest))
    yield from (name for name in names if not _MADE_UP.fullmatch(name))


def unescaped(text: str) -> str:
    """Text with the escapes of style sheets read."""
    return _ESCAPE.sub(lambda match: character(match[1]), text)


def character(digits: str) -> str:
    """The character of a hexadecimal code; U+FFFD for a code that no text has."""
    code = int(digits, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def clean_sheet(sheet: str, renamed: Callable[[str], str | None], styled: set[str] | None = None) -> list[str]:
    """The rules that are kept; ``renamed`` gives a class its new name, or None for one that no element has.

    The old names of the classes in these rules are added to ``styled``.
    """
    found = []
    for selectors, body in _rules(sheet):
        clean = clean_style(body)
        kept = [new for old in selectors.split(",") if (new := _selector(old.strip(), renamed))]
        if clean and kept:
            found.append(f"{','.join(kept)}{{{clean}}}")
            if styled is not None:
                styled.update(name for selector in kept for name in _CLASS.findall(selector))
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules outside at-rules."""
    depth, skipped, count = 0, False, 0
    selectors: list[str] = []
    body: list[str] = []
    for match in _PART.finditer(_COMMENT.sub(" ", sheet)):
        part = match[0]
        if part == "{":
            depth += 1
            skipped = skipped or depth > 1 or "".join(selectors).lstrip().startswith("@")
        elif part == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                if not skipped:
                    yield "".join(selectors), "".join(body)
                    count += 1
                selectors, body, skipped = [], [], False
            if count > MAX_RULES:
                return
        elif depth:
            body.append(part)
        elif part == ";":
            selectors = []
        else:
            selectors.append(part)


def _selector(selector: str, renamed: Callable[[str], str | None]) -> str | None:
    made, at = "", 0
    while True:
        match = _COMPOUND.match(selector, at)
        if match is None or not match[0]:
            return None
        name = (match[1] or "").lower()
        if name not in ("", "*", "body", "html") and rules().written(name) != name:
            return None
        classes = [renamed(each) for each in match[2].split(".")[1:]]
        if None in classes:
            return None
        made += name + "".join(f".{each}" for each in classes) + match[3].lower()
        at = match.end()
        if at == len(selector):
            return made
        between = _COMBINATOR.match(selector, at)
        if between is None:
            return None
        made += between[1] or " "
        at = between.end()


def _declaration(part: str) -> str | None:
    name, colon, value = part.partition(":")
    name = name.strip().lower()
    if not colon or name not in _table().properties:
        return None
    plain = _IMPORTANT.sub("", value).strip()
    if not plain or (name == "list-style-type" and plain.lower() == "none"):
        return None
    clean = _families(plain) if name == "font-family" else _values(plain, fonts=name == "font")
    return f"{name}:{clean}{'!important' if plain != value.strip() else ''}" if clean else None


def _families(value: str) -> str:
    names = [" ".join(name.split()) for name in families(value).split(",") if name]
    return ",".join(name if re.fullmatch(r"[A-Za-z-]+", name) else f'"{name}"' for name in names)


def _bare(style: str) -> str:
    return re.sub(r"[\s\"']+|;\s*$", "", style).lower()


def _values(value: str, *, fonts: bool) -> str | None:
    table, made, at = _table(), [], 0
    while at < len(value):
        if value[at] in " \t\n\r\f,/":
            made.append("," if value[at] == "," else "/" if value[at] == "/" else " ")
            at += 1
            continue
        match = table.value.match(value, at)
        if match is None or (match[0][0].isalpha() and "(" not in match[0] and match[0].lower() not in table.words):
            return _font(value) if fonts else None
        made.append(" ".join(match[0].lower().split()))
        at = match.end()
    return " ".join("".join(made).split())


def _font(value: str) -> str | None:
    """The shorthand "italic bold 12pt/1.5 Arial, serif": what stands before the families, and those that are known."""
    if len(value) > MAX_FONT:
        return None
    head = re.match(r"((?:[^\s\"',]+\s+)*?[\d.]+(?:pt|px|em|rem|%)(?:\s*/\s*[\d.]+(?:pt|px|em|%)?)?)\s+(.+)$", value)
    if head is None:
        return None
    sizes, families = _values(head[1], fonts=False), _families(head[2])
    return f"{sizes} {families}" if sizes and families else None


def _split(value: str, separator: str) -> Iterator[str]:
    """Split outside quotation marks and brackets."""
    part, depth = "", 0
    for match in re.finditer(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()]|[^"'();,]+|.""", value, re.DOTALL):
        each = match[0]
        if each == separator and depth <= 0:
            yield part
            part = ""
            continue
        depth += (each == "(") - (each == ")")
        part += each
    yield part
