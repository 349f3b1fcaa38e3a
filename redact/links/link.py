"""From a draft and its earlier publications to facts that count and cannot be edited.

Steps: (1) leave out what is given twice, and put the rest in an order of its own; (2) compare every two articles, and
follow the links from each source; (3) carry the facts over; (4) number them; (5) tell every link with its reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..analysis import Link, SameSource
from ..draft import Fact, Reading, Role
from .article import look
from .carry import Told, carry
from .pairs import Shared
from .web import Found, Web


@dataclass(frozen=True)
class Linked:
    """A reading whose facts know what was published of them, the links, and who of the articles is which source."""

    reading: Reading
    links: tuple[Link, ...] = ()
    same: tuple[SameSource, ...] = ()


def link(reading: Reading, earlier: Sequence[Reading]) -> Linked:
    """Link ``reading`` to earlier publications, in whatever order they are given."""
    year = reading.draft.published[0] if reading.draft.published else datetime.date.today().year
    web = Web(look(reading), [look(each) for each in in_order(earlier)], year)  # 1
    numbers = iter(range(1, 1 << 30))
    facts: dict[str, Fact] = {}
    added: list[Fact] = []
    reached: list[Found] = []
    for who in web.draft.people.values():
        if who.person.role is Role.BYSTANDER:
            continue
        found = web.reach(who)  # 2
        told = [Told(each.article, fact, each.certain) for each in found for fact in each.someone.facts]
        own, more = carry(web.draft, who.facts, told, web.setting)  # 3
        facts |= {fact.id: _numbered(fact, who.id, numbers) for fact in own}  # 4
        added += [_numbered(fact, who.id, numbers) for fact in more]
        reached += found
    known = tuple(facts.get(fact.id, fact) for fact in reading.facts)
    links = sorted((row for each in reached for row in _links(each, each.pair.shared)), key=_place)  # 5
    return Linked(replace(reading, facts=known, earlier=tuple(added)), tuple(links), tuple(map(_same, reached)))


def in_order(earlier: Iterable[Reading]) -> list[Reading]:
    """Every text once, the oldest first."""
    by_text: dict[str, Reading] = {}
    for reading in sorted(earlier, key=lambda r: (r.draft.published or (0, 0), r.draft.name, r.draft.text)):
        by_text.setdefault(reading.draft.text, reading)
    return list(by_text.values())


def _numbered(fact: Fact, person: str, numbers: Iterator[int]) -> Fact:
    """The fact and its other tellings, with an id where it is not the draft's, and one for each of its stretches."""
    if fact.earlier:
        id = f"e{next(numbers)}"
        fact = replace(fact, id=id, person=person, details=tuple(f"{id}.{n + 1}" for n in range(len(fact.details))))
    return replace(fact, published=_numbered(fact.published, person, numbers) if fact.published else None)


def _links(found: Found, rows: Iterable[Shared]) -> Iterator[Link]:
    article = found.article
    for row in rows:
        words = row.there.of(article.text)
        yield Link(row.here, article.name, row.there, row.why, round(row.weight, 2), found.certain, words)


def _same(found: Found) -> SameSource:
    pair = found.pair
    first = found.someone.person.mentions or tuple(detail.span for detail in found.someone.details)
    against = tuple(_links(found, pair.against))
    total = sum(round(row.weight, 2) for row in (*pair.shared, *pair.against))
    return SameSource(pair.here.id, found.article.name, first[0], round(total, 2), found.certain, against)


def _place(row: Link) -> tuple[int, str, int, str]:
    return int(row.here.removeprefix("d")), row.file, row.there.start, row.why
