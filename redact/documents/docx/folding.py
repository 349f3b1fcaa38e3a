"""The body folded: plain runs that follow one another are one element until an edit needs them apart.

A novel-long draft has a hundred thousand elements, most of them the looks of runs, and few of its runs are edited. So
its bytes are cut at the ends of texts before anything is parsed. Runs of which nothing but their text can matter to a
reader become one ``w:t`` with the text of all; everything else is parsed as it stands. To a reader, the tree says the
same as that of the whole file; to whoever writes it, :meth:`Folded.whole` gives back the runs, byte by byte.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

from ..model import DamagedError
from .names import NAMESPACES

FOLDED = "_folded"
"""The attribute of an element that stands for runs; no word processor writes it."""

_MAIN = NAMESPACES["w"].encode()
_ROOT = re.compile(
    rb"""(?:\xef\xbb\xbf)?<\?xml version=["']1\.0["'] encoding=["'](?i:utf-8)["'][^>]*\?>\s*"""
    rb"""(<w:document(?:\s+[\w:.-]+="[^"<>&]*")++\s*>)"""
)
_DECLARED = re.compile(rb"xmlns:w\s*=")
_SPELLED_OUT = re.compile(rb"""xmlns[^=<>]*=\s*["'][^"'<>]*&""")
"""A name of a namespace with a character written as a number: none of those searched for here, to look at."""
_TEXT = re.compile(rb"(>[^<>]*+</w:t>)")
_APART = b"</w:t>>"
_NUMBER = re.compile(rb'="[0-9A-F]{8}"')
"""The value of an attribute that tells in which session something was written: another one in nearly every run."""
_SAID = b'=""'
_AT_ONCE = 1000
"""Pieces looked at together: few enough that they take no new memory each time."""
_REFERENCES = re.compile(rb"(?:[^&]|&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)*+")
_REFERENCE = re.compile(rb"&[^;]*;")

_LOOKS = (
    "rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid color spacing w "
    "kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout rStyle"
)
"""What the formatting of a run may hold; nobody reads these, and none of them hides a word (17.3.2)."""
_VALUE = rb'(?: w:[a-zA-Z]+="[^"<>&\x00-\x1f]*")*'
_LOOK = rb"<w:(?:" + _LOOKS.replace(" ", "|").encode() + rb")" + _VALUE + rb"/>"
_HEAD = (
    rb"<w:r" + _VALUE + rb">(?:<w:rPr/>|<w:rPr>(?:" + _LOOK + rb")*+</w:rPr>)?+(?:<w:lastRenderedPageBreak/>)?+"
    rb'<w:t(?: xml:space="preserve")?+\Z'
)
_BEGINS = re.compile(_HEAD)
_BETWEEN = re.compile(rb'</w:r>(?:<w:proofErr w:type="[a-zA-Z]+"/>)*+' + _HEAD)
_SAME_RUN = re.compile(rb'<w:t(?: xml:space="preserve")?+')
_TWICE = re.compile(rb'<[^>]* ([a-zA-Z:]+)="[^>]* \1="')
_NO_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")
_LONGEST = 1024
"""Bytes of the beginning of a run that is looked at closely; that of a true one has some hundreds."""
_END = b"</w:r>"
_PRESERVE = b' xml:space="preserve"'
_LEFT = re.compile(rb"<[^<>]*\s" + FOLDED.encode() + rb"\s*=")
_STUB = re.compile(rb'<w:t _folded="([0-9]+)"(?:/>|>[^<]*</w:t>)')


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands between two texts: whether a plain run ends it, begins at its end, and whether that is all."""

    ends: bool
    begins: bool
    inside: bool


class Folded:
    """The bytes of a part, in pieces: what stands before each text, and the text with the ends of its tags.

    ``markup`` is all that stands between texts, each once of what is equal but for the numbers of sessions.
    """

    def __init__(self, pieces: list[bytes], root: bytes, shown: str, markup: bytes) -> None:
        self._pieces, self._root, self._shown, self.markup = pieces, root, shown, markup
        self._groups: list[tuple[int, int]] = []  # from which text to which
        self._heads: dict[int, int] = {}  # where the first run of a group begins in what stands before its text

    def apart(self, wanted: Sequence[tuple[int, Sequence[tuple[int, int]]]]) -> bytes:
        """Some of the elements that stand for runs, unfolded where they have to be, in a document of their own.

        ``wanted`` gives the number of each, and the stretches of its text whose runs are to be elements. What becomes
        of each stands in a ``w:p``; the other runs of it are folded again.
        """
        parts = [self._root]
        for number, spans in wanted:
            parts += (b"<w:p>", *self._divided(*self._groups[number], spans), b"</w:p>")
        return b"".join([*parts, b"</w:document>"])

    def texts(self, number: int, length: int) -> tuple[int, Sequence[int]]:
        """The texts in an element that stands for runs and says ``length`` characters: the first, and their lengths."""
        start, end = self._groups[number]
        texts = self._pieces[2 * start + 1 : 2 * end : 2]
        lengths = [len(text) - len(_APART) for text in texts]
        return start, lengths if sum(lengths) == length else list(map(_length, texts))

    def say(self, index: int, text: str) -> None:
        """Make a text say something else, in one line and not nothing."""
        self._pieces[2 * index + 1] = b">%s</w:t>" % escape(text).encode()
        if (text != text.strip() or "  " in text) and not self._pieces[2 * index].endswith(_PRESERVE):
            self._pieces[2 * index] += _PRESERVE

    def whole(self, written: bytes) -> bytes:
        """A part, as lxml writes it, with the runs in place of the elements that stand for them.

        Raises :class:`~..model.DamagedError` where one of these is left: nothing is written that is not whole.
        """
        parts, at, rest = [], 0, []
        for stub in _STUB.finditer(written):
            rest.append(written[at : stub.start()])
            parts.append(rest[-1])
            parts += self._runs(*self._groups[int(stub[1])])
            at = stub.end()
        rest.append(written[at:])
        if any(FOLDED.encode() in each and _LEFT.search(each) for each in rest):
            raise DamagedError("{shown}: a run of it could not be put back; save it again and retry", shown=self._shown)
        return b"".join([*parts, rest[-1]])

    def fold(self, start: int, end: int, head: int | None = None) -> bytes:
        """Texts ``start`` to ``end`` as one element; ``head`` is where the first run begins before its text."""
        if head is not None:
            self._heads[start] = head
        self._groups.append((start, end))
        texts = b"".join(self._pieces[2 * start + 1 : 2 * end : 2]).replace(_APART, b"")
        return b'<w:t %s="%d"%s' % (FOLDED.encode(), len(self._groups) - 1, texts)

    def _divided(self, start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[bytes]:
        texts = self._pieces[2 * start + 1 : 2 * end : 2]
        places = list(accumulate(map(_length, texts), initial=0))
        at = start
        for first, last in spans:
            begin = self._run_of(start + bisect_right(places, first) - 1, at)
            until = max(at, start + bisect_left(places, last))
            while until < end and not self._begins_run(until):
                until += 1
            if begin < until:
                yield self.fold(at, begin) if at < begin else b""
                yield from self._runs(begin, until)
                at = until
        yield self.fold(at, end) if at < end else b""

    def _run_of(self, text: int, start: int) -> int:
        """The first text of the run of ``text``, or ``start`` where that comes later."""
        text = max(text, start)
        while text > start and not self._begins_run(text):
            text -= 1
        return text

    def _begins_run(self, text: int) -> bool:
        """Whether a text that is not the first of its group is the first of its run, which may have several."""
        return self._pieces[2 * text].startswith(_END)

    def _runs(self, start: int, end: int) -> Sequence[bytes]:
        """The runs of texts ``start`` to ``end``, as they stand in the file."""
        head = self._heads.get(start, len(_END))
        return [self._pieces[2 * start][head:], *self._pieces[2 * start + 1 : 2 * end], _END]


def fold(data: bytes, shown: str) -> tuple[bytes, Folded] | None:
    """A document's XML with its plain runs folded; None where there is anything that needs a parser's judgement.

    ``shown`` is the file's name for messages.
    """
    root = _ROOT.match(data)
    if root is None or any(mark in data for mark in (b"\0", b"\r", FOLDED.encode())) or not _is_unicode(data):
        return None
    pieces, known = _TEXT.split(data), _Known()
    betweens: list[_Between] = []
    for at in range(0, len(pieces), _AT_ONCE):
        together = b"\0".join(pieces[at : at + _AT_ONCE : 2])
        betweens += map(known.__getitem__, _NUMBER.sub(_SAID, together).split(b"\0"))
    if not known.usual(root[1]) or betweens[0].inside or betweens[-1].inside:
        return None
    if b"&" in data and not all(_REFERENCES.fullmatch(text) for text in pieces[1::2] if b"&" in text):
        return None
    folded = Folded(pieces, root[1], shown, b"\0".join(known))
    return b"".join(_folded(folded, pieces, betweens)), folded


def _folded(folded: Folded, pieces: Sequence[bytes], betweens: Sequence[_Between]) -> Iterator[bytes]:
    skip = 0
    for start, end in pairwise(at for at, between in enumerate(betweens) if not between.inside):
        before = pieces[2 * start]
        if betweens[start].begins and betweens[end].ends:
            head = max(before.rfind(b"<w:r>"), before.rfind(b"<w:r "))
            yield before[skip:head]
            yield folded.fold(start, end, head)
            skip = len(_END)
        else:
            yield before[skip:]
            yield from pieces[2 * start + 1 : 2 * end]
            skip = 0
    yield pieces[-1][skip:]


def _is_unicode(data: bytes) -> bool:
    try:
        return data.isascii() or bool(data.decode())
    except UnicodeDecodeError:
        return False


class _Known(dict[bytes, _Between]):
    """What stands between texts, learned once of all that is equal but for the numbers of sessions."""

    def __missing__(self, shape: bytes) -> _Between:
        begins = _BEGINS.search(shape)
        if begins and (len(begins[0]) > _LONGEST or _TWICE.search(begins[0]) or _NO_CHARACTER.search(begins[0])):
            begins = None
        inside = _SAME_RUN.fullmatch(shape) is not None or bool(begins and _BETWEEN.match(shape))
        found = self[shape] = _Between(shape.startswith(_END), begins is not None, inside)
        return found

    def usual(self, root: bytes) -> bool:
        """Whether ``w:`` means the same everywhere, and nothing is there but elements and texts."""
        declared = b'xmlns:w="' + _MAIN + b'"' in root
        everything = b"".join(self)
        return (
            declared
            and everything.count(_MAIN) == 1
            and len(_DECLARED.findall(everything)) == 1
            and not _SPELLED_OUT.search(everything)
            and b"<!" not in everything
            and everything.count(b"<?") == 1
        )


def _length(text: bytes) -> int:
    """The characters of a text that stands between the ends of its tags."""
    if b"&" in text:
        text = _REFERENCE.sub(b"&", text)
    return (len(text) if text.isascii() else len(text.decode())) - len(_APART)
