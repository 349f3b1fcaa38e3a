"""The age right behind a name that goes: "Dirk-Jan V., 46,", "Mia Dorresteijn (79)"; and where none but such are named.

Called by detection, with what somebody says that they themselves are. The rules for ages leave alone whoever is named,
and the tagger takes the age behind a name in full for a public person's. Behind a name that goes it tells as much as
anywhere: on the corpus' training drafts all 30 such ages are marked in Dutch, and in English 14, with ten of people in
passing that nobody had marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..covered import Covered, Holding
from ..draft import DetailType, Lang, Span
from ..segment import segment
from .match import Match
from .merge import CERTAIN
from .offices import is_office
from .wordlists import COMPOUND, INFLECTED, word_lists

_TOLD = r"[^\W\d_][^\W\d_'’ -]*(?:['’ -][^\W\d_'’ -]+)*"
"""Words without a figure that stand before an age between brackets: "Biscuit (clerk, town hall, 23)"."""

_AGE = re.compile(
    rf"(?:,? \((?:{_TOLD}[,;] ){{0,3}}|,? (?:aged |van )?)"
    r"(?P<age>1[3-9]|[2-9]\d|10\d)(?: jaar)?(?=[,);\n]|\. [A-Z]| jaar\b)"
)


def ages_beside(text: str, names: Iterable[Match]) -> Iterator[Match]:
    """The ages behind those of ``names`` that are names, each of whoever bears it."""
    for name in names:
        if name.type is DetailType.NAME and (found := _AGE.match(text, name.span.end)):
            yield Match(Span(*found.span("age")), DetailType.AGE, CERTAIN, "name.age", {"age": int(found["age"])})


def ages_among(text: str, matches: Iterable[Match], names: Iterable[Match], kept: Sequence[Span]) -> Iterator[Match]:
    """``matches``, the rules' ages as good as certain in a paragraph that names somebody to protect, and nobody else.

    The tagger sees little in "When Neil was about 10 years old" where a newspaper tells the story of a child. On all of
    the corpus' drafts two ages more are found so, of people in passing.
    """
    own, others = Covered(name.span for name in names if name.type is DetailType.NAME), Covered(kept)
    theirs = Holding(p for p in segment(text).paragraphs if own.overlap(p) and not others.overlap(p))
    for match in matches:
        if match.type is DetailType.AGE and theirs.hold(match.span):
            match = replace(match, score=max(match.score, CERTAIN))
        yield match


_WORK_IS = {
    Lang.NL: re.compile(
        r"\b(?:[Dd]e|[Hh]et|[Dd]eze|[Dd]ie) (?:[a-zà-ÿ]+e )?(?P<who>[a-zà-ÿ-]+) (?:is|was) (?:nu |toen |destijds )?"
        r"(?P<age>1[3-9]|[2-9]\d)(?= jaar\b|[.,;] )"
    ),
    Lang.EN: re.compile(
        r"\b(?:[Tt]he|[Tt]his|[Tt]hat) (?:[a-z-]+ )?(?P<who>[a-z-]+) (?:is|was) (?:now |then |just |only )?"
        r"(?P<age>1[3-9]|[2-9]\d)(?= years\b|[.,;] | at the time| when )"
    ),
}
_HEADS = frozenset("leider leidster official leader head chief".split())


def ages_of_work(text: str, lang: Lang) -> Iterator[Match]:
    """The ages of those who are called by work without an office: "Marsh was 43, the assistant was 25".

    In the corpus' drafts all 21 such ages are marked. Whoever holds an office is told of by their age in public.
    """
    lists = word_lists(lang)
    for found in _WORK_IS[lang].finditer(text):
        who = found["who"]
        kinds = {kind.rstrip(INFLECTED + COMPOUND) for kind in lists.classes(who, who)}
        if "occupation" in kinds and who not in _HEADS and not is_office(who, lists):
            yield Match(Span(*found.span("age")), DetailType.AGE, CERTAIN, "name.age", {"age": int(found["age"])})


_SELF = {
    Lang.NL: re.compile(
        r"\b(?:[Ii]k (?:ben|was|werk als|werkte als|werd|begon als)|(?:ben|was|werk|werkte|werd) ik) "
        r"(?:nu |toen |al |ook |zelf |nog |daar |hier |als )*(?:een )?(?:[a-z]+e )?\Z"
    ),
    Lang.EN: re.compile(
        r"\bI(?:['’]m| am| was| had been| have been|['’]ve been|['’]d been| used to be| work(?:ed)? as| became"
        r"| started (?:out )?as| trained as) (?:now |then |once |just |still |already |also |only |myself )?"
        r"(?:an? |the )?(?:(?!by\b)[a-z-]+ ){0,2}\Z"
    ),
}
_SELF_REACH = 60


def own_work(text: str, lang: Lang, matches: Iterable[Match]) -> Iterator[Match]:
    """``matches``, the work that somebody says is theirs as good as certain: "I had been a nurse for 27 years".

    Of 66 such in the corpus' drafts 61 are marked. Whoever writes for the paper says so, too, and is not meant.
    """
    press = word_lists(lang).apart["press"]
    for match in matches:
        if match.type is DetailType.OCCUPATION and match.score < CERTAIN:
            said = _SELF[lang].search(text, max(0, match.span.start - _SELF_REACH), match.span.start)
            if said and not press & {*match.span.of(text).lower().split()}:
                match = replace(match, score=CERTAIN)
        yield match
