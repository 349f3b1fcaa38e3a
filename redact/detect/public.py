"""Names that stay, and names that must not: of public people and organisations, and of everybody else.

Whether a name stays is decided once for a whole draft: every place where somebody is named speaks for it or against
it, by what the tagger has learned to see around names. An office or a spokesperson beside a name makes it easier to
stay. A name given by the story file stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..draft import DetailType, Kept, Lang, Reason, Span
from .again import (
    genitives,
    initials_of,
    is_lowered,
    misspelt,
    places_of,
    small_names,
    told_words,
    typed_small,
    whole_words,
)
from .aliases import aliases, signed_with
from .answered import answered
from .bearers import bearers
from .bystanders import bystanders, couples, in_public_family
from .cards import MIN_SHARED, on_card, telling, told_where, with_correspondents
from .correspondents import correspondents
from .enumerated import without_numbering
from .exported import exported, writing
from .grammar.lexicon import is_land
from .greetings import is_fondly_greeted, without_greeting
from .instructions import RECORD, asked
from .interviewed import source_in_note
from .match import Match
from .nicknames import CALLED, CHILD, nicknames
from .offices import introduces, office_beside
from .papers import papers
from .press import handles_notes, signs_for_press
from .seats import without_seat
from .senders import senders
from .sourced import sourced
from .tagger import LINKS, NAMED, NameUse
from .turns import Talk, beside_gone, talk
from .vectors import vectors
from .withheld import kind_of, unseen, withheld
from .wordlists import word_lists
from .written import initials_again, is_byname, is_cut_short, is_placed, is_titled, is_within, share_alone


@dataclass(frozen=True)
class Needed:
    """The share of the evidence that must be for a public name, by how somebody is named.

    The mention that speaks most for it counts: there somebody is introduced. Set on drafts that the tagger had not
    seen, the corpus' test split among them, so that about as many public names are lost as protected ones are left in:
    the editor puts the first back in a moment.
    """

    introduced: float = 0.05  # an office directly beside a name in full: all 947 in the corpus' training drafts stay
    behind: float = 0.42  # an office stands directly before a mention
    office: float = 0.66  # an office or a spokesperson stands beside a mention
    full: float = 0.77  # a first name and a surname
    first: float = 0.86  # a first name alone: sources' children and colleagues are called so
    titled: float = 0.81  # a title and a surname
    words: float = 0.71  # two words or more that are on no list: mostly organisations
    word: float = 0.82  # one such word
    placed: float = 0.5  # one such word behind a preposition of place
    within: float = 0.4  # one such word that something is said to be within
    land: float = 0.3  # a country, or those who are from one, and on no list of names: "Fin" may be a colleague
    letters: float = 0.41  # initials
    dotted: float = 0.41  # two or three with points


NEEDED = Needed()

NEEDED_IN = {
    Lang.NL: replace(NEEDED, dotted=0.9),  # courts and their reporters call victims and suspects "Y.A."
    Lang.EN: replace(NEEDED, full=0.65, word=0.75),
}
"""What of it differs by language: English names in full are public ones with two thirds of the evidence already."""

PRIVATE = 0.95
"""The share of the names that words of private life stand beside which are to be protected, on the corpus' drafts."""

WITHHELD = 0.95
"""The same for names of which the text says that they are to stay out."""

AGAIN = 0.5
"""The score of another place of a word of a protected name."""

SURE = 0.4
"""The probability of being a name at all that one unlisted word, or initials, must have somewhere to be taken out."""

_CODE = re.compile(
    r"(?<!\S)(?=\S*[^\W\d_])(?=(?:[^\s\d]*\d){3})[\w/.-]+(?!\S)"  # HK/2021-44
    r"|(?<!\S)(?!\d\d?\.\d\d(?!\S))\d+(?:[-/.]\d+)+(?!\S)"  # 2021/0044, and no hour: 13.20
    r"|\w(?:-?code|nummer|-?number)\b"  # a staff number that is named and not told
)
"""The number of a file, a badge, or a person, whatever the tagger takes it for: no public name is written so."""

_DOTTED = re.compile(r"(?!(?:[BN]\.V|[EV]\.[SU]|V\.N|P\.S)\b)(?:[A-Z]\.){2,3}|[A-Z]\.[A-Z]")
_SURNAME = re.compile(rf"\.? (?:(?:{'|'.join(sorted(LINKS))}) )+[A-ZÀ-ÖØ-Þ]")
_TOLD = (nicknames, sourced, answered, senders)
"""What finds names that the text itself says are of people to protect."""

_OF_PERSONS = ("full", "first", "titled")


@dataclass(frozen=True)
class Verdict:
    """The names that stay, in order, each with the reason, and the others as matches."""

    kept: tuple[Kept, ...]
    protected: tuple[Match, ...]


def judge(
    text: str,
    lang: Lang,
    names: Sequence[NameUse],
    given: Sequence[str],
    asides: Sequence[Span] = (),
    sources: Sequence[Match] = (),
    homes: Sequence[Span] = (),
    streets: Sequence[Span] = (),
) -> Verdict:
    """Which of ``names`` stay; ``given`` are public, wherever ``text`` has them or their surname, ``sources`` are not.

    What stands in ``asides`` (of :class:`~..draft.Draft`) is no evidence for a public name of a person. A town where
    somebody is said to live, or a workplace, is no name at those ``homes``, whatever it is elsewhere; whoever is said
    to live at one of the ``streets`` is not public.
    """
    kept = [Kept(span, Reason.STORY, 1.0, 1) for name in given for span in _places(text, lang, name)]
    kept += [Kept(span, Reason.EVIDENCE, 1.0, 1) for span in papers(text, lang)]
    met = [span for span in correspondents(text, lang) if not any(name.span.overlaps(span) for name in kept)]
    left = [
        without_seat(text, lang, without_greeting(text, lang, use))
        for use in with_correspondents(text, [*without_numbering(text, lang, names)], met)
        if not any(name.span.overlaps(use.span) for name in kept)
    ]
    left = with_correspondents(text, left, unseen(text, lang, left))
    chat = exported(text, lang, [name.span for name in kept])
    left = chat.among(text, left)
    said = talk(text, lang)
    left = sorted([*left, *said.unseen(text, left)], key=lambda use: use.span)
    codes = [use.span for use in left if _CODE.search(use.span.of(text))]
    left = [use for use in left if use.span not in codes and not any(use.span.overlaps(home) for home in homes)]
    introduced = (*sources, *said.introduced(), *(match for told in _TOLD for match in told(text, lang)))
    called = [match for match in introduced if not any(n.span.overlaps(match.span) for n in kept)]
    barred, numbers = withheld(text, lang, left), bystanders(text, lang, left)
    out = [use for n, use in enumerate(left) if n in barred]
    beside = [use for n, use in enumerate(left) if n in numbers - barred]
    left = [use for n, use in enumerate(left) if n not in numbers | barred]
    opinions = _opinions(text, lang, left, called, asides, met, streets, said, chat.labels)
    judged = list(zip(left, opinions, strict=True))
    judged += (family := list(in_public_family(beside, [(use, one) for use, one in judged if one.stays])))
    beside = [use for use in beside if not any(use is member for member, _ in family)]
    evidence = [use for use, opinion in judged if opinion.stays and opinion.reason is Reason.EVIDENCE]
    small = small_names(text, lang, evidence)
    bodies = word_lists(lang).apart["body"]
    private = [(use, one) for use, one in judged if (not one.stays or use in small) and use.span.of(text) not in bodies]
    # What was hardly a name is no public one either, and may be part of a detail.
    goes = {word for use in (*out, *beside, *(use for use, _ in private)) for word in telling(use.words)}
    slips = misspelt(text, [use for use, one in judged if one.stays and not _is_introduced(text, lang, use)], goes)
    private += [(use, replace(opinion, private=True)) for use, opinion in judged if use in slips]
    public = [
        (use, opinion)
        for use, opinion in judged
        if opinion.stays and use not in slips and _is_name(use) and not use.span.of(text).islower()
    ]
    staying = [*(n.span for n in kept), *(use.span for use, _ in public)]
    short = [*aliases(text, staying), *signed_with(text, staying)]
    private = [(use, opinion) for use, opinion in private if not any(use.span.overlaps(span) for span in short)]
    goes = {word for use in (*out, *beside, *(use for use, _ in private)) for word in telling(use.words)}
    stays = {word for use, _ in public for word in telling(use.words)}
    kept += [Kept(use.span, opinion.reason, opinion.share, opinion.places) for use, opinion in public]
    kept += [Kept(span, Reason.AGAIN, 0.0, 0) for span in short]
    seen = [*(name.span for name in kept), *homes]
    kept += [Kept(span, Reason.AGAIN, 0.0, 0) for span in places_of(text, stays - goes, seen)]
    gone = [use.span for use in (*out, *beside, *(use for use, _ in private))]
    given_as = [match.span for match in called]
    goes |= {*typed_small(text, lang, gone, called), *told_words(text, lang, called)}
    goes |= {*genitives(goes, lang)}
    letters = [*initials_again(text, (*out, *beside, *(use for use, _ in private)))]
    letters += initials_of(text, (span.of(text) for span in (*gone, *given_as)))
    again = places_of(text, goes - stays, [*(name.span for name in kept), *homes, *gone, *given_as])
    again += (span for span in letters if not any(span.overlaps(o) for o in (*gone, *(k.span for k in kept))))
    taken_out = (
        *(
            Match(use.span, DetailType.NAME, 1 - opinion.share, "tagger.name")
            for use, opinion in private
            if not opinion.private
        ),
        *(
            Match(use.span, DetailType.NAME, PRIVATE, "name.private")
            for use in (*beside, *(use for use, opinion in private if opinion.private))
        ),
        *(Match(use.span, kind_of(lang, use, out), WITHHELD, "name.withheld") for use in out),
        *(Match(span, DetailType.NAME, AGAIN, "tagger.again") for span in again),
        *(Match(span, DetailType.ID, 1.0, "tagger.code") for span in codes),
        *called,
    )
    return Verdict(tuple(sorted(set(kept), key=lambda name: (name.span, name.reason))), taken_out)


def _places(text: str, lang: Lang, name: str) -> list[Span]:
    """Where ``text`` has a name that was given, or part of it by which it can mean nobody else."""
    forms = "|".join(re.escape(form) for form in sorted(_forms(text, lang, name), key=len, reverse=True))
    plural = "s?" if lang is Lang.EN else ""
    return [Span(*found.span()) for found in re.finditer(rf"(?<!\w)(?:{forms}){plural}(?!\w)", text)] if forms else []


def _forms(text: str, lang: Lang, name: str) -> set[str]:
    words = name.split()
    if not words:
        return set()
    forms = {name.strip()}
    if len(words[-1]) >= MIN_SHARED:
        forms.add(words[-1])
    first, rest = words[0], name.strip()[len(words[0]) :].strip()
    if len(words) > 1 and first in word_lists(lang).first_names:
        forms.add(rest)
        if not _borne_by_another(text, first, rest):
            forms.add(first)
    # An organisation is called by the word that only it has ("Qxvertex" for "Qxvertex Holding").
    elif len(first) >= MIN_SHARED and first[0].isupper() and first.lower() not in vectors():
        forms.add(first)
    return forms


def _borne_by_another(text: str, first: str, rest: str) -> bool:
    """Whether somebody else in ``text`` has the first name, with a surname or by the label of a source."""
    named = re.finditer(rf"(?<!\w){re.escape(first)} ((?:[a-z]+ )?[A-ZÀ-ÖØ-Þ]\w+)", text)
    return any(not rest.startswith(found[1]) and found[1] not in rest for found in named)


@dataclass(frozen=True, slots=True)
class _Opinion:
    """``share``: of the evidence at the best of a bearer's ``places``, how much is for a public name.

    ``private``: it is told that the bearer is not public, in words or by how to reach them, whatever the share.
    """

    share: float
    places: int
    stays: bool
    reason: Reason
    private: bool = False


def _opinions(
    text: str,
    lang: Lang,
    names: Sequence[NameUse],
    sources: Sequence[Match],
    asides: Sequence[Span],
    met: Sequence[Span],
    streets: Sequence[Span],
    said: Talk,
    labels: Sequence[Span],
) -> list[_Opinion]:
    """One for each of ``names``; none stays whose bearer is named at one of ``sources``, or by evidence in a chat."""
    groups = bearers(text, lang, names)
    of_group: dict[int, list[NameUse]] = defaultdict(list)
    for group, use in zip(groups, names, strict=True):
        of_group[group].append(use)
    opinions = {group: _opinion(text, lang, uses, asides, met, streets, said) for group, uses in of_group.items()}
    children = set[tuple[int, str]]()
    for use, group in zip(names, groups, strict=True):
        for match in sources:
            known = match.rule == CALLED and _stays_in_full(lang, of_group[group], opinions[group])
            if not use.span.overlaps(match.span) or known:
                continue
            if match.rule == CHILD and _is_of_family(use, of_group[group]):
                children.add((group, telling(use.words)[0]))
            else:
                opinions[group] = replace(opinions[group], stays=False)
    for pair in couples(text, lang, names):
        if len({opinions[groups[n]].stays for n in pair}) > 1:
            opinions |= {groups[n]: replace(opinions[groups[n]], stays=False) for n in pair}
    for group in writing(text, lang, names, groups, labels):
        opinions[group] = replace(opinions[group], stays=False)
    for n in beside_gone(text, lang, names, [not opinions[group].stays for group in groups]):
        if opinions[groups[n]].reason is Reason.EVIDENCE:
            opinions[groups[n]] = replace(opinions[groups[n]], stays=False)
    return [
        replace(opinions[group], stays=False) if (group, *telling(use.words)[:1]) in children else opinions[group]
        for use, group in zip(names, groups, strict=True)
    ]


def _is_of_family(child: NameUse, uses: Sequence[NameUse]) -> bool:
    """Whether a child is named in full, and another of that surname: that the one goes says nothing of the other."""
    own = telling(child.words)
    others = (telling(use.words) for use in uses)
    return len(own) > 1 and any(len(words) > 1 and words[0] != own[0] and words[-1] == own[-1] for words in others)


def _stays_in_full(lang: Lang, uses: Sequence[NameUse], opinion: _Opinion) -> bool:
    """Whether a bearer is public by evidence and named in full: "everybody called him" by the first name alone."""
    return opinion.stays and any(_is_full(lang, use) for use in uses)


def _is_full(lang: Lang, use: NameUse) -> bool:
    return len(telling(use.words)) > 1 and not word_lists(lang).first_names.isdisjoint(use.words)


def _opinion(
    text: str,
    lang: Lang,
    every: Sequence[NameUse],
    asides: Sequence[Span],
    met: Sequence[Span],
    streets: Sequence[Span],
    said: Talk,
) -> _Opinion:
    uses = [use for use in every if not any(use.span.overlaps(aside) for aside in asides)] or every
    # A note of whom the author talked to makes nobody public.
    uses = [use for use in uses if not source_in_note(text, lang, use)] or uses
    share = max(use.public / max(use.public + use.protected, 1e-6) for use in uses)
    office = any(office_beside(text, lang, use.span) for use in uses)
    behind = any(_is_introduced(text, lang, use) for use in uses)
    full = behind and any(_is_full(lang, use) and _is_introduced(text, lang, use) for use in uses)
    how = "introduced" if full else "behind" if behind else "office" if office else _named_how(text, lang, uses)
    if how == "first":
        share = share_alone(text, uses, share)
    needed: float = getattr(NEEDED_IN[lang], how)
    doubtful = how in ("word", "placed", "letters") or all(is_land(use.span.of(text), lang) for use in uses)
    unsure = doubtful and max(use.public + use.protected for use in uses) < SURE
    unsure = unsure and not any(is_lowered(use.span.of(text), lang) for use in uses)
    # Nobody introduces a public person in a comment or a file's properties; an organisation, perhaps.
    apart = how in _OF_PERSONS and all(any(use.span.overlaps(aside) for aside in asides) for use in every)
    cut = [use for use in every if is_cut_short(text, lang, use)]
    told = behind or (office and not cut)  # beside "Sanne B." the office is often somebody else's
    bynames = [use for use in every if is_byname(text, lang, use) or is_fondly_greeted(text, use)]
    hidden = (bynames or cut) and all(use in bynames or use in cut or len(telling(use.words)) < 2 for use in every)
    private = not told and (bool(hidden) or all(source_in_note(text, lang, use) for use in every))
    person = how in _OF_PERSONS
    fullest = max((telling(use.words) for use in every), key=len)
    carded = not (office or any(signs_for_press(text, lang, use.span) for use in uses)) and (
        any(use.span in met for use in every)
        or any(on_card(text, lang, use, person=person) for use in every)
        or any(
            told_where(text, lang, use, streets, words=fullest, person=how in _OF_PERSONS) for use in _each(text, every)
        )
    )
    colleague = any(handles_notes(text, lang, use.span) or use.span in said.asking for use in uses)
    stays = ((share >= needed and not apart) or unsure or colleague) and not carded
    answers = how not in ("introduced", "behind", "office", "full") and any(use.span in said.answering for use in every)
    # An office beside a nickname is where its bearer works: "Biscuit (clerk, mayor's office)".
    answers = answers or (not behind and len(fullest) == 1 and any(use.span in said.texting for use in every))
    private = private or carded or answers
    reason = Reason.OFFICE if office or behind else Reason.EVIDENCE
    return _Opinion(share, len(every), stays and not private, reason, private)


def _is_introduced(text: str, lang: Lang, use: NameUse) -> bool:
    """Whether it is told directly beside a name that its bearer is public."""
    return introduces(text, lang, use.span, use.words) or asked(lang, RECORD).match(text, use.span.end) is not None


def _each(text: str, uses: Sequence[NameUse]) -> Iterable[NameUse]:
    """One use of each name, as it is written."""
    return {use.span.of(text): use for use in uses}.values()


def _named_how(text: str, lang: Lang, uses: Sequence[NameUse]) -> str:
    """How somebody is named where no office stands beside it: a field of :class:`Needed`."""
    most = max(len(telling(use.words)) for use in uses)
    if all(is_land(use.span.of(text), lang) and not _is_person(lang, use) for use in uses):
        return "land"
    if any(word_lists(lang).first_names.intersection(use.words) for use in uses):
        return "full" if most > 1 else "first"
    if any(is_titled(text, use.span) for use in uses):
        return "titled"
    if all(_DOTTED.fullmatch(use.span.of(text)) and not _SURNAME.match(text, use.span.end) for use in uses):
        return "dotted"
    person = any(_is_person(lang, use) for use in uses)
    words = {use.span.of(text) for use in uses} if most == 1 and not person else ()
    places = (place for word in words for place in whole_words(text, word))
    if any(is_within(text, lang, place) for place in places):
        return "within"
    if most == 1 and all(is_placed(text, lang, use.span) and not _is_person(lang, use) for use in uses):
        return "placed"
    return "words" if most > 1 else "word" if most else "letters"


def _is_name(use: NameUse) -> bool:
    return use.public + use.protected >= NAMED


def _is_person(lang: Lang, use: NameUse) -> bool:
    return any(word_lists(lang).is_name(word) for word in use.words)
