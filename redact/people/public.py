"""The public people of a text: whom the story file names, and whose names stand in it with an office.

They own the details that are nobody's to protect, so that those are never charged to a source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from ..covered import Covered
from ..draft import Span
from ..story import PublicName, Story
from .accused import FIRST_SCORE, Whole, may_be_accused, score
from .clues import Clue
from .hints import occurrences
from .nameless import KEY as NAMELESS
from .names import BARE_WEIGHT, Name
from .scene import Scene

PERSON_WEIGHT = BARE_WEIGHT + 0.3
"""From here on a name has an office beside it, or is said again and again."""
NEAR_NAME = 5
"""Words from an office to the end of the name: "Denise Marsh, the leader"."""
ANSWERS = "answers the accusation"
MIN_MENTIONS = 2
"""Who is named once is not whom a story is about."""


@dataclass
class Bearer:
    """Somebody public: their mentions, the evidence, and whether the sources are to be protected from them."""

    number: int
    mentions: list[Span] = field(default_factory=list)
    evidence: tuple[str, ...] = ()
    accused: bool = False


class Bearers:
    """All public people of one text, found by the names they bear."""

    def __init__(self, scene: Scene, story: Story) -> None:
        self.scene = scene
        self._all: list[Bearer] = []
        self._of_key: dict[str, Bearer] = {}
        for entry in story.public:
            self._add_entry(entry)
        declared = {bearer.number: Covered(bearer.mentions) for bearer in self._all}
        for name in scene.names:
            self._add_name(name, declared)
        if not any(entry.accused for entry in story.public):
            self._accuse()

    def _named(self, key: str, evidence: tuple[str, ...] = ()) -> Bearer:
        if key not in self._of_key:
            self._all.append(Bearer(len(self._all), evidence=evidence))
            self._of_key[key] = self._all[-1]
        return self._of_key[key]

    def _add_entry(self, entry: PublicName) -> None:
        keys = [name.split()[-1].lower() for name in entry.names if name.strip()]
        if not keys:
            return
        bearer = self._named(keys[0], ("story file",))
        bearer.accused = bearer.accused or entry.accused
        bearer.mentions = _apart({*bearer.mentions, *(s for n in entry.names for s in occurrences(self.scene.text, n))})
        for key in keys:
            self._of_key.setdefault(key, bearer)

    def _add_name(self, name: Name, declared: Mapping[int, Covered]) -> None:
        bearer = self._named(name.key)
        span, known = Span(name.start, name.end), declared.get(bearer.number)
        # Names come in order: what this one touches is the last of its bearer's, or declared.
        if not (known and known.overlap(span)) and not any(span.overlaps(last) for last in bearer.mentions[-1:]):
            bearer.mentions.append(span)
        if name.weight >= PERSON_WEIGHT and not bearer.evidence:
            bearer.evidence = ("office or repeated name",)

    def _accuse(self) -> None:
        """Without a word from the story file: the person for whom most speaks."""
        whole = Whole(self.scene)
        people = [bearer for bearer in self._all if may_be_accused(whole, bearer.mentions)]
        if not people:
            return
        opens = min(people, key=lambda bearer: min(bearer.mentions))
        points = {b.number: score(whole, b.mentions, first=b is opens) for b in people}
        bearer = max(people, key=lambda b: (points[b.number], -b.number))
        for other in people:
            if not other.evidence and points[other.number] > len(other.mentions) + FIRST_SCORE * (other is opens):
                other.evidence = (ANSWERS,)
        answers = points[bearer.number] > len(bearer.mentions) + FIRST_SCORE * (bearer is opens)
        held = bearer is opens and bearer.evidence and "story file" not in bearer.evidence
        if answers or held or len(bearer.mentions) >= MIN_MENTIONS:
            bearer.accused = True
            bearer.evidence = tuple(dict.fromkeys((*bearer.evidence, ANSWERS if answers else "named most")))

    def at(self, span: Span) -> Bearer | None:
        """Whose name stands at ``span``, wholly or in part."""
        return next((bearer for bearer in self._all if any(span.overlaps(m) for m in bearer.mentions)), None)

    def owner(self, clue: Clue) -> Bearer:
        """Whose an unprotected detail is: by its title, the name in it, before it, after it, or the last of all."""
        if clue.titled:
            return self._named(clue.titled, ("nobody named",) if clue.titled == NAMELESS else ())
        at = clue.detail.span
        sentence = self.scene.sentence_near(at)
        inside = self.scene.names_between(at.start, at.end)
        before = self.scene.names_between(sentence.start, at.start)
        after = self.scene.names_between(at.end, sentence.end)
        closest = (*inside, *reversed(before), *after)
        name = closest[0] if closest else clue.last_name
        return self._named(name.key) if name else self._named("", ("nobody named",))

    @property
    def has_accused(self) -> bool:
        """Whether the story file or the text tells who is accused."""
        return any(bearer.accused for bearer in self._all)

    def of_office(self, office: str) -> Bearer | None:
        """Whoever is named with that office ("alderman Denise Marsh", "Denise Marsh, alderman"), the accused first."""
        named = [bearer for bearer in self._all if any(self._holds(m, office) for m in bearer.mentions)]
        return max(named, key=lambda bearer: bearer.accused, default=None)

    def _holds(self, mention: Span, office: str) -> bool:
        sentence = self.scene.sentence_near(mention)
        words = [word for word in self.scene.between(sentence.start, sentence.end) if "office" in word.classes]
        return any(
            word.low == office
            and len(self.scene.between(min(word.start, mention.start), max(word.end, mention.end))) <= NEAR_NAME
            for word in words
        )

    def accused_before(self, clue: Clue) -> bool:
        """Whether "he" or "she" before a detail may be the accused: named by then, or not known at all."""
        accused = [bearer for bearer in self._all if bearer.accused]
        return not accused or any(b.mentions and min(b.mentions) < clue.detail.span for b in accused)

    def shown(self, owning: Collection[int]) -> list[Bearer]:
        """Those with evidence that they are people, and those whose numbers are ``owning`` details."""
        return [b for b in self._all if b.number in owning or (b.evidence and b.mentions)]


def _apart(spans: Iterable[Span]) -> list[Span]:
    """``spans`` without those that overlap an earlier one."""
    found: list[Span] = []
    for span in sorted(spans):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found
