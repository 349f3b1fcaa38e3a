"""What the program says to a person: English as it stands in the code, or Dutch from ``data/said_nl.po``.

The English text is the key of its translation, as with gettext, so that code stays readable; the catalogue is in
gettext's own text format, which a translator's program opens, and is read here without the compiled form of it. It is
read when the first Dutch line is said: whoever is spoken to in English never waits for it.

A text is put into words when it is shown, not when it is made: an error can be raised by a library that was never told
of a language, and by a process whose words are kept for machines, which are always English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Formatter

_CATALOGUE = Path(__file__).parent / "data" / "said_nl.po"
_QUOTED = r'((?:"(?:[^"\\\n]|\\.)*"\s*)+)'
_ENTRY = re.compile(rf"^msgid\s+{_QUOTED}msgstr\s+{_QUOTED}", re.MULTILINE)

_PIECE = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t"}


class Tongue(StrEnum):
    """A language that the program can speak; not the language of a draft, or of a report about it."""

    EN = "en"
    NL = "nl"


_spoken = Tongue.EN


def speak(tongue: Tongue) -> None:
    """From now on, say everything in this language; whoever never calls it is spoken to in English."""
    global _spoken
    _spoken = tongue


def spoken() -> Tongue:
    """The language that is spoken now."""
    return _spoken


def tongue_of(environ: Mapping[str, str]) -> Tongue:
    """The language that an environment asks for: ``BRONWACHT_LANG``, else its locale, else English.

    Raises ValueError where ``BRONWACHT_LANG`` names no language that is spoken here.
    """
    if asked := environ.get("BRONWACHT_LANG"):
        return Tongue(asked.lower())
    locale = next(filter(None, map(environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return Tongue.NL if re.match(r"nl(?![a-z])", locale, re.IGNORECASE) else Tongue.EN


class Remark:
    """A text with ``{name}`` in it, and what comes in those places, which may be a text of this kind itself.

    As a string it is in the language that is spoken; its repr holds none of the values.
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, /, **values: object) -> None:
        self.template, self.values = template, values

    def __str__(self) -> str:
        return _filled(translated(self.template), self.values, _spoken)

    def __repr__(self) -> str:
        return f"Remark({self.template!r})"

    @property
    def english(self) -> str:
        """In English, whatever is spoken: for machines, and for what is kept."""
        return _filled(self.template, {name: _in_english(value) for name, value in self.values.items()}, Tongue.EN)


def said(template: str, /, **values: object) -> Remark:
    """A text to show. ``template`` is written out where it is called, for a test looks there for what to translate."""
    return Remark(template, **values)


def listed(items: Iterable[object], *, between: str | Remark = ", ") -> Remark:
    """Some texts, one after another; nothing where there are none."""
    first, *rest = tuple(items) or ("",)
    told = Remark("{first}", first=first)
    for item in rest:
        told = Remark("{told}{between}{item}", told=told, between=between, item=item)
    return told


def translated(text: str) -> str:
    """The text in the language that is spoken, with its ``{name}`` as they are; itself where there is no other."""
    return text if _spoken is Tongue.EN else catalogue().get(text, text)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, str]:
    """Every Dutch text, by the English one."""
    source = _CATALOGUE.read_text("utf-8")
    texts = {_unquoted(english): _unquoted(dutch) for english, dutch in _ENTRY.findall(source)}
    return {english: dutch for english, dutch in texts.items() if english and dutch}  # without the header


def _unquoted(pieces: str) -> str:
    text = "".join(_PIECE.findall(pieces))
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text) if "\\" in text else text


class _Formatter(Formatter):
    """Fills in values; numbers with the comma and the points of Dutch where that is ``spoken``."""

    def __init__(self, tongue: Tongue) -> None:
        self._commas = tongue is Tongue.NL

    def format_field(self, value: object, format_spec: str) -> str:
        shown: str = super().format_field(value, format_spec)
        return shown.translate(_COMMAS) if self._commas and format_spec and isinstance(value, int | float) else shown


_COMMAS = str.maketrans(".,", ",.")
_FORMATTERS = {tongue: _Formatter(tongue) for tongue in Tongue}


def _filled(template: str, values: Mapping[str, object], tongue: Tongue) -> str:
    return _FORMATTERS[tongue].vformat(template, (), values) if values else template


def _in_english(value: object) -> object:
    own = getattr(value, "said", value)  # an error tells what it says
    return own.english if isinstance(own, Remark) else value


def printable(value: str) -> str:
    """Without control characters, by which what others wrote could begin another line, or rewrite the screen."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)
