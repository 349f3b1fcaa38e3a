"""Verb phrases: what is true whenever one of a class of verbs is ("trok aan de bel" for "meldde het bij de inspectie").

The verb's form is read off the sentence (tense, number, its place in a Dutch clause) and the wider phrase given in the
same form. Where the sentence goes on after the phrase with what only the old verb could take, nothing is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..draft import REGISTERED_EVENTS, DetailType, Lang, Level, Span, Value
from .function import known, pattern
from .lemmas import lemma
from .lexicon import lexicon
from .phrases import phrases
from .rung import Rung, wider
from .seams import Piece
from .slot import Shape, Slot
from .values import as_class, trimmed
from .verb_table import VerbClass, every_form, passive_of, verb_classes
from .words import NOUNISH, VERBAL, Tag, Word


def verb_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """Wider verb phrases, finest first."""
    spoken = slot.phrase[-1].tag in VERBAL and _is_on_record(value)  # "bij de raad het woord gevoerd"
    if (slot.shape is not Shape.VERB and not spoken) or (slot.type is not DetailType.CHANNEL and _goes_on(slot)):
        return
    if any(word.lower in known(slot.lang, "negative") for word in slot.phrase):
        return  # "maakte zijn stage niet af"
    if slot.lang is Lang.NL and len(slot.phrase) == 1 and is_parted(slot):
        return  # "typte de brieven uit"
    if slot.lang is Lang.EN and len(slot.phrase) > 1 and slot.phrase[1].lower in known(slot.lang, "objects"):
        return  # "seen me at the cinema" is no observation
    if slot.words.lower() in every_form(slot.lang):
        return  # a wording of ours, from a draft that was redacted before
    if piece := _without_tail(slot):
        yield wider(Level.NEAR, piece, trimmed(value, slot.phrase[0].text))
    text = _dutch(slot) if slot.lang is Lang.NL else _english(slot)
    if text is None and slot.lang is Lang.NL and _is_on_record(value):
        text = _dutch(slot, _SPEAKING)  # "maakte gebruik van haar spreekrecht"
    split = (
        slot.lang is Lang.NL and text is not None and " " in text and text.split()[-1] in known(slot.lang, "particles")
    )
    if split and slot.after is not None and not slot.after.is_mark and slot.after.tag is not Tag.AND:
        return  # "doet mee nog steeds"
    if text and (span := _whole(slot)):
        says_class = slot.type not in _SAYS_NOTHING
        yield wider(Level.VAGUE, Piece(span, text), as_class(slot.type, value) if says_class else None)


def participle_rungs(slot: Slot, value: Value) -> Iterator[Rung]:
    """The participle alone: "gescheiden" for "gescheiden van een machinist van dezelfde rederij"."""
    if slot.shape is Shape.VERB and not _goes_on(slot) and (piece := _without_tail(slot)):
        yield wider(Level.NEAR, piece, trimmed(value, slot.phrase[0].text))


def _is_on_record(value: Value) -> bool:
    return value.get("part") == "speaker" and value.get("kind") in REGISTERED_EVENTS


_SPEAKING, _HOW = "spreken", frozenset({"waarom", "hoe", "dat", "wat"})
"""The verb of whoever spoke on record, whatever it is said with."""

_SAYS_NOTHING = frozenset({DetailType.OCCUPATION, DetailType.EDUCATION, DetailType.TRIP})
"""Types whose widest verb phrase is true of nearly everybody: to work, to take a course, to travel."""


def is_parted(slot: Slot) -> bool:
    """Whether the other part of a Dutch verb ends its clause, with what it governs between: "typte brieven uit"."""
    at = next((n for n, word in enumerate(slot.right) if word.is_mark or word.tag in (Tag.AND, Tag.SUB)), 0)
    last = slot.right[at - 1] if at > 1 else None
    return slot.phrase[0].tag is Tag.FINITE and last is not None and last.lower in known(slot.lang, "particles")


def _whole(slot: Slot) -> Span | None:
    """The phrase with an article before it and the other part of a Dutch verb after it ("diende een klacht in")."""
    start, end = slot.span.start, slot.span.end
    before, after = slot.before, slot.after
    if before is not None and before.tag is Tag.ADJ:
        return (
            None if len(slot.left) > 1 and slot.left[-2].tag is Tag.DET and slot.phrase[0].tag in NOUNISH else slot.span
        )
    if before is not None and before.tag is Tag.DET and slot.phrase[0].tag not in VERBAL:
        start = before.start
    if slot.lang is Lang.NL and slot.phrase[0].tag in NOUNISH | {Tag.DET} and slot.phrase[-1].tag in VERBAL:
        start = _with_preposition(slot, start)
    if slot.lang is Lang.NL and after is not None and after.lower in known(slot.lang, "particles"):
        following = slot.right[1] if len(slot.right) > 1 else None
        if following is not None and following.tag in NOUNISH | {Tag.DET, Tag.NUM, Tag.ADJ, Tag.PRON}:
            return Span(start, end)  # "in Ridderkerk": a preposition
        if following is not None and not following.is_mark and following.tag not in (Tag.AND, Tag.PREP):
            return None
        end = after.end
    return Span(start, end)


def _with_preposition(slot: Slot, start: int) -> int:
    """Where the phrase begins with the preposition of its noun: "bij de griffie werkt" is one, "bij werkt" is none."""
    lead = next((word for word in reversed(slot.left) if word.start < start), None)
    return lead.start if lead is not None and lead.tag is Tag.PREP else start


def _goes_on(slot: Slot) -> bool:
    after = slot.after
    if after is not None and after.text in "'’" and after.start == slot.span.end and slot.lang is Lang.EN:
        return True  # "coaches girls" before "' softball"
    if after is None or after.is_mark:
        return False
    return after.lower in known(slot.lang, "goes_on") or after.tag in (
        Tag.NOUN,
        Tag.NOUNS,
        Tag.NAME,
        Tag.DET,
        Tag.PRON,
        Tag.ADJ,
        Tag.NUM,
        Tag.INF,
    )


def _without_tail(slot: Slot) -> Piece | None:
    """Make it "overgeplaatst" for "overgeplaatst naar het archief": a participle stands without what hangs on it."""
    first = slot.phrase[0]
    second = slot.phrase[1] if len(slot.phrase) > 1 else None
    if second is None or first.tag is not Tag.PART or first.lower.endswith("ing"):
        return None
    around = (*slot.left, *slot.right)
    helping = known(slot.lang, "have") | known(slot.lang, "passive") | phrases(slot.lang).copulas
    helped = slot.lang is Lang.EN or any(word.lower in helping for word in around)
    stands = (slot.lang is Lang.NL and helped) or first.lower in known(slot.lang, "stands_alone")
    particle = slot.lang is Lang.EN and second.lower not in known(slot.lang, "plain_after_participle")
    particle = particle or (slot.lang is Lang.EN and len(slot.phrase) > 2 and slot.phrase[2].tag is Tag.PREP)
    infinitive = second.lower == "to" and len(slot.phrase) > 2 and slot.phrase[2].tag is Tag.INF
    broken = second.tag is not Tag.PREP or particle or infinitive or any(w.tag is Tag.FINITE for w in slot.phrase)
    if not stands or broken:
        return None
    return Piece(slot.span, first.text)


def _dutch(slot: Slot, verb: str = "") -> str | None:
    """The wider phrase in the form of the verb that is there; ``verb`` is what is meant, where that is another."""
    first, last = slot.phrase[0], slot.phrase[-1]
    inverted = len(slot.phrase) > 1 and slot.phrase[1].tag is Tag.PRON
    told = zip(slot.phrase, slot.phrase[1:], strict=False)
    if verb and first.tag is Tag.PREP and any(a.lower[-2:] == "en" and b.lower in _HOW for a, b in told):
        return verb_classes(slot.lang)[verb][0].forms["infinitive"]  # "kwam in de raad uitleggen waarom het weg moest"
    if any(word.tag is Tag.FINITE for word in slot.phrase[1:-1]):
        return None
    if inverted:
        found = _class(slot, verb)
        plain = found is not None and first.tag is Tag.FINITE and last is not slot.phrase[1]
        if not found or not plain:
            return None
        lead, *rest = found.forms[dutch_form(first)].split()
        return " ".join((lead, slot.phrase[1].text, *rest))  # "liet ze zich horen"
    if first.tag is Tag.FINITE:
        if len(slot.phrase) == 1 and _has_verb_and_subject(slot):
            return None  # "geeft ze les"
        if last.tag is Tag.PART and first.lower in known(slot.lang, "have") | phrases(slot.lang).copulas:
            done = _class(slot, verb or lemma(last.lower, slot.lang).replace("_", ""))
            return f"{first.text} {done.forms['participle']}" if done and _has_subject(slot) else None
        found = _class(slot, verb or lemma(first.lower, slot.lang))
        if (
            found is None
            or not _has_subject(slot)
            or any(word.lower == "ik" for word in _clause(slot)[-_SUBJECT_NEAR:])
        ):
            return None  # "ik werkt"
        if _in_subordinate(slot) and not is_plural(first):
            return found.forms["final_present" if is_present(first) else "final_past"]
        return found.forms[dutch_form(first)]
    if last.tag is Tag.FINITE:
        found = _class(slot, verb or lemma(last.lower, slot.lang))
        if found is None or slot.phrase[0].tag is Tag.PRON or all(word.tag is Tag.DET for word in _clause(slot)):
            return None  # "de controller werkt": its subject would go along
        return found.forms["final_present" if is_present(last) else "final_past"] if not is_plural(last) else None
    if last.tag is Tag.PART and slot.before is not None and slot.before.lower not in known(slot.lang, "passive"):
        found = _class(slot, verb or lemma(last.lower, slot.lang).replace("_", ""))
        helping = known(slot.lang, "have")
        if slot.type is DetailType.TRIP:
            helping = helping | phrases(slot.lang).copulas  # "is verhuisd"
        active = any(word.lower in helping for word in (*slot.left, *slot.right))
        return found.forms["participle"] if found and active else None
    if last.tag is Tag.INF and len(slot.phrase) > 1:
        trade = first.tag is Tag.NOUN and lexicon(slot.lang).find(DetailType.OCCUPATION, first.text, exact=True)
        if trade and len(slot.phrase) == _TRADE_AND_FIELD:
            return None  # "een adviseur pensioenen"
        found = _class(slot, verb or lemma(last.lower, slot.lang))
        return found.forms["te" if slot.phrase[-2].lower == "te" else "infinitive"] if found else None
    return None


_TRADE_AND_FIELD = 2
"""Words of "adviseur pensioenen"."""


def _clause(slot: Slot) -> tuple[Word, ...]:
    """What stands before the phrase in its own clause, as far as marks tell."""
    marks = [at for at, word in enumerate(slot.left) if word.is_mark]
    return slot.left[marks[-1] + 1 :] if marks else slot.left


def _has_subject(slot: Slot) -> bool:
    """Whether the subject stands before the verb: not in "op 20 januari vond haar hond"."""
    clause = _clause(slot)
    if not clause or any(word.lower in known(slot.lang, "personal_subjects") for word in clause):
        return True
    return clause[0].tag not in (Tag.PREP, Tag.ADV, Tag.SUB)


def _has_verb_and_subject(slot: Slot) -> bool:
    """Whether a verb with its subject behind it stands right before the phrase, which is none then."""
    verb, subject = (None, None, *slot.left)[-2:]
    pronoun = subject is not None and subject.lower in known(slot.lang, "personal_subjects")
    return pronoun and verb is not None and verb.tag is Tag.FINITE


def _in_subordinate(slot: Slot) -> bool:
    """Whether a clause opened before the phrase still waits for its verb."""
    for word in reversed(_clause(slot)):
        if word.tag is Tag.FINITE:
            return False
        if word.tag is Tag.SUB or (word.lower in known(slot.lang, "opens_clause") and word.tag is Tag.PRON):
            return True
    return False


def dutch_form(verb: Word) -> str:
    """Which of a class's forms a finite verb has at the head of its clause."""
    tense = "present" if is_present(verb) else "past"
    return f"{tense}_plural" if is_plural(verb) else tense


def is_plural(verb: Word) -> bool:
    """Whether a Dutch verb is that of several."""
    return verb.lower.endswith("en")


def is_present(verb: Word) -> bool:
    """Whether a Dutch verb tells of now."""
    base, word = lemma(verb.lower, Lang.NL), verb.lower
    if word in known(Lang.NL, "strong_past"):
        return False  # "reed", of which the lemma is an adverb
    return word in known(Lang.NL, "irregular_present") or word == base or word in _present_forms(base)


def _present_forms(base: str) -> set[str]:
    """The singular present of a Dutch infinitive: "geef" and "geeft" of "geven", "loop" and "loopt" of "lopen"."""
    short = base.endswith(("aan", "ien", "oen")) and base[-4:-3] not in tuple(_VOWELS)  # "zien", and not "roeien"
    stem = base.removesuffix("n") if short else base.removesuffix("en")
    plain = stem  # "sleutelen"
    if len(stem) > 1 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        stem = stem[:-1]  # "zitten"
    elif len(stem) > 1 and stem[-1] not in _VOWELS and stem[-2] in "aeou" and stem[-3:-2] not in tuple(_VOWELS):
        stem = stem[:-1] + stem[-2] + stem[-1]  # "lopen"
    stems = {stem, plain, stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])}
    return {form + ending for form in stems for ending in ("", "t")}


_VOWELS = "aeiouy"
_SUBJECT_NEAR = 2
"""Words before a verb among which its subject may be."""


def _lead(slot: Slot) -> str:
    """The word that helps an English verb: "she has since trained"; else the one before it."""
    lead = next((word for word in reversed(slot.left) if word.tag is not Tag.ADV and word.lower != "since"), None)
    if lead is not None and lead.lower in known(slot.lang, "have"):
        return lead.lower
    return slot.before.lower if slot.before else ""


_GONE = {"gone": "go"}
"""What the list of lemmas has wrong: its "gone" is of "gan", to yawn."""


def _base(word: Word) -> str:
    return _GONE.get(word.lower) or lemma(word.lower, Lang.EN) or re.sub(r"(?<=[a-z]{3})(?:ed|ing|s)$", "", word.lower)


def _english(slot: Slot) -> str | None:
    first, before = slot.phrase[0], _lead(slot)
    base = _base(first)
    if before in known(slot.lang, "be") and not first.lower.endswith("ing"):
        return passive_of(base)
    found = _class(slot, base)
    if found is None or (len(slot.phrase) > 1 and any(word.tag is Tag.FINITE for word in slot.phrase[1:])):
        return None
    return found.forms[english_form(slot)]


def english_form(slot: Slot) -> str:
    """The form of the verb that the phrase begins with: "base", "present", "past", "participle", or "gerund"."""
    first, before = slot.phrase[0], _lead(slot)
    base = _base(first)
    if first.lower.endswith("ing") and (first.lower != base or first.tag is Tag.PART):
        return "gerund"
    if first.lower in known(slot.lang, "irregular_past") and first.tag is not Tag.INF:
        return "participle" if before in known(slot.lang, "have") else "past"
    done = before in known(slot.lang, "have") and first.lower in known(slot.lang, "same_participle")  # "had run"
    if first.tag in (Tag.FINITE, Tag.PART) and before in known(slot.lang, "have"):
        return "participle"  # "had won", of which the lemma is a currency
    whose = slot.before
    one = whose is not None and whose.tag is Tag.NOUN and len(slot.left) > 1 and slot.left[-2].tag is Tag.DET
    if first.tag is Tag.FINITE and first.lower == base and (one or before in ("he", "she", "it")):
        return "past"  # "the cook won it": a form of the present would end in s
    if first.tag is Tag.INF or (first.lower == base and not done and first.lower not in known(slot.lang, "same_past")):
        return "base"
    if first.lower.endswith("s") and first.lower != base:
        return "present"
    return "participle" if before in known(slot.lang, "have") else "past"


def _class(slot: Slot, base: str) -> VerbClass | None:
    """The class of a verb; what is true of all that the type tells, where no class has it."""
    classes, second = verb_classes(slot.lang), slot.phrase[1].lower if len(slot.phrase) > 1 else ""
    if slot.type is DetailType.EDUCATION and base in known(slot.lang, "lecturing"):
        return next(entry for entry in classes["*"] if DetailType.OCCUPATION in entry.types)  # no "studied"
    lodging = slot.lang is Lang.EN and base in known(Lang.EN, "lodging")
    if lodging and any(word.lower in known(Lang.EN, "lodged") for word in slot.phrase[1:4]):
        base = "complain"  # "filed a grievance"
    listed = classes.get(f"{base} {second}") or classes.get(base, [])
    found = [entry for entry in listed if not entry.types or slot.type in entry.types]
    special = next((entry for entry in found if entry.types), None)
    if special or (found and slot.type is DetailType.EVENT):
        return special or found[0]
    ceases = any(lemma(word.lower, slot.lang) in known(slot.lang, "ceasing") for word in slot.phrase)
    verbal = any(word.tag in VERBAL for word in (slot.phrase[0], slot.phrase[-1])) and not ceases
    verbal = verbal or (len(slot.phrase) == 1 and slot.phrase[0].lower in known(slot.lang, "also_verbs"))
    # "The woman who works": the least that can be said is no clause of its own.
    lead = (
        slot.left[-2] if slot.before is not None and slot.before.tag is Tag.DET and len(slot.left) > 1 else slot.before
    )
    bare = len(slot.phrase) == 1 and lead is not None and lead.tag is Tag.AND
    bare = bare and (slot.after is None or slot.after.is_mark)
    aside = slot.type in (DetailType.OCCUPATION, DetailType.EDUCATION) and base in known(slot.lang, "no_work")
    # "Lectures to students" is no "works to students", "grew up on a farm" no work.
    led = slot.after is not None and slot.after.lower in ("to", "up", "into", "about", "against")
    aside = aside or (slot.lang is Lang.EN and slot.type is DetailType.OCCUPATION and led and len(slot.phrase) == 1)
    aside = aside or (base in known(slot.lang, "pursuing") and second in known(slot.lang, "pursued"))
    if len(slot.phrase) == 1 and base in known(slot.lang, "plain_verbs") - known(slot.lang, "working"):
        aside = True  # "I sit", without where
    verbal = (
        verbal
        and not bare
        and not aside
        and not (lead is not None and lead.lower in known(slot.lang, "relative_pronouns"))
        and (slot.type is not DetailType.EDUCATION or _is_study(slot, base))
    )
    unpaid = pattern(slot.lang, "unpaid").search(slot.words) and base not in known(slot.lang, "working")
    widest = [*(classes["*unpaid"] if unpaid else ()), *classes["*"]]
    return next((entry for entry in widest if slot.type in entry.types), None) if verbal else None


def _is_study(slot: Slot, base: str) -> bool:
    """Whether a verb phrase has a word of learning in it: whatever else it says is true of no course."""
    study = known(slot.lang, "studying") | known(slot.lang, "giving") | known(slot.lang, "any_course")
    nouns = lexicon(slot.lang)
    return base in study or any(
        word.lower in study or (word.tag in NOUNISH and nouns.find(slot.type, word.text) is not None)
        for word in slot.phrase
    )
