"""A new story file, with every table explained and, where a draft was read, its people filled in to be corrected."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from string import Template

from .called import Callings
from .draft import Lang, Person, Reading, Role

_CODENAMES = {
    Lang.NL: ("Merel", "Wulp", "Kievit", "Grutto", "Tureluur", "Scholekster", "Karekiet", "Roerdomp"),
    Lang.EN: ("Blackbird", "Curlew", "Lapwing", "Godwit", "Redshank", "Oystercatcher", "Warbler", "Bittern"),
}
"""Birds say nothing about a person; whoever has more sources numbers on."""


_POSSESSIVE = re.compile(r"(?:['’]s?|(?<=\w)s)$")
"""How a name ends in ``Ivens’ office``, ``Harrow's`` and ``Bakkers``: no other name, where the plain one stands too."""


def new_story(reading: Reading | None, lang: Lang) -> str:
    """Return the text of a story file in ``lang``; the people of ``reading`` stand in it, as far as it found any."""
    template = Template(files(__package__).joinpath(f"data/story_{lang}.toml").read_text("utf-8"))
    public = [_public(reading, person) for person in reading.persons if person.role is Role.PUBLIC] if reading else []
    sources = _sources(reading, lang) if reading else []
    published = reading.draft.published if reading else None
    return template.substitute(
        published=f"published = {published[0]}-{published[1]:02}" if published else "# published = 2026-11",
        public="\n".join(public) or '# [[public]]\n# name = ""\n# also = []\n# accused = false\n',
        sources="\n".join(sources) or '# [[source]]\n# codename = ""\n# called = []\n',
    )


def _public(reading: Reading, person: Person) -> str:
    # A dateline ("ASSEN –") is a place: as a public name it would keep every mention of the town.
    names = [name for name in _distinct(reading, person) if not name.isupper()]
    names = [name for name in names if _POSSESSIVE.sub("", name) not in set(names) - {name}]
    longest = max(names, key=len, default="")
    also = [name for name in names if name != longest]
    return (
        f"[[public]]\nname = {_quoted(longest)}\nalso = {_quoted(also)}\naccused = {_quoted(person.accused)}\n"
        if longest
        else ""
    )


def _sources(reading: Reading, lang: Lang) -> list[str]:
    callings = Callings(reading)
    return [
        _source(_codename(number, lang), callings.of(person), _distinct(reading, person)[:1])
        for number, person in enumerate(reading.sources)
    ]


def _codename(number: int, lang: Lang) -> str:
    birds = _CODENAMES[lang]
    return birds[number % len(birds)] + (f" {number // len(birds) + 1}" if number >= len(birds) else "")


def _source(codename: str, called: str | None, first: list[str]) -> str:
    # Where no words will do, a remark tells which of them it is.
    remark = "" if called else "".join(f"# {_quoted(words)}\n" for words in first)
    return f"[[source]]\ncodename = {_quoted(codename)}\n{remark}called = {_quoted([called] if called else [])}\n"


def _distinct(reading: Reading, person: Person) -> list[str]:
    """Every way the text calls somebody, first mention first."""
    return list(dict.fromkeys(" ".join(span.of(reading.draft.text).split()) for span in person.mentions))


def _quoted(value: str | bool | list[str]) -> str:
    # A JSON string, boolean, or list of strings is a TOML one too.
    return json.dumps(value, ensure_ascii=False)
