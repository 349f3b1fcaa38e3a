"""The lemma of a word, from the lists of simplemma, read where the word stands in them instead of whole.

A whole list takes a quarter of a second and 60 MB to build, for the few hundred words of a draft. The lists are sorted,
and each word is stored as its difference from the one before, so that they can be read from any place of which the word
before is known. ``data/lemmas-*.gz`` holds such places, for the lists of the simplemma that they were made with
(``python -m bronwacht.redact.wording.lemmas`` makes them anew); in any other list the places are found again.
"""

from __future__ import annotations

import gzip
import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries import frontcode
from simplemma.strategies.dictionaries.dictionary_factory import (
    DATA_FOLDER,
    CachingDictionaryFactory,
    _read_decompressed,
)
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

from ..draft import Lang

APART = 64
"""Words from one place to the next: a look-up reads half as many, in under 20 microseconds."""
CACHED = 20_000


class _Placed(StreamMap):
    """A list with its places."""

    def __init__(self, lang: str, places: list[tuple[bytes, int, bytes, bytes]]) -> None:
        self._data = _read_decompressed(lang)
        self._rev, self._count, self._pos = frontcode._read_header(self._data)
        self._firsts = [first for first, *_ in places]
        self._blocks = [(offset, key, value) for _, offset, key, value in places]


class _Lists(CachingDictionaryFactory):
    """The lists, with the places that were shipped where they are of this very list."""

    def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
        digest, *lines = gzip.decompress(_file(lang).read_bytes()).split(b"\n")
        if digest.decode() != _digest(lang):
            return StreamMap(lang)
        rows = (line.split(b"\t") for line in lines)
        return _Placed(lang, [(first, int(offset), key, value) for offset, first, key, value in rows])


_LOOKUP = DictionaryLookupStrategy(_Lists())


@lru_cache(maxsize=CACHED)
def lemma(word: str, lang: Lang) -> str:
    """The lemma of a word, empty when the list does not know it."""
    return _LOOKUP.get_lemma(unicodedata.normalize("NFC", word), lang.value) or ""


def _file(lang: str) -> Path:
    return Path(str(resources.files(__package__))) / "data" / f"lemmas-{lang}.gz"


def _digest(lang: str) -> str:
    return hashlib.sha256((DATA_FOLDER / f"{lang}.plzma").read_bytes()).hexdigest()


def _lines(lang: str) -> Iterator[bytes]:
    """The digest of the list, then each place: where it is, the word there, and the word before with its lemma."""
    yield _digest(lang).encode()
    data = _read_decompressed(lang)
    before = (b"", b"")
    for number, (offset, *word) in enumerate(frontcode._iter_records(data, frontcode._read_header(data)[2])):
        if number % APART == 0:
            yield b"\t".join([str(offset).encode(), word[0], *before])
        before = (word[0], word[1])


def main() -> None:
    """Make the places of both lists anew."""
    for lang in Lang:
        _file(lang).write_bytes(gzip.compress(b"\n".join(_lines(lang)), mtime=0))


if __name__ == "__main__":
    main()
