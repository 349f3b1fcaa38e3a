"""What stays in a final copy on purpose, and where else the words of an edit stand that must go with it.

A detail goes wherever its words stand: "Barcelona" in the headline says as much as in the text. But the words of the
names that stay are part of those: whoever works for "the council" leaves "Burrishoole County Council" as it is.
Called by the pipeline and by the commands that make or check a final copy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .covered import Covered
from .cues import cues
from .documents import elsewhere
from .draft import DIRECT_TYPES, Detail, DetailType, Edit, Reading, Span
from .story import Story

_WORD = re.compile(r"\w+")

MOST_WORDS = 3
"""Words of the longest detail that is looked for in names: a trade, a workplace."""

LEAST_LETTERS = 5
"""Letters of the shortest noun that is looked for at the end of a longer one: "corporatie" in "woningcorporatie"."""

_REACH = 12
_CUES = cues(__package__, "keeping")
_RAISED = re.compile(rf"\b(?:{_CUES.any_of('raised')})[ -]\Z")
_OF_NAME = re.compile(
    rf"(?:,|,? (?:{_CUES.any_of('is')})(?: (?:{_CUES.any_of('once')}))?)(?: (?:een|de|het|an?|the))? \Z"
)
_NAMED_BY = re.compile(r"[A-ZÀ-Þ][\w'’-]+ \Z")
"""A name that a noun is a part of: "Calder Vale Council"."""
_OFFICE = re.compile(rf" (?:{_CUES.any_of('office')})\b")
_THE = re.compile(rf"\b(?P<says>(?:{_CUES.any_of('according')}) )?(?:the|de|het) \Z")
_LED = re.compile(rf"[’']s (?:{_CUES.any_of('leads')})\b")
_COMMENTS = re.compile(rf" (?:{_CUES.any_of('comments')})\b")
_OFFICE_OF = re.compile(rf"\b(?:{_CUES.any_of('office_of')}) (?:of|van) (?:the|de|het) \Z")
"""Whose head a name behind it is: "the leader of the council, Jane Frost"."""
_ARTICLES = frozenset(_CUES.words("articles"))
_SENT, _WHOSE = frozenset(_CUES.words("sent")), re.compile(rf"\b(?:{_CUES.any_of('whose')}) \Z")
_WORKED = frozenset({DetailType.EMPLOYER, DetailType.OCCUPATION})
"""Types that end in where somebody works: "left the council"."""
_LEFT_THE = 2
"""Words of work before an organisation, if not a trade alone."""
_OF_NAME_REACH = 40
"""Between a name that stays and what its bearer is or was: "Terpstra was eerder curator", "Tom Marsh, a surgeon"."""


def standing(reading: Reading, story: Story, edits: Sequence[Edit]) -> list[tuple[Edit, Span]]:
    """Where else the words of an edited detail stand: the detail's own, for an edit may take its surroundings along."""
    details = {detail.id: detail for detail in reading.details}
    by_detail = {id: edit for edit in edits for id in edit.details}
    # An edit may have taken several along: each is looked for as what it is.
    own = [
        replace(e, details=(id,), span=_edited(details[id], e), reason=details[id].type) for id, e in by_detail.items()
    ]
    kept, text = stays(reading, story), reading.draft.text
    # And the whole stretch of each edit, which is what the verification looks for.
    left = (*elsewhere(text, own, [*kept, *(edit.span for edit in edits)]), *elsewhere(text, edits, kept))
    found = [(each.edit, each.span) for each in left]
    # An age that was found is somebody's, and the plan has spoken of it.
    ages = [detail.span for detail in reading.details if detail.type is DetailType.AGE]
    return [
        (edit, span)
        for edit, span in found
        if edit.reason is not DetailType.AGE or not any(span.overlaps(age) for age in ages)
    ]


def _edited(detail: Detail, edit: Edit) -> Span:
    """The detail's own stretch; of a group, as much as was edited: "the only" of "the only midwife in Goes"."""
    if detail.type is not DetailType.GROUP or not edit.span.overlaps(detail.span):
        return detail.span
    return Span(max(detail.span.start, edit.span.start), min(detail.span.end, edit.span.end))


def stays(reading: Reading, story: Story) -> tuple[Span, ...]:
    """Return what stays on purpose: what is said of public people and in their names, and what the editor keeps."""
    return (*reading.public, *named_to_stay(reading.draft.text, story), *_in_names(reading), *_commenting(reading))


def left_standing(reading: Reading, edits: Sequence[Edit]) -> tuple[Span, ...]:
    """The ages that no edit touches: the plan, or a person, has spoken of each, and left it.

    Another's "thirty" went, and "nearly thirty" is of somebody with whom it may stay.
    """
    touched = Covered(edit.span for edit in edits)
    ages = (detail.span for detail in reading.details if detail.type is DetailType.AGE)
    return tuple(span for span in ages if not touched.overlap(span))


def named_to_stay(text: str, story: Story) -> tuple[Span, ...]:
    """Where a text has what the story file says must stay."""
    wanted = (*story.must_keep, *story.public_names)
    # Whole words: who must stay is Piet Bos, and not the beginning of Bosman.
    found = (m.span() for words in wanted for m in re.finditer(rf"(?<!\w){re.escape(words)}s?(?!\w)", text))
    return tuple(Span(*span) for span in found)


def _commenting(reading: Reading) -> Iterator[Span]:
    """Where an organisation stands that comments in the text ("het bisdom wil niet reageren"), but in a detail.

    Whoever comments is a party to the story, and stays so where a source says that they worked there. A trade is no
    organisation: "the nurse said" is what the source said.
    """
    text = reading.draft.text
    low = text.lower()
    worked = ((d.type, d.span.of(text).lower()) for d in reading.details if d.type in _WORKED)
    for kind, words in dict.fromkeys(worked):
        *ahead, noun = words.split()
        if len(low) != len(text) or not noun.isalpha() or (ahead and ahead[-1] not in _ARTICLES):
            continue
        if kind is DetailType.OCCUPATION and len(ahead) < _LEFT_THE:
            continue
        places = [Span(*found.span()) for found in re.finditer(rf"(?<!\w){noun}(?!\w)", low)]
        if any(_comments(low, place) for place in places):
            own = Covered(d.span for d in reading.details)
            yield from (place for place in places if not own.overlap(place))


def _comments(low: str, noun: Span) -> bool:
    """Whether it says something there, somebody speaks for it, or leads it."""
    the = _THE.search(low, max(0, noun.start - _OF_NAME_REACH), noun.start)
    return the is not None and bool(the["says"] or _COMMENTS.match(low, noun.end) or _LED.match(low, noun.end))


def _in_names(reading: Reading) -> Iterator[Span]:
    """Where the words of a detail are part of a name that stays, the title before one, or an office above the trade.

    Only words in lower case: a town or a firm that is to go is no less told by a longer name that it stands in.
    """
    text, low = reading.draft.text, reading.draft.text.lower()
    if len(low) != len(text):
        return
    # Each word of the text is looked up, and not each detail looked for: a book has thousands of both.
    starts: dict[str, list[int]] = defaultdict(list)
    for word in _WORD.finditer(low):
        starts[word[0]].append(word.start())
    details, names = {detail.span for detail in reading.details}, {name.span for name in reading.kept}
    begins, inside = {name.start for name in names}, bytearray(len(text))
    for name in names:
        inside[name.start : name.end] = b"\1" * (name.end - name.start)
    by_end = sorted(names, key=lambda name: name.end)
    ends = [name.end for name in by_end]
    of_names = {word for name in names for word in _WORD.findall(low[name.start : name.end])}
    kin = {d.span.of(text) for d in reading.details if d.type is DetailType.FAMILY}
    for words in dict.fromkeys(d.span.of(text) for d in reading.details if d.type not in DIRECT_TYPES):
        first = _WORD.match(words)
        if not words.islower() or first is None or len(words.split()) > MOST_WORDS:
            continue
        # Whatever the text calls by its name, it may call "the council".
        called = len(words) >= LEAST_LETTERS and any(word.endswith(words) for word in of_names)
        for start in starts.get(first[0], ()):
            span = Span(start, start + len(words))
            if not low.startswith(words, start) or low[span.end : span.end + 1].isalnum() or span in details:
                continue
            part = bool(inside[start] and inside[span.end - 1]) and span not in names
            title = text[span.end : span.end + 1] == " " and span.end + 1 in begins
            own = any(
                _OF_NAME.fullmatch(text, name.end, start)
                for name in by_end[bisect_left(ends, start - _OF_NAME_REACH) : bisect_left(ends, start)]
            )
            # Whoever is a lawyer now is not the one through whom the accused lets it be known that he denies it.
            another = words in _SENT and _WHOSE.search(low, max(0, start - _REACH), start)
            if called or part or title or own or another or _RAISED.search(low, max(0, start - _REACH), start):
                yield span
        *ahead, noun = words.split(" ")
        if not ahead or ahead[-1] not in _ARTICLES:
            noun = words
        places = [start for start in starts.get(noun, ()) if Span(start, start + len(noun)) not in details]
        titled = [at for at in places if text.startswith(" ", at + len(noun)) and at + len(noun) + 1 in begins]
        yield from (Span(at, at + len(noun)) for at in titled)
        if titled and words in kin and noun != words:
            # Whose wife sings in a choir is told by his office: "the alderman" is he, wherever else it stands.
            taken = Covered(d.span for d in reading.details if d.type is DetailType.FAMILY)
            free = (at for at in places if not taken.overlap(Span(at, at + len(noun))))
            the = (at for at in free if _THE.search(low, max(0, at - _OF_NAME_REACH), at))
            yield from (Span(at, at + len(noun)) for at in the)
        named = {
            start
            for start in places
            if text[start].isupper() and _NAMED_BY.search(text, max(0, start - _OF_NAME_REACH), start)
        }
        # Of what no name is told, "the slaughterhouse chief" tells as much as the detail did.
        for start in places:
            end = start + len(noun)
            led = text.startswith(", ", end) and end + len(", ") in begins
            led = led and _OFFICE_OF.search(low, max(0, start - _OF_NAME_REACH), start) is not None
            if led or (named and (start in named or _OFFICE.match(low, end))):
                yield Span(start, end)
