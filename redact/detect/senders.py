"""Sources who write mails in a thread: their names in its heads, in greetings, and under what they wrote.

Called by :mod:`.public`. The tagger takes the names in the head of a mail for those of newsrooms and of whom they ask
for a reply, and keeps them. Here what a mail says tells who wrote it: somebody who is not to be named or rung, who
tells of their own work, of their boss and of what they saw, and has no office. Whoever asks for a reply is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .greetings import GREETS
from .marks import TITLES
from .match import Match
from .offices import is_office
from .press import SENDER, asks_for_reply
from .tagger import PARTICLES
from .wordlists import WordLists, word_lists

PRECISION = 0.9
RULE = "name.sender"
"""The rule for the names of whoever writes mails as a source."""

_CUES = cues(__package__, "senders")
_TO = re.compile(r"(?im)^[ \t>*_]*(?:aan|to|cc)[ \t*_]*:[ \t*_]*(?P<name>[^\n<,;(@|]+)")
_NAME = re.compile(r"(?P<name>[^\n<,;(@|*_]*[^\s<,;(@|*_])(?P<rest>[^\n]*)")
_HEAD = re.compile(r"(?:[ \t>*_]*\w[\w -]{0,15}[ \t*_]*:[^\n]*(?:\n|\Z))+")
_GREETING = re.compile(rf"(?im)^[ \t>*_]*{GREETS}[ \t]+(?P<name>[^\n,!:.]{{2,40}}?)[ \t]*(?:[,!:.]|$)")
_ALONE = re.compile(r"(?m)^[ \t>*_(]*(?P<name>[^\W\d_][^\n,;:!?()*_@|<>]{0,38}?)\)?[ \t,*_]*$")
_CLOSED = re.compile(rf"(?im)^[ \t>*_]*(?:{_CUES.any_of('closes')})[ \t]*[,.!]?[ \t]*\n\s*\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MOST_WORDS = 4
_FEWEST = 2
"""What a mail must say of its writer, at least, to be a source's."""


def _signs(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_TELLS = {lang: (_signs(_CUES.words(f"asks_{lang}")), _signs(_CUES.words(f"own_{lang}"))) for lang in Lang}


@dataclass(frozen=True)
class _Mail:
    """One mail of a thread: the name that it is from, and where its head and its text stand."""

    sender: Span
    whole: Span
    body: Span
    titled: bool


@dataclass(frozen=True)
class Writer:
    """A source who writes in a thread: the places of their names, and the stretches of text that they wrote."""

    names: tuple[Span, ...]
    wrote: tuple[Span, ...]


def senders(text: str, lang: Lang) -> Iterator[Match]:
    """The names by which a thread of mails calls the sources who wrote in it."""
    for writer in writers(text, lang):
        for span in writer.names:
            yield Match(span, DetailType.NAME, PRECISION, RULE)


@lru_cache(maxsize=4)  # detection and grouping ask
def writers(text: str, lang: Lang) -> tuple[Writer, ...]:
    """The sources who wrote mails in ``text``, each once."""
    mails = list(_mails(text, word_lists(lang)))
    found = []
    for name in dict.fromkeys(_key(mail.sender.of(text)) for mail in mails):
        own = [mail for mail in mails if _key(mail.sender.of(text)) == name]
        if not any(mail.titled for mail in own) and _is_source([mail.body.of(text) for mail in own], lang):
            names = dict.fromkeys(_names(text, lang, mails, own, frozenset(name)))
            found.append(Writer(tuple(names), tuple(mail.body for mail in own)))
    return tuple(found)


def _key(name: str) -> tuple[str, ...]:
    return tuple(sorted(word.lower() for word in _WORD.findall(name)))


def _mails(text: str, lists: WordLists) -> Iterator[_Mail]:
    heads = list(SENDER.finditer(text))
    starts = [head.start() for head in heads]
    for head, end in zip(heads, [*starts[1:], len(text)], strict=False):
        named = _NAME.match(text, head.end())
        if named is None or not _key(named["name"]) or len(named["name"].split()) > _MOST_WORDS:
            continue
        first = _HEAD.match(text, head.start())
        begins = min(first.end() if first else named.end(), end - 1)
        words = _WORD.findall(named["rest"].split("<")[0])
        titled = bool(words) or any(is_office(word, lists) for word in named["name"].split())
        yield _Mail(Span(*named.span("name")), Span(head.start(), end), Span(begins, end), titled)


def _is_source(bodies: list[str], lang: Lang) -> bool:
    """Whether mails tell of their writer what only a source tells."""
    if any(asks_for_reply(f"From: x\n{body}", lang) for body in bodies):
        return False
    asks, own = (sum(any(sign.search(body) for body in bodies) for sign in signs) for signs in _TELLS[lang])
    return own > 0 and asks + own >= _FEWEST + (asks == 0)


def _names(text: str, lang: Lang, mails: list[_Mail], own: list[_Mail], name: frozenset[str]) -> Iterator[Span]:
    yield from (mail.sender for mail in own)
    signed = [span for mail in own for span in _signatures(text, lang, mail, name)]
    yield from signed
    name |= {word for span in signed for word in _key(span.of(text))}
    for mail in mails:
        for found in _TO.finditer(text, mail.whole.start, mail.body.start):
            if name & {*_key(found["name"])}:
                yield _bare(found)
        for found in _GREETING.finditer(text, mail.body.start, mail.body.end) if mail not in own else ():
            key = _key(found["name"])
            if name & {*key} or (len(key) == 1 and _is_short_for(key[0], name)):
                yield _bare(found)


def _is_short_for(word: str, name: frozenset[str]) -> bool:
    """Whether a word is the beginning of one of a name's: "Mo" of "Mojisola"."""
    return len(word) > 1 and any(part.startswith(word) for part in name)


def _bare(found: re.Match[str]) -> Span:
    """A name without the blanks and the title around it."""
    words = list(re.finditer(r"\S+", found["name"]))
    while len(words) > 1 and words[0][0].lower().strip(".") in TITLES:
        words = words[1:]
    return Span(found.start("name") + words[0].start(), found.start("name") + words[-1].end())


def _signatures(text: str, lang: Lang, mail: _Mail, name: frozenset[str]) -> Iterator[Span]:
    """The lines of a mail that are a name and nothing else: of its writer, or a short form that is nobody else's."""
    lists = word_lists(lang)
    for line in _ALONE.finditer(text, mail.body.start, mail.body.end):
        words = line["name"].split()
        if len(words) > _MOST_WORDS or not all(word[0].isupper() or word in PARTICLES for word in words):
            continue
        key, first = {*_key(line["name"])}, words[0]
        short = first in lists.first_names or any(part.startswith(first.lower()) for part in name)
        closed = first.lower() not in lists.function and _CLOSED.search(text, mail.body.start, line.start()) is not None
        if (name & key and not key & lists.function) or ((short or closed) and len(words) == 1):
            yield Span(*line.span("name"))
