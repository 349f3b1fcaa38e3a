"""The Merkle tree of RFC 6962, section 2.1: one hash that stands for all entries of a log, in their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

HASH_SIZE = 32
_LEAF, _NODE = b"\x00", b"\x01"
"""Prefixes that keep an entry from passing for a pair of hashes."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(_LEAF + entry).digest()


def root_hash(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over leaf hashes; that of no leaves is the hash of nothing.

    Complete subtrees are kept as (height, hash), and two of a height are joined at once; what is left at the end is
    joined from the right, which splits at the largest power of two as the RFC asks.
    """
    subtrees: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, leaf
        while subtrees and subtrees[-1][0] == height:
            node = _join(subtrees.pop()[1], node)
            height += 1
        subtrees.append((height, node))
    if not subtrees:
        return hashlib.sha256(b"").digest()
    root = subtrees.pop()[1]
    while subtrees:
        root = _join(subtrees.pop()[1], root)
    return root


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()
