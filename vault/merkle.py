"""The Merkle tree of RFC 6962, section 2.1: one hash that stands for all entries of a log, in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

HASH_SIZE = 32
_LEAF, _NODE = b"\x00", b"\x01"
"""Prefixes that keep an entry from passing for a pair of hashes."""


@dataclass(frozen=True)
class Frontier:
    """What must be kept of a log to go on with it, and to know it again: about log2(size) hashes.

    ``subtrees`` are the roots of the complete subtrees that the RFC's splits make, the largest first: one for each bit
    that is set in ``size``. Two logs with one frontier are the same log, as far as SHA-256 holds. ``last`` is the hash
    of the last leaf, which lies within the last subtree; it is empty when the log is.
    """

    size: int = 0
    subtrees: tuple[bytes, ...] = ()
    last: bytes = b""

    def __post_init__(self) -> None:
        if len(self.subtrees) != self.size.bit_count() or bool(self.last) != bool(self.size):
            raise ValueError("a frontier has a subtree for each bit of its size")

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after these leaf hashes; two subtrees of one size are joined at once."""
        size, subtrees, last = self.size, list(self.subtrees), self.last
        for last in leaves:
            node, below = last, size
            while below & 1:
                node, below = _join(subtrees.pop(), node), below >> 1
            subtrees.append(node)
            size += 1
        return Frontier(size, tuple(subtrees), last)

    @property
    def root(self) -> bytes:
        """The root of the tree: joined from the right, which splits at the largest power of two as the RFC asks."""
        if not self.subtrees:
            return hashlib.sha256(b"").digest()
        return reduce(lambda right, left: _join(left, right), reversed(self.subtrees))


def in_common(known: Frontier, leaves: Iterable[bytes]) -> int:
    """How many of the entries of a log that is ``known`` are among those with these leaf hashes, as near as can be.

    The subtrees that are known and lie within these leaves are compared. Where one differs, what is sure to be common
    ends before it, which is the least that it can be; where none does, all these leaves may be entries that are known,
    which is the most.
    """
    there = list(leaves)
    start = 0
    for subtree, width in zip(known.subtrees, _widths(known.size), strict=True):
        if start + width > len(there):
            break
        if root_hash(there[start : start + width]) != subtree:
            return start
        start += width
    return min(len(there), known.size)


def _widths(size: int) -> list[int]:
    """How many leaves each of the subtrees has, the largest first."""
    return [1 << bit for bit in reversed(range(size.bit_length())) if size >> bit & 1]


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(_LEAF + entry).digest()


def root_hash(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over leaf hashes; that of no leaves is the hash of nothing."""
    return Frontier().extend(leaves).root


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
