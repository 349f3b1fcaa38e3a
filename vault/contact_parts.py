"""What somebody wrote down as one contact, taken apart into what can be looked for.

People write "tel. 06-12345678 (werk)", two numbers on a line, "Marieke <m@example.org>" and "Reddit: zwartekat". What
stands around an address or a number is no reason to look for nothing. Used by ``contacts`` and ``matching``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .folding import fold, vocabulary

MIN_NUMBER = 6
"""Digits of the shortest telephone number."""

MIN_HANDLE, MIN_PLAIN_HANDLE = 3, 4
"""Letters of a handle: with a sign or a digit in it, and of letters alone."""

NUMBER = r"(?<![\w])(?:\+|00)?\(?\d(?:[\s\-./()]{0,3}\d){5,14}(?!\w)"

_LABEL = re.compile(r"^\s*[^\W\d][\w .&-]{0,24}:\s*(?!//)")
"""What people write before a contact: "Signal: ", "mobiel privé: "."""

_REMARK = re.compile(r"\([^()@\d]*\)")
_BETWEEN = re.compile(r"\s*[,;|]\s*|\s+/\s+")
_MAIL = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+\.[^\s<>()\[\],;:\"]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}/\S+")
_HANDLE = re.compile(r"@?[\w.\-#]+")
_TELLING = re.compile(r"[\d_.#]")
_DIGITS = re.compile(r"[\d\s+\-./()]+")
_POSTCODE = re.compile(r"\b(\d{4})\s?([A-Za-z]{2})\b")


@dataclass(frozen=True)
class Parts:
    """The parts of one contact: all but ``phrases`` folded; ``numbers`` are digits, ``phrases`` several words each."""

    mails: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    postcodes: tuple[tuple[str, str], ...] = ()
    phrases: tuple[str, ...] = ()


def parts_of(contact: str) -> Parts:
    """Take one contact apart, as an editor wrote it."""
    folded = fold(contact).text
    mails = tuple(_MAIL.findall(folded))
    rest = [_LABEL.sub("", piece) for piece in _BETWEEN.split(_MAIL.sub(" ", folded))]
    links = tuple(link for piece in rest for link in _LINK.findall(piece))
    numbers = tuple(_digits(found[0]) for piece in rest for found in re.finditer(NUMBER, piece))
    numbers += tuple(_digits(piece) for piece in rest if _DIGITS.fullmatch(piece) and _digits(piece) not in numbers)
    handles = tuple(handle for piece in rest for handle in _handles(_LINK.sub(" ", piece)))
    numbers = tuple(number for number in numbers if len(number) >= MIN_NUMBER)
    return Parts(mails, numbers, links, handles, tuple(_POSTCODE.findall(folded)), tuple(_phrases(contact)))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _handles(piece: str) -> Iterator[str]:
    words = [word for word in _REMARK.sub(" ", piece).split() if word.strip(".:") not in vocabulary("channels")]
    for word in words:
        bare = word.lstrip("@")
        if not _HANDLE.fullmatch(word) or _DIGITS.fullmatch(word):
            continue
        if word.startswith("@") or (len(words) == 1 and _TELLING.search(bare)):
            least = MIN_HANDLE
        elif len(words) == 1 and bare not in vocabulary("common_words"):
            least = MIN_PLAIN_HANDLE
        else:
            continue
        if len(bare) >= least:
            yield bare


def _phrases(contact: str) -> Iterator[str]:
    """Several words that must stand together, such as a street and a house number."""
    told = contact.partition(":")[2] if ": " in contact else contact
    for part in told.split(","):
        for piece in _POSTCODE.sub("\n", part).splitlines():
            if "@" not in piece and len(piece.split()) > 1 and not _DIGITS.fullmatch(piece):
                yield piece.strip()
