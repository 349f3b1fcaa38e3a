"""Whom a mail in a draft is from and to, who signs it, who is on a list: names beside what reaches them.

The tagger takes the names in a mail's header for those of people who write to newspapers, and keeps them. Here the form
alone says that somebody stands there; whether they are public is for :mod:`.public` to say, which calls this. A mailbox
of an office ("woordvoering@…") reaches nobody in particular, and says nothing of the name beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ..draft import Lang, Span
from .greetings import GREETS
from .lines import closes
from .tagger import PARTICLES
from .wordlists import COMPOUND, INFLECTED, WordLists, word_lists

MAILBOX = r"[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+"
_NUMBER = r"\d(?:[ ()/.-]{0,2}\d){7}"
REACHED = re.compile(rf"{MAILBOX}|{_NUMBER}")
"""A mail address, or a number of eight figures or more."""

_REACHED_BY_NUMBER = re.compile(_NUMBER)

_ADDRESS = re.compile(MAILBOX)
_REACH = 160
"""Characters before an address in which its bearer's name begins."""

_MAX_NAME, _MAX_WORDS = 60, 6
_FOLD = r"(?:[ \t]|\n[ \t>]*){0,3}"
"""What mail programs put between a name and its address, which they break over lines."""

_BRACKET = re.compile(rf"[\"'”’*_]{{0,2}}{_FOLD}[<\[(]\n?[ \t>]*(?:<?mailto:)?\Z", re.IGNORECASE)
_BRACKETED = re.compile(r"[>\])]{0,2}[ \t]?\((?P<name>[^()\n@]{1,60})\)")
_MARKS = r"[ \t>*_|]*"
_CELL = re.compile(r" *+(?P<name>[^|\n]{3,60}?) *[ |] *[+(]{0,2}\Z")
"""The cell of a table before another: tabs are spaces by now."""

_ABROAD = r"[ ()./-]{0,2}0?[ ()]{0,2}"
_MOBILE = re.compile(rf"0[67]|04[5-9]|(?:00)?(?:31{_ABROAD}6|44{_ABROAD}7|32{_ABROAD}4[5-9])")
"""Of the Netherlands, Britain, Belgium: a company's telephone is a fixed one."""
_PEOPLE = r"(?:van|aan|cc|bcc|afzender|ontvanger|from|to|sender|reply-to|antwoord aan)"
_LABELLED = re.compile(rf"(?m)^{_MARKS}{_PEOPLE}{_MARKS}:{_MARKS}", re.IGNORECASE)
_BEFORE = (
    re.compile(r"(?:\A|[>\])][ \t]*[,;]|;)[ \t\n]*(?P<name>[^\n<>@;]+)\Z"),  # in a list of a header
    re.compile(rf"\b(?:schreef|heeft|wrote){_FOLD}(?P<name>[^<>@,;:]+)\Z"),
    re.compile(
        rf"(?:\d[:.]\d\d(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?|\b\d{{4}})(?: \w{{3,4}})?,{_FOLD}(?P<name>[^<>@,;:\d]+)\Z"
    ),
    re.compile(r"\d[:.]\d\d(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?[ \t\n>]+(?P<name>[^<>@,;:\d]+)\Z"),
    re.compile(r"(?:\A|\n)[ \t>*•-]*(?P<name>[^\n<>@,;:]+)\Z"),  # a line of its own
)
_AFTER_NAME = re.compile(r"\s+(?:[(|/–]|-\s|via\s|namens\s|on behalf\s).*", re.DOTALL)
_INITIAL = re.compile(r"[^\W\d_](?:\.|\s)")
_GREETING = re.compile(
    rf"(?m)^[ \t>*]*{GREETS}[ \t]+(?P<name>[^\W\d_]+)[ \t]*(?:[,!:.]|$)",
    re.IGNORECASE,
)
_EDGE = " \t\n\"'“”‘’*_>"
_SIGNED_LINES, _CARD_LINES = 2, 4
"""Lines under a closing formula in which the first name stands, and those in which its address or number follows."""

_DELIMITER = re.compile(r"--[ \t]*")


def correspondents(text: str, lang: Lang) -> tuple[Span, ...]:
    """The names of a text's correspondents, in order; none overlaps another."""
    lists = word_lists(lang)
    reached = list((REACHED if "@" in text else _REACHED_BY_NUMBER).finditer(text))
    found = [*_addressed(text, lists)]
    if reached:
        found += [*_signed(text, lists), *_tabled(text, reached, lists)]
    found += _greeted(text, found, lists)
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)


def of_office(address: str, lang: Lang) -> bool:
    """Whether a mail address is that of an office and of nobody in particular: "pers@", "griffie.raad@"."""
    return _of_office(address, word_lists(lang))


def _of_office(address: str, lists: WordLists) -> bool:
    local, at, _ = address.partition("@")
    local = local.partition("+")[0]  # what stands behind it is how a mailbox sorts its mail
    return bool(at) and any(_is_office(word, lists) for word in re.findall(r"[^\W\d_]+", local.lower()))


def _is_office(word: str, lists: WordLists) -> bool:
    classes = {c.rstrip(INFLECTED + COMPOUND) for c in lists.classes(word, word)}
    return word in lists.apart["mailbox"] or bool(classes & {"office", "spokes"})


def _addressed(text: str, lists: WordLists) -> Iterator[Span]:
    """Names with a mail address in brackets behind them, or in brackets behind an address."""
    for address in _ADDRESS.finditer(text) if "@" in text else ():
        if _of_office(address[0], lists):
            continue
        begin = max(0, address.start() - _REACH)
        bracket = _BRACKET.search(text, max(begin, address.start() - 20), address.start())
        span = _before(text, begin, bracket.start()) if bracket else None
        behind = _BRACKETED.match(text, address.end())
        if span and _may_be_somebody(span.of(text)):
            yield span
        elif behind and _is_written_as_name(behind["name"], lists):
            yield Span(*behind.span("name"))


def _before(text: str, begin: int, end: int) -> Span | None:
    """The name that ends at ``end``: of an entry of a header, of what introduces a quotation, of a line."""
    labels = list(_LABELLED.finditer(text, begin, end))
    # A list of people goes on over lines, each of which begins with white space; what stands below is no list.
    entry = labels[-1].end() if labels and not re.search(r"\n(?![ \t>])", text[labels[-1].end() : end]) else None
    if entry is not None:
        found = _BEFORE[0].search(text[entry:end])
        return _trimmed(text, entry + found.start("name"), end) if found else None
    for pattern in _BEFORE[1:]:
        found = pattern.search(text[begin:end])
        if found and len(found["name"]) <= _MAX_NAME:
            return _trimmed(text, begin + found.start("name"), end)
    return None


def _signed(text: str, lists: WordLists) -> Iterator[Span]:
    """Whoever signs with an address or a number below: the line under a closing formula or the mark of a signature."""
    lines, starts, at = text.split("\n"), list[int](), 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    for n, line in enumerate(lines):
        if not (_DELIMITER.fullmatch(line.lstrip("> ")) or closes(line.lstrip("> "))):
            continue
        below = list(islice((m for m in range(n + 1, len(lines)) if lines[m].strip(" >")), _CARD_LINES))
        for m in below[:_SIGNED_LINES]:
            span = _trimmed(text, starts[m] + len(lines[m]) - len(lines[m].lstrip("> ")), starts[m] + len(lines[m]))
            reached = [REACHED.search(lines[k]) for k in below if k >= m]
            if (
                span
                and _is_written_as_name(span.of(text), lists)
                and any(found and not _of_office(found[0], lists) for found in reached)
            ):
                yield span
                break


def _tabled(text: str, every: Iterable[re.Match[str]], lists: WordLists) -> Iterator[Span]:
    """Names that have a line to themselves but for an address or a number; what may be an organisation's is left."""
    for reached in every:
        cell = _cell(text, text.rfind("\n", 0, reached.start()) + 1, reached.start())
        words = cell["name"].split() if cell else []
        if cell is None or len(words) < 2 or not _is_written_as_name(cell["name"], lists):
            continue
        theirs = words[0] in lists.first_names or _MOBILE.match(reached[0])
        if theirs and not _of_office(reached[0], lists):
            yield Span(*cell.span("name"))


def _cell(text: str, line: int, end: int) -> re.Match[str] | None:
    """The cell of a ``line`` of a table that ends before ``end``; a line may be long, and is not read for each."""
    last = text.rfind("|", line, end) + 1
    starts = (max(line, text.rfind("|", line, last - 1) + 1), last) if last else (line,)
    return next((cell for start in starts if (cell := _CELL.match(text, start, end))), None)


def is_own(reached: str, words: Sequence[str]) -> bool:
    """Whether it reaches somebody with a name of these words: a mobile number, a mailbox called by one of them."""
    local, at, _ = reached.lower().partition("@")
    return any(word.lower() in local for word in words if len(word) > 2) if at else bool(_MOBILE.match(reached))


def _greeted(text: str, found: Sequence[Span], lists: WordLists) -> Iterator[Span]:
    """First names in salutations that may be those of correspondents of whom only an initial is told."""
    initials = {span.of(text)[0] for span in found if _INITIAL.match(span.of(text))}
    for greeting in _GREETING.finditer(text) if initials else ():
        if greeting["name"][0] in initials and greeting["name"] in lists.first_names:
            yield Span(*greeting.span("name"))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    name = text[start:end]
    end -= len(name) - len(_AFTER_NAME.sub("", name.rstrip(_EDGE)))
    start += len(name) - len(name.lstrip(_EDGE))
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return Span(start, end) if start < end and end - start <= _MAX_NAME else None


def _may_be_somebody(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= _MAX_WORDS and any(char.isalpha() for char in name) and "@" not in name


def _is_written_as_name(name: str, lists: WordLists) -> bool:
    """Whether a line is words with capitals and particles, and nothing more."""
    words = name.split()
    if not _may_be_somebody(name) or len(words) > _MAX_WORDS - 1 or any(char.isdigit() for char in name):
        return False
    telling = [word for word in words if word.lower() not in PARTICLES]
    own = all(word[0].isupper() and not _is_office(word.lower(), lists) for word in telling)
    return bool(telling) and own and name[-1] not in ",.!?:;" and words[0].lower() not in lists.function
