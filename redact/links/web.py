"""Who of the earlier articles is which source of the draft, directly or by way of a third article.

Every two articles are compared on their own, so that one more article takes no link away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from ..risk.universes import country_of
from .article import Article, Someone
from .compare import Setting
from .pairs import Pair, weigh
from .persons import Match, matches
from .rarity import Rarity
from .weights import CONTRADICTED

_Node = tuple[int, str]
"""Somebody in an earlier article: its number, and the person's id."""


@dataclass(frozen=True)
class Found:
    """Somebody in an earlier article who is a source (``certain``), or may be; ``pair`` compares the two directly."""

    article: Article
    someone: Someone
    pair: Pair
    certain: bool


class Web:
    """A draft, earlier articles in an order of their own, and the links among all of them."""

    def __init__(self, draft: Article, earlier: Sequence[Article], year: int) -> None:
        self.draft, self.earlier = draft, earlier
        facts = [fact for article in (draft, *earlier) for fact in article.reading.facts]
        self._rarity = Rarity(country_of(draft.reading.facts or facts, draft.lang), draft.lang, year)

    def setting(self, one: Article, other: Article) -> Setting:
        """What two articles are compared by, ``one`` the later of them."""
        return Setting(one, other, self._rarity, _years(one, other))

    def reach(self, who: Someone) -> list[Found]:
        """Everybody in the earlier articles who is ``who`` of the draft or may be, the certain ones first."""
        direct = {node: match for node, match in self._direct if match.pair.here is who}
        sure = self._chain(who, [node for node, match in direct.items() if match.certain])
        near = [other for node in sure for other, certain in self._between.get(node, ()) if not certain]
        maybe = self._chain(who, [node for node in (*direct, *near) if node not in sure])
        found = [self._found(who, node, certain=True) for node in sure]
        found += [self._found(who, node, certain=False) for node in maybe if node not in sure]
        return sorted(found, key=self._order)

    def _order(self, found: Found) -> tuple[bool, float, int, str]:
        return not found.certain, -found.pair.evidence, self.earlier.index(found.article), found.someone.id

    def _chain(self, who: Someone, start: Sequence[_Node]) -> list[_Node]:
        """``start`` and whoever is certainly one of them in another article, unless it speaks against ``who``."""
        reached = list(dict.fromkeys(start))
        for node in reached:
            further = (other for other, certain in self._between.get(node, ()) if certain and other not in reached)
            reached += [other for other in further if self._fits(who, other)]
        return reached

    def _fits(self, who: Someone, node: _Node) -> bool:
        of_another = any(at == node and m.certain and m.pair.here is not who for at, m in self._direct)
        return not of_another and self._found(who, node, certain=True).pair.evidence > CONTRADICTED

    def _found(self, who: Someone, node: _Node, *, certain: bool) -> Found:
        article = self.earlier[node[0]]
        known = next((m.pair for at, m in self._direct if at == node and m.pair.here is who), None)
        someone = article.people[node[1]]
        return Found(article, someone, known or weigh(self.setting(self.draft, article), who, someone), certain)

    @cached_property
    def _direct(self) -> list[tuple[_Node, Match]]:
        return [
            ((number, match.pair.there.id), match)
            for number, article in enumerate(self.earlier)
            for match in matches(self.setting(self.draft, article), sources_only=True)
        ]

    @cached_property
    def _between(self) -> Mapping[_Node, list[tuple[_Node, bool]]]:
        edges: dict[_Node, list[tuple[_Node, bool]]] = {}
        for (first, before), (second, after) in combinations(enumerate(self.earlier), 2):
            for match in matches(self.setting(after, before), sources_only=False):
                one, other = (second, match.pair.here.id), (first, match.pair.there.id)
                edges.setdefault(one, []).append((other, match.certain))
                edges.setdefault(other, []).append((one, match.certain))
        return edges


def _years(one: Article, other: Article) -> float | None:
    """The years from ``other`` to ``one``, None where either has no date."""
    now, then = one.reading.draft.published, other.reading.draft.published
    return None if now is None or then is None else now[0] - then[0] + (now[1] - then[1]) / 12
