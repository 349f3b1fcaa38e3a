"""What a file within a document says: a workbook behind a chart, an old Word document, a page, a drawing.

A final copy has none of these, so that nothing need be found again in its place: it is enough that whoever scans a
draft is told. Called by the formats' readers; never raises, for a file that cannot be read within one that can is no
reason not to read the latter.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterator

from .fonts import is_known
from .model import DocumentError
from .package import open_package, parse_xml

MAX_DEPTH = 2
"""Of a document within a workbook within a document."""
MAX_BYTES = 16 << 20
"""Of one file: sheets and pages with words are smaller, films and pictures are larger."""
MAX_SEARCHED = 4 << 20
"""Of what is no text: a second's work, and more than the words of any letter."""
MIN_LETTERS = 3
"""Letters in a row that make a run of characters in what is no text a word."""

MIN_SHARE = 0.7
"""Of the characters of such a run, how many are letters or spaces."""

_OLE, _ZIP, _WMF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"\xd7\xcd\xc6\x9a"
_TNEF = b"\x78\x9f\x3e\x22"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of what is in a document with a password (MS-OFFCRYPTO, 2.3.4.4)."""
_SHOWN = tuple(
    bytes.fromhex(start)
    for start in "89504e47 ffd8ff 47494638 424d 49492a00 4d4d002a 494433 fffb 4f676753 664c6143 1a45dfa3 000001ba"
    " 00010000 4f54544f 774f4646 774f4632 00000100".split()
)
_RIFF = (b"WAVE", b"AVI ", b"WEBP")
_MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_NARROW = re.compile(rb"[\x20-\x7e\xc0-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01-\x05]){4,}")
_SAID = re.compile(r"[^\W\d_]{2}|\d{5}|@")
_WORD = re.compile(rf"[^\W\d_][^\W\d_A-Z]{{{MIN_LETTERS - 1}}}|@\w")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HEAD = 1024
"""Bytes within which all of these have signs that no text has."""
_UNSEEN = re.compile(r"\x1b\[[\d;]{0,20}[A-Za-z]|[\x01-\x08\x0e-\x1f]")
_TAG, _SCRIPT = re.compile(r"<[^<>]*>"), re.compile(r"<(script|style)\b", re.IGNORECASE)
_CLOSED = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_RTF_CODE = re.compile(r"\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?\??|\\[a-z]+-?\d* ?|\\\*|[{}]", re.IGNORECASE)
_NAMING = frozenset("name title descr author userName display displayText tooltip alt label string value".split())
_LOOKS = re.compile(
    r"\.rels\Z|\[Content_Types\]|(?:^|/)(?:theme\d*|styles|settings|webSettings|fontTable|manifest)\.xml\Z"
)
"""Parts of a document in a document that say how it looks, and what belongs to what."""
_PARAGRAPHS = frozenset({"p", "si"})
"""The local names of elements that stand for a paragraph: of Word's and of drawings, of a workbook's strings."""


def words_in(data: bytes, depth: int = 0, *, unread: Callable[[], None] = lambda: None) -> Iterator[str]:
    """The stretches of words in a file of whatever kind; nothing of one that is too large, or pictures or sound.

    ``unread`` is called where there may be words that are not found: in an archive that is locked or of another kind.
    """
    if not data or _is_shown(data):
        return
    if len(data) > MAX_BYTES or depth > MAX_DEPTH:
        unread()
        return
    start = data[:64].lstrip(b" \r\n\t")
    if start.startswith(_ZIP):
        yield from _zipped(data, depth, unread)
    elif start.startswith(_MARKUP):
        yield from _marked_up(data)
    elif start.startswith(b"{\\rtf"):
        yield from _lines(_rich(data.decode("cp1252", "replace")))
    elif start.startswith((_OLE, _WMF)) or data[40:44] == b" EMF":
        if _LOCKED in data or len(data) > MAX_SEARCHED:
            unread()
        yield from runs(data)
    elif start.startswith(_TNEF):  # what a mail says in it is packed, names of files and people are not
        unread()
        yield from runs(data)
    elif (text := _plain(data)) is not None:
        yield from _lines(text)
    else:
        unread()


def _is_shown(data: bytes) -> bool:
    """Whether it is a picture, a film, sound, or a font: told by other names, and without words in it.

    Some of their marks are letters: a text may begin with "BMW" or "OTTO".
    """
    if not _CONTROL.search(data, 0, _HEAD):
        return False
    return data.startswith(_SHOWN) or data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in _RIFF)


def runs(data: bytes) -> Iterator[str]:
    """The runs of letters in what is no text, in one or two bytes each; each once."""
    data = data[:MAX_SEARCHED]
    wide, narrow = dict.fromkeys(_WIDE.findall(data)), dict.fromkeys(_NARROW.findall(data))
    found = [match.decode("utf-16-le", "replace") for match in wide]
    found += [match.decode("cp1252", "replace") for match in narrow]
    yield from dict.fromkeys(run.strip() for run in found if _is_said(run) and not is_known(run.strip()))


def _is_said(run: str) -> bool:
    """Whether somebody may have written a run of characters: words of one alphabet, and not the same letter forever."""
    used = set(run)
    if len(used) <= max(2, len(run) // 20) or _WORD.search(run) is None:
        return False
    if sum(map(str.isalpha, run)) + run.count(" ") < MIN_SHARE * len(run):
        return False
    alphabets = {ord(char) >> 8 for char in used} - {0}
    plain = len(run.encode("ascii", "ignore"))
    return len(alphabets) == 1 if alphabets else plain >= MIN_SHARE * len(run)


def _zipped(data: bytes, depth: int, unread: Callable[[], None]) -> Iterator[str]:
    try:
        parts = open_package(data, "").parts
    except DocumentError:
        unread()
        return
    for name, part in parts.items():
        if not _LOOKS.search(name):
            yield from words_in(part, depth + 1, unread=unread)


def _marked_up(data: bytes) -> Iterator[str]:
    """XML by its elements, or a page of the web as it is shown."""
    try:
        root = parse_xml(data, "")
    except DocumentError:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        yield from _lines(html.unescape(_TAG.sub("\n", _unscripted(text))))
        return
    for node in root.iter():
        if not isinstance(node.tag, str):
            yield from _lines(node.text or "")
            continue
        whole = node.tag.rpartition("}")[2] in _PARAGRAPHS
        texts = ["".join(map(str, node.itertext())) if whole else node.text or "", node.tail or ""]
        texts += [str(value) for name, value in node.attrib.items() if _is_words(str(name), str(value))]
        yield from (text.strip() for text in texts if _SAID.search(text))


def _unscripted(text: str) -> str:
    """The text of a page without its scripts and styles.

    Of what is not closed the words are kept, and nothing is looked for again behind it: there may be a million.
    """
    kept: list[str] = []
    at, unclosed = 0, set[str]()
    for opened in _SCRIPT.finditer(text):
        name = opened[1].lower()
        if opened.start() < at or name in unclosed:
            continue
        closed = _CLOSED[name].search(text, opened.end())
        if closed is None:
            unclosed.add(name)
            continue
        kept.append(text[at : opened.start()])
        at = closed.end()
    return "\n".join([*kept, text[at:]])


def _is_words(name: str, value: str) -> bool:
    """Whether an attribute's value may be somebody's words: the name of a sheet, a description, several words."""
    return name.rpartition("}")[2] in _NAMING or " " in value.strip() or "@" in value


def _rich(text: str) -> str:
    """The text of a document in the rich text format, its commands taken out."""

    def said(code: re.Match[str]) -> str:
        if code[1]:
            return bytes([int(code[1], 16)]).decode("cp1252", "replace")
        if code[2]:
            return chr(int(code[2]) % 0x10000)
        return "\n" if code[0].strip() in ("\\par", "\\line", "\\cell", "\\row") else ""

    return _RTF_CODE.sub(said, text)


def _plain(data: bytes) -> str | None:
    """A text in whatever encoding of those that people have; None of what is none."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        return None
    try:
        # What a terminal's log and a text of DOS have, colours and an end, makes no other file of it.
        return _UNSEEN.sub(" ", data.decode("utf-8"))
    except UnicodeDecodeError:
        return None if _CONTROL.search(data) else data.decode("cp1252", "replace")


def _lines(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if _SAID.search(line))
