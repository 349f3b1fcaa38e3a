"""Where an element ends: the stack of open elements, kept as section 13.2.6 of the HTML standard keeps it.

Text is read without a tree. A tree matters where an element is not shown or not written: then all that stands in it has
to be known, also where end tags lack or cross. Asked for places in order, none within an element that was asked for,
all answers together take one walk. Formatting elements end at their end tag; that browsers open them again in the next
paragraph is not followed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .rules import RAWTEXT, RCDATA, Rules, rules
from .tokens import Tag

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TABLE_PARTS = frozenset({"tr", "td", "th", "tbody", "thead", "tfoot", "caption", "colgroup"})
_SECTIONS = frozenset({"tbody", "thead", "tfoot", "caption", "colgroup"})
_CELLS = frozenset({"table", "td", "th", "caption"})
# What a start tag ends, up to the nearest of the elements on the right.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "option": (frozenset({"option"}), frozenset({"select", "datalist"}) | _CELLS),
    "td": (frozenset({"td", "th", "caption", "colgroup"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th", "caption", "colgroup"}), frozenset({"table", "tr"})),
    "tr": (frozenset({"tr", "caption", "colgroup"}), frozenset({"table"})),
    **{name: (_SECTIONS, frozenset({"table"})) for name in _SECTIONS},
    "rt": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "rp": (frozenset({"rt", "rp"}), frozenset({"ruby"})),
    "a": (frozenset({"a"}), _CELLS),
    **dict.fromkeys(_HEADINGS, (_HEADINGS, _CELLS)),
}
# What an item ends that begins, if it is the innermost special element; these three are not counted (13.2.6.4.7).
_ITEMS = {"li": frozenset({"li"}), "dd": frozenset({"dd", "dt"}), "dt": frozenset({"dd", "dt"})}
_SEEN_THROUGH = frozenset({"address", "div", "p"})
_WITHIN = {"li": ("ul", "ol"), "p": ("button",)}
"""Beyond these the end tag of that name does not reach, besides those beyond which none does."""
MAX_QUICK = 200
"""How deep an element may be whose end is looked for without the stack; prose stays under twenty."""


class Nesting:
    """The open elements at a place that only moves on."""

    def __init__(self, tokens: Sequence[str], tag_of: Callable[[str], Tag | None]) -> None:
        self._tokens = tokens
        self._tag_of = tag_of
        self._at = 1
        self._open: list[str] = []
        self._places: dict[str, list[int]] = {}
        self._special: list[int] = []
        self._scopes: list[int] = []
        self._blocks: list[int] = []
        self._rules: Rules = rules()

    def end_of(self, start: int) -> int:
        """The token behind the element that begins at token ``start``: its end tag is still of it."""
        tag = self._tag_of(self._tokens[start])
        if tag is None or tag.closing or tag.name in self._rules.void or tag.name in RCDATA + RAWTEXT:
            return start + 1
        return self.quick_end_of(start) or self._slowly(start)

    def quick_end_of(self, start: int) -> int:
        """The end of an element in which every tag is closed and no tag ends another; 0 where it is not so."""
        nested: list[str] = []
        for at in range(start, len(self._tokens), 2):
            tag = self._tag_of(self._tokens[at])
            if tag is None or tag.name in self._rules.void or (tag.name in RCDATA + RAWTEXT and not tag.closing):
                continue
            if not tag.closing:
                if len(nested) > MAX_QUICK or (nested and self._ends_another(tag.name, nested)):
                    return 0
                nested.append(tag.name)
            elif nested.pop() != tag.name:
                return 0
            if not nested:
                return at + 1
        return 0

    def _ends_another(self, name: str, nested: list[str]) -> bool:
        if name in self._rules.closes_p and "p" in nested:
            return True
        if name in _ITEMS:
            blocks = (each for each in reversed(nested) if each in self._rules.special and each not in _SEEN_THROUGH)
            return next(blocks, "") in _ITEMS[name]
        ends, within = _ENDS.get(name, (frozenset(), frozenset()))
        return bool(ends) and next((each in ends for each in reversed(nested) if each in ends or each in within), False)

    def _slowly(self, start: int) -> int:
        while self._at <= start:
            self._step()
        slot = len(self._open) - 1
        tag = self._tag_of(self._tokens[start])
        name = tag.name if tag else ""
        while self._at < len(self._tokens):
            before = self._at
            own = self._tag_of(self._tokens[before])
            self._step()
            if len(self._open) <= slot or self._open[slot] != name:
                return before + 1 if own is not None and own.closing and own.name == name else before
            if own is not None and not own.closing and self._reopened(slot, name, own.name):
                return before
        return len(self._tokens)

    def _reopened(self, slot: int, name: str, new: str) -> bool:
        return new == name and len(self._open) - 1 == slot

    def _step(self) -> None:
        tag = self._tag_of(self._tokens[self._at])
        self._at += 2
        if tag is None or (not tag.closing and tag.name in RCDATA + RAWTEXT):
            return
        if tag.closing:
            self._end(tag.name)
        else:
            self._start(tag.name)

    def _start(self, name: str) -> None:
        if name in self._rules.closes_p:
            self._pop_in_scope("p", "button")
        if name in _ITEMS and self._blocks and self._open[self._blocks[-1]] in _ITEMS[name]:
            self._pop(self._blocks[-1])
        ends, within = _ENDS.get(name, (frozenset(), frozenset()))
        if ends:
            floor = max((self._last(limit) for limit in within), default=-1)
            found = min((at for at in (self._last(end) for end in ends) if at > floor), default=-1)
            heading = name in _HEADINGS and found != len(self._open) - 1
            if found >= 0 and not heading:
                self._pop(found) if name != "a" else self._remove(found)
        if name not in self._rules.void:
            special = name in self._rules.special
            for counts, slots in (
                (special, self._special),
                (special and name not in _SEEN_THROUGH, self._blocks),
                (name in self._rules.scope, self._scopes),
            ):
                if counts:
                    slots.append(len(self._open))
            self._places.setdefault(name, []).append(len(self._open))
            self._open.append(name)

    def _end(self, name: str) -> None:
        names = _HEADINGS if name in _HEADINGS else {name}
        found = max(self._last(each) for each in names)
        if found < 0:
            return
        if name in _TABLE_PARTS or name == "table":
            if found > self._last("table") or name == "table":
                self._pop(found)
        elif name in self._rules.special:
            self._pop_in_scope(self._open[found], *_WITHIN.get(name, ()))
        elif name in self._rules.formatting:
            if found > self._scope():
                self._remove(found)
        elif not self._special or self._special[-1] < found:
            self._pop(found)

    def _pop_in_scope(self, name: str, *barriers: str) -> None:
        found = self._last(name)
        if found >= 0 and found > max([self._scope(), *map(self._last, barriers)]):
            self._pop(found)

    def _scope(self) -> int:
        return self._scopes[-1] if self._scopes else -1

    def _last(self, name: str) -> int:
        places = self._places.get(name)
        return places[-1] if places else -1

    def _pop(self, down_to: int) -> None:
        while len(self._open) > down_to:
            name = self._open.pop()
            places = self._places.get(name)
            if places and places[-1] == len(self._open):
                places.pop()
        for slots in (self._special, self._blocks, self._scopes):
            while slots and slots[-1] >= down_to:
                slots.pop()

    def _remove(self, slot: int) -> None:
        """Take out a formatting element; what it holds stays open, its slot holds nothing."""
        self._places[self._open[slot]].pop()
        self._open[slot] = ""
