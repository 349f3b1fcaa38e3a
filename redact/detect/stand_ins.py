"""Names and labels that the text itself gives as nobody's: "Sanne (not her real name)", "2. Witness B. She …".

They stand for somebody, so whose the details around them are is read by them; but they point at nobody, and stay.
Called by detection; the pipeline leaves what is marked here out of the details once people are known. A name that
people really use is none, however it was come by: "we call him Tiny, as everybody does". Nor is the label of a witness
who is told of by it in a sentence only: that may be how a court's papers have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..covered import Covered
from ..draft import Detail, DetailType, Lang, Span
from ..evidence import Basis
from ..segment import segment
from .enumerated import numbering
from .match import Match
from .tagger import SMALL
from .turns import ROLES
from .vectors import vectors
from .wordlists import word_lists

CORRECTION = Basis.CORRECTION.value
WITNESS = "direct.witness"
"""The rule for "witness C"."""

PSEUDONYM = "name.pseudonym"
"""The rule for a name of which the text says that it is invented."""

_SURE = 0.95

STAND_IN = "stand-in"
"""The kind, in a detail's value, of what stands for somebody and points at nobody."""

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\w"
_NAME = rf"(?P<name>{_WORD}(?: (?:van |de |der |den )*{_WORD})?)"
_MARK = r"[\"'“”‘’*_]{0,2}"
_GAP = rf"{_MARK},? ?(?:(?:--|[–—-]) ?)?\(?{_MARK}"
_SAYS = {
    Lang.NL: r"(?:(?:dat |dit )?(?:is )?(?:niet|niet is) (?:haar|zijn|hun|de) (?:echte|eigen|werkelijke|ware) ?"
    r"(?:voor)?naam|(?:is )?(?:een |haar |zijn |hun )?(?:gefingeerd|fictief|(?:gefingeerde|fictieve|verzonnen) naam"
    r"|schuilnaam|pseudoniem)|(?:(?:haar|zijn|hun|de|deze) )?(?:voor)?naam (?:is )?(?:gefingeerd|fictief|verzonnen"
    r"|veranderd|aangepast)"
    r"|heet (?:in werkelijkheid |eigenlijk |in het echt |in het dagelijks leven )?anders|heet (?:geen|niet) [A-Z])",
    Lang.EN: r"(?:(?:is |are |that is |that['’]s |it['’]s |which is )?(?:not|isn['’]t) (?:her|his|their|the) "
    r"(?:real |own |actual )?(?:first )?names?|whose (?:(?:real|true) (?:name|identity) (?:has been|was|is|cannot be)"
    r"|(?:name|identity) (?:has been|was|is) (?=changed (?:to protect|for|at|because)|changed[,.;)]))"
    r"|which (?:isn['’]t|is not) (?:it|(?:her|his|their) (?:real )?name)"
    r"|(?:is )?a (?:pseudonym|(?:false|fictitious|made-up|assumed) name)|fictitious name|pseudonym|name changed"
    r"|(?:her|his|their|the) name (?:has been|was|is) changed)",
}
_CALLED = {
    Lang.NL: r"\b(?:[Nn]oem(?:en)? (?:ik|we|wij)|(?:[Ii]k|[Ww]e|[Ww]ij|deze krant) noem(?:en|t)?) "
    r"(?:haar|hem|hen|die|de vrouw|de man) "
    r"(?:hier |maar |even |voortaan |gemakshalve |voor het gemak |in dit (?:verhaal|stuk|artikel) )*"
    rf"{_MARK}{_NAME}",
    Lang.EN: r"\b(?:(?:I|[Ww]e)(?:['’]ll| will| shall| have chosen to)? (?:am |are )?call(?:ing)?"
    r"|(?:I|[Ww]e)(?:['’]m|['’]re) calling) (?:(?:her|him|them|the woman|the man) )?"
    rf"{_MARK}{_NAME}",
}
_STORY = (
    r"(?:voortaan|in (?:dit|ons|mijn) (?:verhaal|stuk|artikel)|in deze (?:reportage|podcast|aflevering|nieuwsbrief))"
)
_INVENTS = {
    Lang.NL: (
        rf"\b(?:die|haar|hem) (?:ik|we|wij|deze krant) (?:hier|{_STORY}) {_MARK}{_NAME}{_MARK} (?:zal |zullen )?noem",
        rf"\b[Dd]e (?:ene|andere|eerste|tweede|derde) noem(?:en)? (?:ik|we|wij) (?:(?:hier|{_STORY}) )?{_MARK}{_NAME}",
        rf"\bheet {_STORY} {_MARK}{_NAME}",
        rf"\b[Ii]n (?:dit|ons|mijn) (?:verhaal|stuk|artikel) heet (?:ze|zij|hij|ik|de \w+) {_MARK}{_NAME}",
        rf"\b[Nn]aam van {_NAME} is (?:(?:om|uit|wegens|vanwege)\b[^.\n]{{1,40}} (?:veranderd|aangepast|gefingeerd)"
        r"|gefingeerd|verzonnen)",
    ),
    Lang.EN: (
        rf"\b[Ll]et(?:['’]s| us| me) call (?:her|him|them|this (?:man|woman|person)) {_MARK}{_NAME}",
        rf"\b(?:appears?|is|am|goes) in this (?:story|piece|article|episode) as {_MARK}{_NAME}",
        rf"\b[Nn]ame of {_NAME} (?:has been|is|was) changed (?:to protect|for|at)\b",
        rf"(?<!\w){_NAME}['’]s (?:(?:real|first|actual) )?name (?:is not|isn['’]t) (?:really )?(?P=name)(?!\w)",
        r"\b(?:refer(?:red|ring)? to (?:(?:her|him|them) )?as|identif(?:y|ied|ying)(?: (?:her|him|them))? as) "
        rf"{_MARK}{_NAME}{_MARK} (?:here|throughout|in this (?:story|piece|article|episode)|to protect)\b",
    ),
}
"""What says by itself that a name is invented for the story, whoever says it."""

_HERE = r"(?:hier|here|(?:in|voor|for) (?:dit|deze|ons|onze|mijn|this|our) [a-z]+)"
_NAMED = _NAME.replace("<name>", "<named>")
_PLAIN = {
    Lang.NL: (
        rf"\b(?:[Nn]oemen (?:we|wij)|(?:[Ww]e|[Ww]ij) noemen|[Ii]k noem) (?:haar|hem) {_MARK}{_NAME}(?=[.:;])",
        rf"\b(?:vraagt|vroeg|verzocht) (?:ons|mij|deze krant) (?:om )?(?:haar|hem) {_MARK}{_NAME}{_MARK} te noemen\b",
        rf"\bnoemt zich(?:zelf)? (?:{_HERE} {_MARK}{_NAME}|{_MARK}{_NAMED}{_MARK} {_HERE}(?!\w))",
    ),
    Lang.EN: (
        rf"\b(?:asks?|asked|wants|wanted) (?:us|me|this paper) to call (?:her|him|them) {_MARK}{_NAME}(?=[.:;,])",
        r"\b(?:calls (?:herself|himself)|(?:asked|wants|wanted|chose|prefers) to (?:be called|be known|go by))"
        rf" (?:{_HERE} (?:as )?{_MARK}{_NAME}|(?:as )?{_MARK}{_NAMED}{_MARK} {_HERE}(?!\w))",
    ),
}
"""The same where it introduces a first name: of somebody who is really called so, more is told ("zoals iedereen")."""

_CHOSEN = {
    Lang.NL: rf"\bnoemt zich(?:zelf)? {_MARK}{_NAME}(?=[.:;,])",
    Lang.EN: r"\b(?:calls (?:herself|himself)|(?:asked|wants|wanted|chose|prefers) to be called) "
    rf"{_MARK}{_NAME}(?=[.:;,])",
}
"""The same where it is told right before it that its bearer hides: another may really go by such a name."""
_HIDES = {
    Lang.NL: re.compile(
        r"\b(?:anoniem|anonimiteit|onherkenbaar|(?:niet|zonder|geen)\b(?: \w+){0,3} naam)\b[^.!?\n]*\Z", re.IGNORECASE
    ),
    Lang.EN: re.compile(
        r"\b(?:anonym\w+|(?:not|without|never)\b(?: \w+){0,4} (?:names?|named|identified))\b[^.!?\n]*\Z", re.IGNORECASE
    ),
}
_INVENTED_NL = "gefingeerd|fictief|verzonnen|veranderd|aangepast"
_EVERY = {
    Lang.NL: re.compile(
        r"(?<!\w)(?:[Aa]lle |[Dd]e |[Hh]un )?(?:voor)?[Nn]amen\b(?! die\b)(?:(?! niet\b)[^.!?\n]){0,90}"
        rf"\b(?:{_INVENTED_NL})\b|\b(?:gefingeerde|fictieve|verzonnen) (?:voor)?namen\b"
    ),
    Lang.EN: re.compile(
        r"(?<!\w)(?:[Aa]ll |[Tt]he |[Tt]heir )?(?:first )?[Nn]ames\b(?! that\b)(?:(?! not\b)[^.!?\n]){0,60}"
        r"\b(?:changed|fictitious|invented|pseudonyms)\b"
    ),
}
"""What says that whoever is called by a first name alone is called otherwise."""
_SOME = {
    Lang.NL: re.compile(r"\b(?:[Ss]ommige|[Ee]nkele|[Ee]en aantal|[Mm]eerdere|[Tt]wee|[Dd]rie) (?:van de )?\Z"),
    Lang.EN: re.compile(r"\b(?:[Ss]ome|[Ss]everal|[Aa] few|[Tt]wo|[Tt]hree)(?: of)? (?:the )?\Z"),
}
_SOME_REACH = 20
_NAMES = re.compile(r"(?:[Vv]oor)?[Nn]amen|[Nn]ames")
"""What such a sentence may open with, and the lists of first names have."""
_GIVEN = re.compile(rf"(?<![\w’'-])(?<![A-ZÀ-ÖØ-Þ] )(?P<name>{_WORD})(?![\w’'-]| [A-ZÀ-ÖØ-Þ])")
"""A word with a capital, and nothing with a capital behind it."""
_STARRED = re.compile(rf"(?<![\w*_])(?P<name>{_WORD})\*(?![\w*])")
"""A star behind a first name sends the reader to where it says that it is invented."""
_BESIDE_STAR = re.compile(r"\w, \Z"), re.compile(r",? (?:\(?\d\d\b|(?:an?|een) [a-z]|(?:who|whose|die) )")
"""A comma before it, or who it is behind it: so is a name that is on no list, where a brand has its footnote."""
_EMPHASIS = 300
"""Characters of a line in which an emphasis that a star closes is looked for."""
_INVENTED = {lang: [re.compile(invents) for invents in every] for lang, every in _INVENTS.items()}
_SAID = {lang: re.compile(rf"(?<!\w){_NAME}{_GAP}{says}", re.MULTILINE) for lang, says in _SAYS.items()}
_TOLD = {lang: re.compile(called) for lang, called in _CALLED.items()}
_PLAINLY = {lang: [re.compile(plain) for plain in every] for lang, every in _PLAIN.items()}
_CHOOSES = {lang: re.compile(chosen) for lang, chosen in _CHOSEN.items()}
_ANY = {lang: re.compile(says, re.IGNORECASE) for lang, says in _SAYS.items()}
_NEEDED = {
    Lang.NL: re.compile(r"naam|namen|gefingeerd|fictief|verzonnen|pseudoniem|heet|[Nn]oem", re.IGNORECASE),
    Lang.EN: re.compile(
        r"name|pseudonym|which is(?:n['’]t| not)|call|to (?:go by|be known)|refer(?:red|ring)? to|identif"
        r"|in this (?:story|piece|article|episode) as",
        re.IGNORECASE,
    ),
}
"""What a text has in which one of these can match at all."""

_NEAR = 160
"""Characters behind a name that "we" call somebody in which it is said that it is not theirs."""

_REALLY = re.compile(
    r"[^.!?\n]{0,60}\b(?:iedereen|everyone|everybody|zoals (?:ze|zij|haar|zijn|de|hij)|as (?:they|her|his|she|he|the)"
    r"|calls? (?:him|her|them)|noem(?:t|en|de|den) (?:hem|haar|hen))\b"
)
_FUTURE = re.compile(r"['’]ll |will |shall |calling |in dit |hier |voortaan ")
_ROLE = rf"(?:de |het |the |een |a )?(?P<role>{'|'.join(sorted(ROLES))})"
_LEGEND = (
    re.compile(rf"(?<!\w)(?P<letter>[A-Z])\.?[ \t]*(?:=|is|staat voor|stands for)[ \t]*{_ROLE}\b", re.IGNORECASE),
    re.compile(rf"\b{_ROLE}[ \t]*[=:][ \t]*(?P<letter>[A-Z])(?!\w)", re.IGNORECASE),
)
_LETTER = 2
"""Characters of an initial with its point."""

_ITEM = re.compile(r"[\W_]*(?:(?:\d{1,2}(?:[.:]\d\d)?|[a-h])[\W_]+)?")
_ENDING = re.compile(r"['’]s?$")


@lru_cache(maxsize=4)  # it is asked twice for a text
def pseudonyms(text: str, lang: Lang) -> tuple[str, ...]:
    """The names that ``text`` says are invented: in so many words, or as what "we" will call somebody in it."""
    starred = _starred(text, lang) if "*" in text else ()
    found = (*_pseudonyms(text, lang), *_all_given(text, lang)) if _NEEDED[lang].search(text) else ()
    return tuple(name for name in (*starred, *found) if not _NAMES.fullmatch(name))


def _all_given(text: str, lang: Lang) -> Iterator[str]:
    """The first names that stand without a surname in a text that says of its names that they are invented."""
    said = _EVERY[lang].search(text)
    if said is None or _SOME[lang].search(text, max(0, said.start() - _SOME_REACH), said.start()):
        return
    yield from first_names_alone(text, lang)


def first_names_alone(text: str, lang: Lang) -> Iterator[str]:
    """The first names that ``text`` has within a sentence, or as no other word, and never with a surname."""
    lists = word_lists(lang)
    within: dict[str, bool] = {}
    for found in _GIVEN.finditer(text):
        name, before = found["name"], text[max(0, found.start() - 2) : found.start()]
        if name in lists.first_names and not _NAMES.fullmatch(name):
            inside = before[-1:] == " " and before[0] not in ".!?:’”\"'"
            within[name] = within.get(name, False) or inside
    for name, inside in within.items():
        word = name.lower() in lists.words or name.lower() in lists.function
        if (inside or not word) and not _has_surname(text, name):
            yield name


def _starred(text: str, lang: Lang) -> Iterator[str]:
    found = (star for star in _STARRED.finditer(text) if not _is_emphasis(text, star.start()))
    found = (star for star in found if star["name"] in word_lists(lang).first_names or _is_somebody(text, lang, star))
    names = dict.fromkeys(star["name"] for star in found)  # each is looked for in all of the text
    return (name for name in names if not _has_surname(text, name))


def _is_somebody(text: str, lang: Lang, star: re.Match[str]) -> bool:
    """Whether a word that is on no list stands where a person does: "one driver, Qxverta*, said"."""
    before, behind = _BESIDE_STAR
    known = star["name"].lower() in vectors() or star["name"] in word_lists(lang).towns
    beside = before.search(text, max(0, star.start() - 3), star.start()) or behind.match(text, star.end())
    return not known and beside is not None


def _is_emphasis(text: str, at: int) -> bool:
    """Whether the star behind the word at ``at`` closes Markdown's emphasis, which opened before: "*Don Giovanni*"."""
    start = text.rfind("\n", max(0, at - _EMPHASIS), at) + 1 or max(0, at - _EMPHASIS)
    star = text.rfind("*", start, at)
    return star >= 0 and not text[star + 1].isspace() and not text[max(0, star - 1)].isalnum()


def _pseudonyms(text: str, lang: Lang) -> Iterator[str]:
    done = 0
    for word in _NEEDED[lang].finditer(text):  # to look around them is five times as fast
        around = max(done, word.start() - _NEAR), word.end() + _NEAR
        for said in _SAID[lang].finditer(text, *around):
            done = said.end()
            if said["name"].lower() not in word_lists(lang).function:  # "It's not her name"
                yield said["name"]
    quotes = Covered(segment(text).quotes)
    for told in _TOLD[lang].finditer(text):
        if quotes.overlap(_first(told)) or _REALLY.match(text, told.end()):
            continue
        if _FUTURE.search(told[0]) or _ANY[lang].search(text, told.end(), told.end() + _NEAR):
            yield told["name"]
    for pattern in _INVENTED[lang]:
        yield from (told["name"] for told in pattern.finditer(text) if not _has_surname(text, told["name"]))
    plain = [told for pattern in _PLAINLY[lang] for told in pattern.finditer(text)]
    chosen = _CHOOSES[lang].finditer(text)
    plain += (told for told in chosen if _HIDES[lang].search(text, max(0, told.start() - _NEAR), told.start()))
    for told in plain:
        key = "name" if told["name"] else "named"
        name, quoted = told[key], quotes.overlap(_first(told))
        first = text.find(name) == told.start(key) and name in word_lists(lang).first_names
        if first and not quoted and not _has_surname(text, name):
            yield name


def _first(told: re.Match[str]) -> Span:
    """Where it begins: what it tells may itself be quoted ("We call her “Anna”")."""
    return Span(told.start(), told.start() + 1)


def _has_surname(text: str, name: str) -> bool:
    """Whether a name stands somewhere with a surname behind it, and so is somebody's."""
    return re.search(rf"(?<!\w){re.escape(name)} (?:(?:{SMALL}) )*[A-ZÀ-ÖØ-Þ]", text) is not None


def invented(text: str, lang: Lang) -> Iterator[Match]:
    """Every place of those names: who is called so is somebody to protect, and what is told of them is looked for."""
    for name in dict.fromkeys(pseudonyms(text, lang)):
        for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Match(Span(*place.span()), DetailType.NAME, _SURE, PSEUDONYM)


def with_stand_ins(text: str, lang: Lang, details: tuple[Detail, ...]) -> Iterator[Detail]:
    """``details``, those marked that are a stand-in."""
    invented = frozenset(pseudonyms(text, lang)) if any(d.type is DetailType.NAME for d in details) else frozenset()
    listed = frozenset(_label(d, text) for d in details if d.evidence == (WITNESS,) and _opens_line(text, d))
    letters = frozenset(_letters(text)) if any(len(d.span.of(text)) <= _LETTER for d in details) else frozenset()
    for detail in details:
        name = _ENDING.sub("", detail.span.of(text)) if detail.type is DetailType.NAME else ""
        label = detail.evidence == (WITNESS,) and _label(detail, text) in listed
        if label or name.strip(".") in letters or name in invented or (name.isupper() and name.title() in invented):
            detail = _marked(detail)
        yield detail


def _letters(text: str) -> Iterator[str]:
    """Letters before a line's words that are no initials: of a role ("R = respondent"), or of a list (A., B., C.)."""
    for legend in _LEGEND:
        for said in legend.finditer(text):
            if said["role"][0].upper() == said["letter"]:
                yield said["letter"]
    yield from (mark.of(text)[0] for mark in numbering(text))


def _label(detail: Detail, text: str) -> str:
    return detail.span.of(text).lower().strip("*_ ")


def _opens_line(text: str, detail: Detail) -> bool:
    """Whether a line begins with it, behind no more than a number, an hour or a mark: "**10.06** Witness P"."""
    start = text.rfind("\n", 0, detail.span.start) + 1
    return _ITEM.fullmatch(text[start : detail.span.start]) is not None


def is_stand_in(detail: Detail) -> bool:
    """Whether a detail was marked as a stand-in."""
    return detail.value.get("kind") == STAND_IN and CORRECTION not in detail.evidence


def _marked(detail: Detail) -> Detail:
    return replace(detail, value={"kind": STAND_IN})
