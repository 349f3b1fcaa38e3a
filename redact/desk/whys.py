"""Why each suggestion is made, and what everybody and everything is called, in the language of the reader.

The words are in ``data/why_nl.toml`` and ``data/why_en.toml``; crowds and details are said as the report says them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib.resources import files

from ..analysis import Bought
from ..draft import DIRECT_TYPES, Detail, DetailType, Lang, Person, Role
from ..report.figures import floored
from ..report.phrases import Phrases
from ..report.words import Words, words_of
from .case import Look
from .suggestions import Suggestion


@lru_cache(maxsize=2)
def why_words(lang: Lang) -> Words:
    """The texts of this module, in ``lang``."""
    source = files(__package__).joinpath(f"data/why_{lang.value}.toml")
    return Words(lang, tomllib.loads(source.read_text("utf-8")))


class Whys:
    """Sentences about one look at a draft."""

    def __init__(self, look: Look) -> None:
        self._look, self._reading = look, look.reading
        self._words, self._t = words_of(look.analysis.lang), why_words(look.analysis.lang)
        self._say = Phrases(self._reading, self._words, show_text=True)
        self._persons = {person.id: person for person in self._reading.persons}

    def type(self, type: DetailType) -> str:
        """What a kind of detail is called."""
        return self._words(f"type.{type.value}")

    def why(self, suggestion: Suggestion, buys: Bought | None) -> str:
        """What the stretch of a suggestion gives away, and to whom."""
        unit = suggestion.unit
        first = next((d for d in unit.details if d.type is unit.type), unit.details[0])
        what = self._say.this(first.id)
        if unit.agreed:
            return self._t("why.agreed", what=what)
        promised = next((found for found in self._look.analysis.promises if found.detail in unit.ids), None)
        if promised:
            agreed = self._words(f"promised.{promised.finest.value}")
            return self._t("why.promised", what=self._say.this(promised.detail), source=promised.source, agreed=agreed)
        if unit.echo:
            return self._t("why.pronoun" if unit.type is DetailType.GENDER else "why.echo", what=what)
        if first.type in DIRECT_TYPES:
            return self._t("why.direct" if self._is_source(first) else "why.bystander", what_first=_capital(what))
        if buys is None:
            return self._t("why.nothing", what=what, known=self._t(f"known.{first.observability.value}"))
        reader = self._words(f"adversary.{buys.adversary.value}")
        undone = self._say.people(floored(buys.undone))
        if buys.low is None:
            return self._t("why.buys_unknown", reader=reader, what=what, undone=undone)
        return self._t("why.buys", reader=reader, what=what, undone=undone, low=self._say.people(floored(buys.low)))

    def fixed(self, detail: Detail) -> str | None:
        """Why an editor cannot weaken a detail."""
        code = self._look.stuck(detail)
        return self._t(f"fixed.{code}") if code else None

    def note(self, code: str) -> str:
        """What is to be said of own words that are not reckoned with."""
        return self._t(f"note.{code}")

    @cached_property
    def labels(self) -> dict[str, str]:
        """What everybody is called, by person id: a codename, a numbered source, or the role and the first mention."""
        return {person.id: self._label(person) for person in self._reading.persons}

    @cached_property
    def obstacles(self) -> dict[str, tuple[str, ...]]:
        """What stands between each source and its thresholds, whatever is decided; a sentence each."""
        sources = zip(self._reading.sources, self._look.view.sources, strict=True)
        return {person.id: (*told.obstacles, *self._unkept(person)) for person, told in sources}

    def _unkept(self, person: Person) -> Iterator[str]:
        """The promises to a source that no change here keeps."""
        for found in self._look.analysis.promises:
            if found.source == person.codename and found.hindrance:
                agreed, why = (
                    self._words(f"promised.{found.finest.value}"),
                    self._words(f"hindrance.{found.hindrance.value}"),
                )
                yield self._t("person.unkept", what=self._say.detail(found.detail), agreed=agreed, why=why)

    def _label(self, person: Person) -> str:
        named = self._look.view.names.get(person.id)
        if named:
            return named
        mention = max(person.mentions[:1], key=lambda span: span.end - span.start, default=None)
        role = self._words(f"role.{person.role.value}")
        if mention is None:
            return role
        words = self._say.stretch(mention) or ""
        return words if person.role is Role.PUBLIC else self._t("person.other", role=role, mention=words)

    def _is_source(self, detail: Detail) -> bool:
        return any(self._persons[id].role in (Role.SOURCE, Role.UNDECIDED) for id in detail.persons)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
