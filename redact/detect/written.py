"""How a name is written, where that alone tells something of its bearer.

Called by :mod:`.public` and :mod:`.bearers`. A surname cut to its initial hides somebody; a colour or a size before a
first name is what those around somebody call them by; what work is done at or in is no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import fsum

from ..cues import cues
from ..draft import Lang, Span
from .marks import TITLES
from .tagger import NameUse
from .wordlists import word_lists

_CUT = re.compile(
    r"(?P<first>[^\W\d_][\w’'-]+) (?:(?:van|de|den|der|v|d|vd|el)\.? ?){0,3}(?P<initial>[^\W\d_])\.?"
    r"(?:(?:[a-z]\.)*[A-Z]\.?)*"
)
_INITIAL = re.compile(r"[A-ZÀ-ÖØ-Þ]\.?")

_CUES = cues(__package__, "written")
_BYNAMES = {lang: frozenset(_CUES.words(f"bynames_{lang}")) for lang in Lang}
_KIN = {lang: frozenset(_CUES.words(f"kin_{lang}")) for lang in Lang}
_PLACED = {
    Lang.NL: re.compile(r"\b(?:[Bb]ij|[Ii]n|[Nn]aar) \Z"),
    Lang.EN: re.compile(r"\b(?:[Aa]t|[Ii]n|[Ff]rom) \Z"),
}
"""Before a single word that is on no list of names: on the corpus' training drafts 101 that stay, and 4 that do not."""

_WITHIN = {Lang.NL: re.compile(r"\b[Bb]innen (?:de |het )?\Z"), Lang.EN: re.compile(r"\b[Ww]ithin (?:the )?\Z")}
"""Before no person's name; the corpus has one such name, which stays."""
_SOMEBODYS = re.compile(rf"['’]s?\b|['’](?= )|[ -](?:{_CUES.any_of('behind')})\b")
"""Behind what may be a person's name all the same: "within Bok's team"."""

_REACH = 12
_TITLE = 12
"""Characters before a name in which its title is looked for."""
_UNSURE = 0.7
"""The share over all places of a first name below which its best place makes nobody public, in a chat either."""

_PROSE_WORDS = 15
"""Of a paragraph; a line of a chat or of notes has fewer."""
_PROSE_REACH = 200
"""Characters to either side of a name in which they are counted: a paragraph may be as long as a book."""

_TURN = re.compile(r"[*_]{0,2}(?:[:>]| \d{1,2}[.:]\d\d)")
_TITLED = re.compile(r"\b(?:The|De|Het) \Z")
""""The Long Kauri" is a film, and "the long Kauri" nobody's name either."""


def initial_of(text: str, use: NameUse) -> str | None:
    """The letter to which the surname of a name is cut, or which is all that is there of it; None of any other."""
    if _INITIAL.fullmatch(use.span.of(text)):
        return use.span.of(text)[0]
    cut = _CUT.fullmatch(use.span.of(text))
    return cut["initial"].upper() if cut else None


def is_cut_short(text: str, lang: Lang, use: NameUse) -> bool:
    """Whether a name is a first name and the initial of a surname: "Sanne B.", and in notes "sanne b.".

    On the corpus' training drafts, in Dutch, 51 such names are to be protected and one is public. In English papers
    and on work platforms colleagues are written so, without a point.
    """
    cut = _CUT.fullmatch(use.span.of(text))
    if cut is None or "." not in text[use.span.end - 1 : use.span.end + 1]:
        return False
    return any(part.capitalize() in word_lists(lang).first_names for part in (cut["first"], *cut["first"].split("-")))


def is_byname(text: str, lang: Lang, use: NameUse) -> bool:
    """Whether a name is what those around somebody call them: "Lange Arie", "Big Marg", "Tante Bep".

    On the corpus' training drafts 39 such names are to be protected, and two, of a singer, are public.
    """
    words = use.span.of(text).split()
    if len(words) != 2 or not words[1][0].isupper() or _TITLED.search(text, max(0, use.span.start - 4), use.span.start):
        return False
    kin = words[0].lower() in _KIN[lang]
    return kin or (words[0].lower() in _BYNAMES[lang] and words[1] in word_lists(lang).first_names)


def is_titled(text: str, span: Span) -> bool:
    """Whether a title stands directly before a name: "mevrouw", "Dr"."""
    before = text[max(0, span.start - _TITLE) : span.start].split()
    return bool(before) and before[-1].lower() in TITLES


def is_placed(text: str, lang: Lang, span: Span) -> bool:
    """Whether a name stands behind a preposition of place, as that of an organisation does."""
    return _PLACED[lang].search(text, max(0, span.start - _REACH), span.start) is not None


def is_within(text: str, lang: Lang, span: Span) -> bool:
    """Whether something is said to be within what bears the name, which is an organisation's, then."""
    within = _WITHIN[lang].search(text, max(0, span.start - _REACH), span.start) is not None
    return within and not _SOMEBODYS.match(text, span.end)


def share_alone(text: str, uses: Sequence[NameUse], best: float) -> float:
    """The share of the evidence for a public name where somebody is called by a first name alone; else the ``best``.

    At length, newspapers tell of nobody public so: there every place counts, and not the best one alone.
    """
    if len(uses) < 2 or any(len(use.words) > 1 for use in uses):
        return best
    every = fsum(use.public for use in uses) / max(fsum(use.public + use.protected for use in uses), 1e-6)
    prose = 2 * sum(_in_prose(text, use.span) for use in uses) > len(uses)
    return every if prose or every < _UNSURE else best


def _in_prose(text: str, span: Span) -> bool:
    """Whether a name stands in a paragraph of some length, and is not that of who speaks or wrote there."""
    first, last = max(0, span.start - _PROSE_REACH), span.end + _PROSE_REACH
    words = [*text[first : span.start].rpartition("\n")[2].split(), *text[span.start : last].partition("\n")[0].split()]
    return len(words) >= _PROSE_WORDS and not _TURN.match(text, span.end)


def initials_again(text: str, names: Iterable[NameUse]) -> Iterator[Span]:
    """Every place in a sentence of those of ``names`` that are an initial alone: "vertelt C. aan deze krant"."""
    for letter in {own for use in names if _INITIAL.fullmatch(own := use.span.of(text)) and own.endswith(".")}:
        for place in re.finditer(rf"(?<=[\w,] ){re.escape(letter)}(?= [a-zà-ÿ]|,)", text):
            yield Span(*place.span())
