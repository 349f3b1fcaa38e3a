"""The tokens of a page, all tags at once where that gives what the full rules give.

In nearly every page from "<body" on, each "<" and ">" is the beginning or the end of a tag. There the tags are found by
these two characters, those that are equal are told by comparing eight bytes at a time, and only one tag of each kind is
put to the rules. A page that is otherwise is cut by the rules as a whole.
"""

from __future__ import annotations

from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from .arrays import Numbers, Places, Tokens, numbers_of
from .tokens import TOKEN, tokens

_BLOCK = 1 << 16
"""Characters looked at in one go: memory that need not be asked for anew takes a third of the time."""
_LONG = 64
"""Bytes of a tag that is compared with others as numbers; what is longer is mostly a link, of which each is another."""
_APART = ord("<") ^ ord(">")
"""The one bit by which the two differ: with it, both are the second."""
_FEW = 32
"""Tags of one length that are not worth arrays of their own."""
_MIX, _SLOTS = np.uint64(0x9E3779B97F4A7C15), 14  # Knuth, TAOCP 3, 6.4: multiplicative hashing


def cut(source: str) -> Tokens:
    """The tokens of a page, as :data:`~.tokens.TOKEN` cuts them."""
    return _of_plain(source) or _of_any(source)


def _of_any(source: str) -> Tokens:
    made = tokens(source)
    numbers: dict[str, int] = {}
    kinds = np.array([numbers.setdefault(tag, len(numbers)) for tag in made[1::2]], np.intp)
    return Tokens(
        source, np.fromiter(accumulate(map(len, made), initial=0), np.intp, len(made) + 1), kinds, list(numbers)
    )


def _of_plain(source: str) -> Tokens | None:
    """The tokens where every "<" and ">" of the body is the beginning or the end of one; None where it is not so."""
    start = max(0, source.find("<body"))
    head = tokens(source[: start + len("<body")])[:-2] if start else [""]
    if sum(map(len, head)) != start:  # within a comment, a script
        return None
    numbers = numbers_of(source)
    edges = _edges(numbers, start)
    begins, ends = edges[::2], edges[1::2]
    if not len(ends) or len(edges) % 2 or (numbers[begins] != ord("<")).any() or (numbers[ends] != ord(">")).any():
        return None
    ends += 1
    kinds, firsts = _kinds(numbers, begins, ends - begins)
    distinct = [source[begins[at] : ends[at]] for at in firsts]
    # Cut there by the full rules, too, whatever follows: no quotation mark is open, no element that is one token.
    if any((token := TOKEN.match(tag + "\0")) is None or token.end() != len(tag) for tag in distinct):
        return None
    seen = {tag: at for at, tag in enumerate(dict.fromkeys(head[1::2]))}
    renamed = np.array([seen.setdefault(tag, len(seen)) for tag in distinct], np.intp)
    before = list(accumulate(map(len, head[:-1]), initial=0))
    bounds = np.concatenate([before, edges, [len(source)]])
    first = np.array([seen[tag] for tag in head[1::2]], np.intp)
    made = Tokens(source, bounds, np.concatenate([first, renamed[kinds]]), list(seen))
    made.numbers = numbers
    return made


def _edges(numbers: Numbers, start: int) -> Places:
    """Where "<" and ">" stand."""
    found = []
    for at in range(start, len(numbers), _BLOCK):
        block = numbers[at : at + _BLOCK]
        found.append(np.flatnonzero(block | _APART == ord(">")) + at)
    return np.concatenate(found) if found else np.empty(0, np.intp)


def _kinds(numbers: Numbers, begins: Places, lengths: Places) -> tuple[Places, list[int]]:
    """The kind of each tag, and the first tag of each kind, in order."""
    kinds = np.empty(len(begins), np.intp)
    firsts: list[int] = []
    most = _LONG // numbers.itemsize
    counts = np.bincount(np.minimum(lengths, most + 1))
    slow = counts < _FEW
    slow[most + 1 :] = True
    for length in np.flatnonzero(~slow):
        these = np.flatnonzero(lengths == length)
        alike = _alike(numbers.view("u1"), begins[these] * numbers.itemsize, int(length) * numbers.itemsize)
        if alike is None:
            slow[length] = True
            continue
        heads = np.flatnonzero(alike == np.arange(len(these)))
        rank = np.empty(len(these), np.intp)
        rank[heads] = np.arange(len(firsts), len(firsts) + len(heads))
        kinds[these] = rank[alike]
        firsts += these[heads].tolist()
    seen: dict[bytes, int] = {}
    for at in np.flatnonzero(slow[np.minimum(lengths, len(slow) - 1)]).tolist():
        tag = numbers[begins[at] : begins[at] + lengths[at]].tobytes()
        if tag not in seen:
            seen[tag] = len(firsts)
            firsts.append(at)
        kinds[at] = seen[tag]
    order = np.argsort(firsts)
    rank = np.empty(len(order), np.intp)
    rank[order] = np.arange(len(order))
    return rank[kinds], [firsts[at] for at in order]


def _alike(data: NDArray[np.uint8], starts: Places, size: int) -> Places | None:
    """For each of the tags (of ``size`` bytes) the first that equals it; None where that takes more than one look."""
    words = np.ndarray((max(0, len(data) - 7),), "<u8", data, 0, (1,))
    if starts[0] + size < 8:
        return None
    columns = [words[starts + at] for at in (*range(0, size - 8, 8), size - 8)]
    if size < 8:
        columns = [columns[0] >> np.uint64(8 * (8 - size))]  # without what stands before the tag
    mixed = columns[0] * _MIX
    for column in columns[1:]:
        mixed = (mixed ^ column) * _MIX
    slots = (mixed >> np.uint64(64 - _SLOTS)).astype(np.intp)
    table = np.zeros(1 << _SLOTS, np.intp)
    table[slots[::-1]] = np.arange(len(starts) - 1, -1, -1)  # of equals, the first is written last
    alike = table[slots]
    return alike if all(np.array_equal(column[alike], column) for column in columns) else None
