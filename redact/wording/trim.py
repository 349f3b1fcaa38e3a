"""Which words of a stretch are the detail: marks and stray words at its ends go, closing marks come along."""

from __future__ import annotations

import re

from ..draft import DIRECT_TYPES, DetailType, Lang
from .clause_ends import own_clause
from .function import known, pattern
from .lemmas import lemma
from .lexicon import lexicon
from .numbers import ordinal
from .run_on import child_of_an_age, only_one_of
from .words import NOUNISH, VERBAL, Tag, Word

_LOOSE_ENDS = frozenset({Tag.DET, Tag.PREP, Tag.AND, Tag.SUB, Tag.MARK})
GENITIVE = frozenset({"'s", "’s", "s"})
"""What makes a word before it the owner of what follows."""
PERSONS = frozenset(
    {DetailType.NAME, DetailType.FAMILY, DetailType.OCCUPATION, DetailType.GENDER, DetailType.EDUCATION}
)
"""Types whose words name somebody, who may own what follows."""


def trimmed(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """Drop marks and stray function words from both ends of the stretch."""
    if not any(not words[i].is_mark for i in inside):
        return []
    if type in DIRECT_TYPES:
        inside = _without_next_sentence(words, _without_labels(words, inside, type), type)
    inside = _with_other_half(words, inside, type)
    if _is_origin_of_somebody(words, inside, type, lang):
        inside = inside[1:]
    if type is DetailType.FAMILY and _are_together(words, inside, lang):
        inside = inside[2:]
    if type in PERSONS:
        inside = _adjective_alone(words, inside, pattern(lang, "superlative"))
    if type is DetailType.GROUP:
        inside = only_one_of(words, _from_the_only(words, inside, lang), lang)
    while len(inside) > 2 and _PAIRS.get(words[inside[-1]].text) == words[inside[0]].text:
        inside = inside[1:-1]
    while _has_word(words, inside[1:]) and _is_stray(words, inside, type, lang):
        inside = inside[1:]
    if _is_ranked_ahead(words, inside, lang):
        inside = inside[1:]
    first = words[inside[0]].lower
    ranked = ordinal(first, lang) is not None and type is DetailType.OCCUPATION
    if ranked and len(inside) > 1 and words[inside[1]].tag in NOUNISH | {Tag.ADJ}:
        inside = inside[1:]  # "a ⟦second driver⟧": which of several it is tells where the story goes on
    if type in PERSONS and len(inside) > 1 and words[inside[-2]].lower in ("same", "zelfde"):
        when = words[inside[-1]].lower in known(lang, "units") | known(lang, "bare_times")
        if when and len(inside) > _SAME_TIME and words[inside[-3]].tag is Tag.DET:
            return inside[:-_SAME_TIME]  # "with ⟦his partner the same year⟧"
        inside = inside[-1:]  # "the same dentist as the judge": whose else is told behind it
    inside = _without_employer_of_name(words, inside, type)
    inside = child_of_an_age(words, inside, type, lang)
    inside = _without_verb(words, _main_clause_cut(words, inside, type, lang), type, lang)
    inside = own_clause(words, inside, type, lang)
    while _has_word(words, inside[:-1]) and _is_loose(words, inside, type, lang):
        inside = inside[:-1]
    return [*inside, *_closing_marks(words, inside)]


def _is_ranked_ahead(words: tuple[Word, ...], inside: list[int], lang: Lang) -> bool:
    """Whether an ordinal stands before the article: "diende als ⟦eerste een klacht⟧ in" tells who was first."""
    led = len(inside) > 1 and words[inside[1]].tag is Tag.DET
    return led and ordinal(words[inside[0]].lower, lang) is not None


def _has_word(words: tuple[Word, ...], inside: list[int]) -> bool:
    return any(char.isalnum() for i in inside for char in words[i].text)


_LABELLED = frozenset({DetailType.CONTACT, DetailType.ID})


def _without_labels(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """Leave out the plain words before and after what has figures or an @: "dossier 22/0417", "mail anna@…".

    Only words in lower case go, and only where something with a figure or an @ stays.
    """
    points = [i for i in inside if any(char.isdigit() or char == "@" for char in words[i].text)]
    if type not in _LABELLED or not points:
        return inside
    first, last = points[0], points[-1]
    start, end = inside[0], inside[-1]
    # A blank after a label, or before one: in "anna@desk.example" no word is a label.
    for at in range(start, first):
        if not _is_before(words[at]):
            break
        if words[at].end < words[at + 1].start:
            start = at + 1
    while end > last and _is_plain(words[end]) and words[end - 1].end < words[end].start:
        end -= 1
    return [i for i in inside if start <= i <= end]


def _is_before(word: Word) -> bool:
    """Whether a word can belong to what stands before a number or an address: a label, "op", a mark that closes."""
    return word.text in ".,;:?!)" or _is_plain(word) or word.tag is Tag.PREP


def _without_next_sentence(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """A name without the subject of the next sentence: "E. She"."""
    *ahead, last = inside
    next_one = len(ahead) > 1 and words[last].tag is Tag.PRON and words[ahead[-1]].text.endswith(".")
    return ahead if type is DetailType.NAME and next_one else inside


def _with_other_half(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """The stretch with the second of two that its noun is of: "the son of a mechanic and" with "a cook".

    Without the mechanic, the cook would be the son.
    """
    last = inside[-1]
    if type is DetailType.FAMILY and words[last].tag in NOUNISH:
        led = [word.tag for word in words[last + 1 : last + 3]] == [Tag.AND, Tag.DET]
        indefinite = led and words[last + 2].lower in _INDEFINITE and words[last - 1].tag is not Tag.AND
        inside = [*inside, last + 1] if indefinite and _has_parent(words, inside) else inside
        last = inside[-1]
    of = next((i for i in inside[1:] if words[i].lower in _OF), None)
    if type not in PERSONS or words[last].tag is not Tag.AND or of is None or words[of - 1].tag not in NOUNISH:
        return inside
    led = any(words[i].tag in (Tag.DET, Tag.NUM) for i in (of + 1, last + 1) if i < len(words))
    end = last + 1
    while end < len(words) and words[end].tag in NOUNISH | {Tag.DET, Tag.ADJ, Tag.NUM}:
        end += 1
    if not led or end == last + 1 or words[end - 1].tag not in NOUNISH:
        return inside
    return [*inside, *range(last + 1, end)]


_INDEFINITE = frozenset({"a", "an", "een"})


def _has_parent(words: tuple[Word, ...], inside: list[int]) -> bool:
    """Whether the stretch tells of one parent by their trade: "the son of a mechanic", "zoon van een smid"."""
    of = next((n for n, i in enumerate(inside) if n and words[i].lower in _OF_PARENT), None)
    parent = of is not None and len(inside) > of + 2 and words[inside[of + 1]].lower in _INDEFINITE
    return parent and of is not None and words[inside[of - 1]].lower in _CHILDREN


_OF_PARENT = frozenset({"of", "van"})
_CHILDREN = frozenset({"son", "daughter", "child", "zoon", "dochter", "kind"})


def _adjective_alone(words: tuple[Word, ...], inside: list[int], superlative: re.Pattern[str]) -> list[int]:
    """An adjective without its article where its noun comes after the stretch: "een vroegere" gedetineerde."""
    after = words[inside[-1] + 1 : inside[-1] + 2]
    two = len(inside) == 2 and words[inside[0]].tag is Tag.DET
    two = two and (words[inside[1]].tag is Tag.ADJ or bool(superlative.search(words[inside[1]].lower)))
    return inside[1:] if two and after and after[0].tag in NOUNISH | {Tag.ADJ} else inside


def _are_together(words: tuple[Word, ...], inside: list[int], lang: Lang) -> bool:
    """Whether a clause follows about whom somebody was with: "⟦samen met een vriendin⟧ die", where both must stay."""
    ahead, after = [words[i].lower for i in inside[:2]], words[inside[-1] + 1 : inside[-1] + 2]
    both = len(inside) > 2 and ahead[0] in _TOGETHER and ahead[1] in known(lang, "with")
    return both and bool(after) and after[0].lower in known(lang, "relative_pronouns")


_TOGETHER = frozenset({"samen", "together"})


def _is_origin_of_somebody(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> bool:
    """Whether a noun for people follows an origin with the article that is theirs: "a Polish" grandmother."""
    after = words[inside[-1] + 1 : inside[-1] + 2]
    led = len(inside) == 2 and words[inside[0]].tag is Tag.DET
    named = led and type is DetailType.ORIGIN and bool(after) and after[0].text.islower()
    people = (DetailType.FAMILY, DetailType.OCCUPATION, DetailType.GENDER)
    return named and any(lexicon(lang).find(one, after[0].text, exact=True) for one in people)


def _from_the_only(words: tuple[Word, ...], inside: list[int], lang: Lang) -> list[int]:
    """The group alone where the noun before it belongs to an article outside: "die nacht de enige vrouw"."""
    before = words[inside[0] - 1] if inside[0] else None
    led = before is not None and words[inside[0]].tag in NOUNISH
    led = led and before is not None and (before.tag is Tag.DET or before.lower in known(lang, "demonstrative"))
    for at in range(1, min(_BEFORE_ONLY, len(inside) - 1)):
        only = words[inside[at + 1]].lower in known(lang, "only")
        if led and words[inside[at]].tag is Tag.DET and only:
            return inside[at:]
    return inside


def _without_employer_of_name(words: tuple[Word, ...], inside: list[int], type: DetailType) -> list[int]:
    """The trade alone where the stretch ends in what a name behind it is: "assistente van theatermaker" Ann Vos.

    Without "van theatermaker" the name would be left hanging, and what somebody public is identifies nobody.
    """
    after = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    if type is not DetailType.OCCUPATION or after is None or after.tag is not Tag.NAME or not after.text[:1].isupper():
        return inside
    at = next(
        (n for n, i in enumerate(inside) if n and words[i].lower in _OF and words[inside[n - 1]].tag in NOUNISH), 0
    )
    plain = at and words[inside[-1]].tag in NOUNISH and all(words[i].text.islower() for i in inside[at:])
    return inside[:at] if plain else inside


_STAYED = frozenset({"gebleven", "geweest", "geworden"})
_SAME_TIME = 3
"""Words of "the same year"."""
_OF = frozenset({"van", "of", "for", "voor", "bij", "to"})
_BEFORE_ONLY = 3
"""Words of a stretch among which "the only" is looked for; further on it is another thing's."""
_SHORTEST_LABEL = 3


def _is_plain(word: Word) -> bool:
    return len(word.text) >= _SHORTEST_LABEL and word.text.isalpha() and word.text[1:].islower()


_THINGS = frozenset(
    {
        DetailType.TRAIT,
        DetailType.FAMILY,
        DetailType.PLACE,
        DetailType.EMPLOYER,
        DetailType.CHANNEL,
    }
)


def _without_verb(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """A Dutch thing without the verb of its clause at its end: "haar fiets" of "moest haar fiets inleveren"."""
    end = words[inside[-1]]
    ceased = type in (DetailType.EDUCATION, DetailType.OCCUPATION) and end.tag is Tag.PART  # "de studie gestopt"
    ceased = ceased and not {end.lower, lemma(end.lower, lang)}.isdisjoint(known(lang, "ceasing"))
    if lang is not Lang.NL or not (type in _THINGS or ceased) or end.tag not in (Tag.INF, Tag.PART):
        return inside
    rest = [words[i] for i in inside[:-1]]
    thing = rest and rest[0].tag in (Tag.DET, Tag.NUM, Tag.NOUN) and rest[-1].tag in NOUNISH
    following = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    ends = following is None or following.is_mark or following.tag in (Tag.AND, Tag.FINITE)
    return inside[:-1] if thing and ends and not any(word.tag is Tag.FINITE for word in rest) else inside


def _main_clause_cut(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> list[int]:
    """The group alone where the stretch runs on into the verb of its clause: "enige van de acht mailde hij"."""
    if type is not DetailType.GROUP:
        return inside
    for at in range(2, len(inside)):
        word, before = words[inside[at]], [words[i] for i in inside[:at]]
        if any(one.tag in (Tag.SUB, Tag.PRON) or one.text == "," for one in before[1:]):
            return inside
        follows = words[inside[at] + 1] if inside[at] + 1 < len(words) else None
        subject = follows is not None and follows.lower in known(lang, "subjects")
        if word.tag is Tag.FINITE and subject and before[0].lower in known(lang, "only") | known(lang, "as"):
            return inside[:at]
    return inside


_PAIRS = {")": "(", "”": "“", "»": "«", "]": "[", "’": "‘", '"': '"', "'": "'"}
_CLOSE_BRACKET_WITHIN = 6
_CLOSE_WITHIN = 3
"""Words after the stretch in which the mark is looked for that closes one opened in it."""


def _closing_marks(words: tuple[Word, ...], inside: list[int]) -> list[int]:
    """What follows the stretch up to the last mark that closes one opened within it."""
    taken: list[int] = []
    opened = any(words[i].text == "(" for i in inside) and not any(words[i].text == ")" for i in inside)
    within = _CLOSE_BRACKET_WITHIN if opened else _CLOSE_WITHIN
    for after in range(inside[-1] + 1, min(inside[-1] + 1 + within, len(words))):
        closing, stretch = words[after].text, [words[i].text for i in (*inside, *taken)]
        opening = _PAIRS.get(closing)
        same = opening == closing
        waits = stretch.count(closing) % 2 == 1 if same else stretch.count(opening or "") > stretch.count(closing)
        if opening and waits:
            taken = list(range(inside[-1] + 1, after + 1))
        elif not words[after].is_mark and not opened:
            break
    return taken


def _is_stray(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> bool:
    """Whether the first word of the stretch is a mark or a link that belongs to what stands before it."""
    first = words[inside[0]]
    if first.text in _PAIRS.values() and any(_PAIRS.get(words[i].text) == first.text for i in inside[1:]):
        return False
    if type is DetailType.NAME and first.tag is Tag.PREP and first.text.islower():
        # "ter hoogte van Finisterre": not the "van" of "Jan van Dijk".
        return inside[0] == 0 or not words[inside[0] - 1].text[:1].isupper()
    if first.lower in known(lang, "whose_alone"):
        return True  # "wier moeder": it belongs to the clause
    before = words[inside[0] - 1] if inside[0] else None
    if type in PERSONS and first.tag is Tag.PRON and first.lower in known(lang, "relative_pronouns"):
        following = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
        halved = following is not None and following.tag is Tag.FINITE and words[inside[-1]].tag in NOUNISH
        if halved and not any(words[i].tag in VERBAL for i in inside):
            return True  # "haar man, ⟦die brandweerman⟧ is": the clause has its verb outside
    if before is not None and first.tag is Tag.PRON:
        whom = first.lower in ("wie", "whom") and before.tag is Tag.PREP
        subject = before.lower in ("wie", "whom") and first.lower in known(lang, "personal_subjects")
        if whom or subject:
            return True  # "met ⟦wie hij vijf kinderen⟧ heeft"
    if first.lower in ("both", "beide") and type is DetailType.FAMILY:
        return False  # "⟦both his parents⟧ had died"
    adverb = first.lower in known(lang, "stray_adverbs") and type not in _OWN_ADVERBS
    if lang is Lang.EN and first.lower in GENITIVE and first.text != "s":
        return True  # "in Surat's Pandesara estate"
    return first.is_mark or first.tag in (Tag.AND, Tag.SUB) or adverb


_OWN_ADVERBS = frozenset({DetailType.AGE, DetailType.DATE, DetailType.GROUP, DetailType.QUOTE}) | DIRECT_TYPES
"""Types whose own rules know what "nog" or "only" does."""


def _is_loose(words: tuple[Word, ...], inside: list[int], type: DetailType, lang: Lang) -> bool:
    """Whether the last word of the stretch belongs to what follows rather than to the detail."""
    last, rest = words[inside[-1]], [words[i] for i in inside[:-1]]
    if type is DetailType.DATE and last.lower in known(lang, "date_after_all"):
        return any(word.lower in known(lang, "time_prepositions") for word in rest)  # "al sinds 1989 voor"
    stray = last.lower in known(lang, "negative") or (last.tag is Tag.ADV and rest[0].tag is Tag.DET)
    thing = type not in DIRECT_TYPES | {DetailType.GROUP, DetailType.AGE, DetailType.DATE, DetailType.QUOTE}
    if thing and stray and rest[-1].tag in NOUNISH and not any(word.tag in VERBAL for word in rest):
        return True  # "zag ⟦haar zoon eens⟧ huilen"; "she does, but ⟦her father not⟧": what is denied is the verb's
    following = words[inside[-1] + 1] if inside[-1] + 1 < len(words) else None
    if last.text == "." and following is not None and (following.text == "," or following.text[:1].islower()):
        return False  # "in Feb., …": the point of an abbreviation
    asks = known(lang, "relative_pronouns") | known(lang, "question_words")
    if last.lower in asks and last.tag is not Tag.DET and rest[-1].tag in NOUNISH | {Tag.NUM, Tag.MARK}:
        return True
    if last.lower in ("wie", "whom") and len(rest) > 1 and rest[-1].tag is Tag.PREP and rest[-2].text == ",":
        return True  # "⟦haar zussen, van wie⟧ er een": the clause is outside
    if type is DetailType.NAME and last.text == "." and len(rest[-1].text) == 1 and rest[-1].text.isupper():
        return False  # "Faizan Q."
    ends = following is None or following.is_mark
    verbal = any(word.tag is Tag.FINITE for word in rest)
    if ends and last.tag in (Tag.PREP, Tag.DET) and verbal:
        return False  # "carried him out", "returned it to her"
    if last.tag in _LOOSE_ENDS and last.lower not in GENITIVE:
        return True
    if lang is Lang.EN and last.text == "outside" and following is not None and following.tag is Tag.NAME:
        return True  # "a Protestant from outside" Derry
    if last.lower in GENITIVE:
        return type in PERSONS  # "her mother's 70th birthday" is not her own without the mother: the 's stays for it
    stayed = lang is Lang.NL and type is DetailType.GROUP and last.tag is Tag.PART and last.lower in _STAYED
    if stayed and rest[-1].tag in NOUNISH and not any(word.tag in VERBAL for word in rest):
        return True  # "altijd ⟦de enige vrouw gebleven⟧"
    if last.tag is not Tag.FINITE:
        return False
    led = words[inside[0] - 1] if inside[0] else rest[0]
    somebody = type is DetailType.OCCUPATION and lang is Lang.NL and Tag.DET in (rest[0].tag, led.tag)
    somebody = somebody and rest[-1].tag in NOUNISH
    somebody = somebody and not any(word.tag in VERBAL | {Tag.PRON, Tag.SUB} or word.is_mark for word in rest)
    if somebody and following is not None and following.lower in known(lang, "whom"):
        return True  # "⟦haar mentor op school geloofde⟧ haar"
    trade = type is DetailType.OCCUPATION and rest[0].tag is Tag.NOUN and inside[0] > 0
    trade = trade and words[inside[0] - 1].tag is Tag.DET and not any(word.tag in VERBAL for word in rest)
    if trade and rest[-1].tag is Tag.NOUN and lexicon(lang).find(type, rest[-1].text) is not None:
        return True  # "the ⟦oboe teacher plays⟧ in the hall"
    kin = type is DetailType.FAMILY and all(word.tag in NOUNISH | {Tag.ADJ, Tag.DET} for word in rest)
    common = {last.lower, lemma(last.lower, lang)} & (known(lang, "plain_verbs") | known(lang, "done_with_somebody"))
    if kin and common and following is not None and following.tag in (Tag.NAME, Tag.PRON, Tag.DET):
        return True  # "⟦my foster dad knew⟧ Mrs Bell", "⟦zijn vrouw huurt⟧ een winkel"
    alone = type is DetailType.TRAIT and rest[-1].tag in NOUNISH and not any(word.tag in VERBAL for word in rest)
    if alone and following is not None and following.tag is Tag.PREP:
        return True  # "mijn dagboeken liggen" bij
    ahead = words[max(0, inside[0] - 2) : inside[0]]
    outside = ahead[:-1] if ahead and ahead[-1].tag is Tag.DET else ahead
    governed = bool(outside) and outside[-1].tag is Tag.PREP and rest[0].tag is not Tag.PREP
    plain = rest[-1].tag in NOUNISH and not any(word.tag in VERBAL or word.text == "," for word in rest)
    if governed and plain and not ends and not any(word.tag in (Tag.PRON, Tag.SUB) for word in rest):
        return True  # "with ink in the creases of his neck ran it": what the preposition governs has no verb
    # "acht collega’s bij stonden", "beveiliger is", "three colleagues confirm": a noun phrase and the verb after it.
    if type is not DetailType.GROUP and last.lower not in known(lang, "being"):
        return False  # "twee vingers brak": the verb is the detail
    links = any(word.tag in (Tag.PRON, Tag.SUB) or word.text == "," for word in rest)
    starts = rest[0].tag in NOUNISH | {Tag.DET, Tag.NUM, Tag.ADJ} or rest[0].lower in known(lang, "only")
    bare = any(word.tag in VERBAL for word in rest) or rest[-1].tag not in NOUNISH | {Tag.PREP, Tag.NUM}
    return starts and not links and not bare
