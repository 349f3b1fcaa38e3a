"""A new story file, with every table explained and, where a draft was read, its people filled in to be corrected."""

from __future__ import annotations

import json
import re
from collections.abc import Set
from dataclasses import dataclass
from importlib.resources import files
from string import Template

from .called import Callings
from .detect.offices import is_office
from .detect.wordlists import word_lists
from .draft import DetailType, Lang, Person, Reading, Role
from .people.words import has, read
from .presumed import presumed_public
from .segment import segment

_CODENAMES = {
    Lang.NL: ("Merel", "Wulp", "Kievit", "Grutto", "Tureluur", "Scholekster", "Karekiet", "Roerdomp"),
    Lang.EN: ("Blackbird", "Curlew", "Lapwing", "Godwit", "Redshank", "Oystercatcher", "Warbler", "Bittern"),
}
"""Birds say nothing about a person; whoever has more sources numbers on.

They stand in until somebody puts the vault's codenames there. So no vault draws one of them by chance: what it knows of
another source would be held against this one.
"""


_PRESUMED = {
    Lang.NL: "# Alleen door de woorden rond de naam: is dit een bron? Dan hoort de naam bij [[source]], onder called.",
    Lang.EN: "# Only by the words around the name: is this a source? Then the name belongs to a [[source]], as called.",
}
"""What stands above a name that nothing but the text makes public."""

_POSSESSIVE = re.compile(r"(?:['’]s?|(?<=\w)s)$")
"""How a name ends in ``Ivens’ office``, ``Harrow's`` and ``Bakkers``: no other name, where the plain one stands too."""


_OF = re.compile(r"\s+(?:van|of)\s+(?:(?:het|de|the)\s+)?")
"""What stands between a person's name and the organisation's that they are of."""
_CALLED = frozenset({"heet", "is", "was", "called", "named"})


def new_story(reading: Reading | None, lang: Lang) -> str:
    """Return the text of a story file in ``lang``; the people of ``reading`` stand in it, as far as it found any."""
    template = Template(files(__package__).joinpath(f"data/story_{lang}.toml").read_text("utf-8"))
    presumed = {span.of(reading.draft.text) for span in presumed_public(reading)} if reading else set[str]()
    public = [_public(entry, lang, presumed) for entry in _entries(reading)] if reading else []
    sources = _sources(reading, lang) if reading else []
    published = reading.draft.published if reading else None
    return template.substitute(
        published=f"published = {published[0]}-{published[1]:02}" if published else "# published = 2026-11",
        public="\n".join(public) or '# [[public]]\n# name = ""\n# also = []\n# accused = false\n',
        sources="\n".join(sources) or '# [[source]]\n# codename = ""\n# called = []\n',
    )


@dataclass
class _Entry:
    """Somebody public, or an organisation: every way they are called, and how often they are."""

    names: list[str]
    accused: bool = False
    places: int = 1
    person: bool = False

    @property
    def name(self) -> str:
        """The longest of the names: the one in full."""
        return max(self.names, key=len, default="")


def _entries(reading: Reading) -> list[_Entry]:
    """Who is public; the one of them who is named most is accused, where the text says no more of that."""
    found: list[_Entry] = []
    for person in reading.persons:
        if person.role is Role.PUBLIC:
            parts = _apart(reading, person)
            places = sum(kept.span.of(reading.draft.text) in parts for kept in reading.kept)
            names = [_without_office(name, reading.draft.lang) for name in _plain(parts or _distinct(reading, person))]
            names = list(dict.fromkeys(names))
            first = _Entry(names, person.accused, places or len(person.mentions), person=bool(parts))
            found += [first, *(_Entry([name]) for name in _joined(reading, person)[1:])]
        elif person.role is not Role.SOURCE and (names := _in_office(reading, person)):
            found.append(_Entry(names, person.accused, len(person.mentions), person=True))
    found = _merged([entry for entry in found if entry.name])
    named = [entry for entry in found if entry.person and entry.places > 1]
    if named and not any(entry.accused for entry in found):
        max(named, key=lambda entry: entry.places).accused = True
    return found


def _merged(entries: list[_Entry]) -> list[_Entry]:
    """The entries, those that bear the surname of a person in full alone among that person's."""
    found: list[_Entry] = []
    for entry in sorted(entries, key=lambda entry: not entry.person):
        full = [other for other in found if other.person and other.name.endswith(f" {entry.name}")]
        if len(full) == 1:
            full[0].names += [name for name in entry.names if name not in full[0].names]
            full[0].accused = full[0].accused or entry.accused
        else:
            found.append(entry)
    return sorted(found, key=entries.index)


def _joined(reading: Reading, person: Person) -> list[str]:
    """The names that are joined in one mention: "Wim Bos van het Fries Museum" is a person and an organisation.

    Where the first of them ends is what the reading kept as a name by itself.
    """
    text = reading.draft.text
    for mention in person.mentions:
        for kept in reading.kept:
            of = _OF.match(text, kept.span.end, mention.end)
            if kept.span.start == mention.start and of and " " in kept.span.of(text):
                return [kept.span.of(text), text[of.end() : mention.end]]
    return []


def _apart(reading: Reading, person: Person) -> list[str]:
    """The person's own part of such a mention, and the surname where it stands by itself; empty without one."""
    own = _joined(reading, person)[:1]
    text = reading.draft.text
    again = [kept.span.of(text) for kept in reading.kept]
    return list(dict.fromkeys([*own, *(name for name in again if own and own[0].endswith(f" {name}"))]))


def _in_office(reading: Reading, person: Person) -> list[str]:
    """How somebody is called of whom the text says "The director of the hospital is called Peter Bos"; else empty.

    Their name would have to go otherwise, and whoever it is the sources must be protected from would be in no file.
    """
    text, lang = reading.draft.text, reading.draft.lang
    spans = [d.span for d in reading.details if d.type is DetailType.NAME and d.persons[:1] == (person.id,)]
    full = [span for span in spans if len(span.of(text).split()) > 1]
    for span in full:
        sentence = segment(text).sentence_at(span.start)
        before = read(text[sentence.start : span.start], lang) if sentence else ()
        if has(before[:3], "office") and before[-1].low in _CALLED:
            return list(dict.fromkeys(" ".join(span.of(text).split()) for span in spans))
    return []


def _without_office(name: str, lang: Lang) -> str:
    """A name without the office before it, which has a capital where it opens a sentence: "Wethouder Anna Bos"."""
    first, _, rest = name.partition(" ")
    in_full = len(rest.split()) > 1 and rest[:1].isupper()
    return rest if in_full and is_office(first.lower(), word_lists(lang)) else name


def _plain(names: list[str]) -> list[str]:
    # A dateline ("ASSEN –") is a place: as a public name it would keep every mention of the town.
    names = [name for name in names if not name.isupper()]
    return [name for name in names if _POSSESSIVE.sub("", name) not in set(names) - {name}]


def _public(entry: _Entry, lang: Lang, presumed: Set[str]) -> str:
    also = [name for name in entry.names if name != entry.name]
    above = f"{_PRESUMED[lang]}\n" if presumed & {*entry.names} else ""
    return (
        f"{above}[[public]]\nname = {_quoted(entry.name)}\nalso = {_quoted(also)}\naccused = {_quoted(entry.accused)}\n"
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
