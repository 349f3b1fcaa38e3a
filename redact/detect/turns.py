"""The turns of a conversation that is written down, and who asks and who answers in it: chats, calls, transcripts.

Called by :mod:`.promised` and :mod:`.public`. Whoever a newsroom interviews stands in such a text by a first name, a
nickname or initials before each answer, and the tagger takes a label for a presenter's. The questions tell who is who.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..cues import cues
from ..draft import DetailType, Lang, Span
from .match import Match
from .offices import classes_of
from .tagger import SMALL, NameUse
from .wordlists import word_lists

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
NAME = rf"{_WORD}(?:[ \t](?:(?:{SMALL})[ \t])*{_WORD}){{0,3}}"
"""A name of up to four words with capitals."""

_IN_FULL = NAME.replace(".", "")
"""The same without initials, behind which a sentence would go on."""

_DAY = r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},?[ \t]{1,2})?"
_TIME = rf"(?:[\[(][^\])\n]{{1,30}}[\])][ \t]*|{_DAY}\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?[ \t]?(?:[AaPp][Mm])?[ \t-]*)?"
_TURN = re.compile(
    rf"^[ \t>*_-]*(?P<time>{_TIME})[*_]{{0,2}}(?P<label>{NAME})[*_]{{0,2}}(?:[ \t]\([^)\n]{{1,20}}\))?:", re.MULTILINE
)
_OWN = {
    Lang.NL: re.compile(r"(?<!\w)(?:ik|mij|me|mijn|m['’]n)(?!\w)", re.IGNORECASE),
    Lang.EN: re.compile(r"\b(?:I|[Mm]e|[Mm]y)\b"),
}
_SAYS_NAME = {
    Lang.NL: re.compile(rf"\b(?:(?:[Ii]k|[Dd]it) (?:ben|is|heet)|[Mm]ijn naam is|[Ii]k heet) (?P<name>{_IN_FULL})"),
    Lang.EN: re.compile(rf"\b(?:It['’]s|I['’]m|I am|[Mm]y name(?:['’]s| is)|[Tt]his is) (?P<name>{_IN_FULL})"),
}
_SURE = 0.9

_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-Þ]\.?){2}")
_BEHIND = "*_\"'“”‘’ \t\r\n"
_ASKS, _TELLS, _TURNS = 0.4, 0.5, 3
"""The share of their turns in which whoever asks does so, that in which whoever answers says "I", and turns at least.

Of the labels in the corpus' training drafts that a name stands in, all 12 who answer by that are sources, and nobody's
who asks is.
"""
PAIR = 2
"""Labels of an exchange of messages between a reporter and one other."""
ROLES = frozenset(cues(__package__, "turns").words("roles"))
"""Labels that say what somebody is in a conversation, and not who."""
_RARELY = 0.3
"""The share of turns at most that may be of the other kind."""


@dataclass(frozen=True)
class Turn:
    """What somebody says, from the label on; ``timed``: an hour stands before it, as programs for messages put it."""

    label: Span
    said: Span
    timed: bool = False


def turns(text: str) -> Iterator[Turn]:
    """What each speaker says, in a text where at least two labels stand, one of them more than once."""
    found = list(_TURN.finditer(text))
    labels = [turn["label"] for turn in found]
    if len({*labels}) < 2 or len(labels) == len({*labels}):
        return
    ends = [*(turn.start() for turn in found[1:]), len(text)]
    for turn, end in zip(found, ends, strict=True):
        yield Turn(Span(*turn.span("label")), Span(turn.start("label"), max(end, turn.end())), bool(turn["time"]))


@dataclass(frozen=True)
class Talk:
    """The labels of those who answer, and the names that a legend gives to those who ask: "MT = Moira Tait".

    ``own`` are the names that whoever answers under a first name or a nickname says to be theirs: "BAZ: It's Barry …".
    ``texting`` are those of ``answering`` under which somebody is known who exchanges messages with whoever asks.
    """

    answering: frozenset[Span] = frozenset()
    asking: frozenset[Span] = frozenset()
    own: tuple[Span, ...] = ()
    texting: frozenset[Span] = frozenset()

    def introduced(self) -> Iterator[Match]:
        """The names in full by which those who answer under a shorter label say who they are."""
        yield from (Match(span, DetailType.NAME, _SURE, "name.source") for span in self.own)

    def unseen(self, text: str, names: Sequence[NameUse]) -> Iterator[NameUse]:
        """The initials and nicknames of those who answer, where they are none of ``names``: no list shows them."""
        ends = {at for use in names for at in (use.span.start, use.span.end)}
        for span in self.answering:
            if (
                (span in self.texting or _INITIALS.fullmatch(span.of(text)))
                and span.start not in ends
                and span.end not in ends
            ):
                yield NameUse(span, tuple(span.of(text).split()), 1.0, 0.0)


def talk(text: str, lang: Lang) -> Talk:
    """Who asks and who answers in ``text``; nobody where nobody's turns are mostly questions."""
    by_label: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns(text):
        by_label[turn.label.of(text)].append(turn)
    messages = len(by_label) == PAIR and all(turn.timed for own in by_label.values() for turn in own)
    asking = [label for label, own in by_label.items() if asks(text, lang, own, alone=messages)]
    if not asking:
        return Talk()
    small = word_lists(lang).function
    answering = frozenset(
        turn.label
        for label, own in by_label.items()
        if label not in asking and label.lower() not in small and _answers(text, lang, own, alone=messages)
        for turn in own
    )
    texting = frozenset(label for label in answering if messages and _is_nickname(text, lang, label.of(text)))
    own = tuple(
        _said_own(text, lang, [turn for turns in by_label.values() for turn in turns if turn.label in answering])
    )
    return Talk(answering, frozenset(_in_full(text, asking, by_label)), own, texting)


def beside_gone(text: str, lang: Lang, names: Sequence[NameUse], gone: Sequence[bool]) -> Iterator[int]:
    """The numbers of those of ``names`` that are labels of messages in a chat of which others are ``gone``.

    Who writes in one thread is of one circle: in the corpus' training drafts such labels all go or all stay. Whoever
    mostly asks may be the reporter.
    """
    by_label: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns(text):
        if turn.timed:
            by_label[turn.label.of(text)].append(turn)
    numbers = {use.span: n for n, use in enumerate(names)}
    if not any(gone[numbers[turn.label]] for own in by_label.values() for turn in own if turn.label in numbers):
        return
    for own in by_label.values():
        if not asks(text, lang, own, alone=len(by_label) == PAIR):
            yield from (numbers[turn.label] for turn in own if turn.label in numbers)


def _said_own(text: str, lang: Lang, answers: Sequence[Turn]) -> Iterator[Span]:
    for turn in answers:
        if len(turn.label.of(text).split()) == 1:
            for said in _SAYS_NAME[lang].finditer(text, turn.label.end, turn.said.end):
                if said["name"].split()[0] in word_lists(lang).first_names:
                    yield Span(*said.span("name"))


def asks(text: str, lang: Lang, own: Sequence[Turn], *, alone: bool) -> bool:
    """Whether somebody asks; whoever is ``alone`` with whoever answers may say "I" as often as they ask."""
    asked, told = _shares(text, lang, own)
    return len(own) >= _TURNS and asked >= _ASKS and (told < _RARELY or (alone and told < asked))


def _answers(text: str, lang: Lang, own: Sequence[Turn], *, alone: bool) -> bool:
    """Whether somebody answers; whoever is ``alone`` with whoever asks need not say "I" to do so."""
    asked, told = _shares(text, lang, own)
    return len(own) >= _TURNS and asked < _RARELY and (alone or told >= _TELLS)


def _is_nickname(text: str, lang: Lang, label: str) -> bool:
    """Whether a label is no role ("Source", "Driver"): then the text has the word elsewhere, or everybody has it."""
    lists = word_lists(lang)
    words = label.split()
    if any(word.lower() in ROLES or classes_of(word, lists) for word in words):
        return False
    return not any(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text) for word in words)


def _shares(text: str, lang: Lang, own: Sequence[Turn]) -> tuple[float, float]:
    """The shares of somebody's turns that end in a question, and that say "I"."""
    said = [text[turn.label.end : turn.said.end].rstrip(_BEHIND) for turn in own]
    return sum(words.endswith("?") for words in said) / len(own), sum(
        _OWN[lang].search(words) is not None for words in said
    ) / len(own)


def _in_full(text: str, labels: Sequence[str], by_label: Mapping[str, Sequence[Turn]]) -> Iterator[Span]:
    """The names to which a text gives the initials of one of ``labels``, before the first turn of theirs."""
    for label in labels:
        if not _INITIALS.fullmatch(label):
            continue
        first = by_label[label][0].label.start
        legend = re.compile(rf"(?<!\w){re.escape(label)}[ \t]*[=(][ \t]*(?P<name>{_IN_FULL})")
        for given in legend.finditer(text, 0, first):
            initials = [word[0] for word in given["name"].split() if word[0].isupper()]
            if initials[0] == label[0] and initials[-1] == label.strip(".")[-1]:
                yield Span(*given.span("name"))
