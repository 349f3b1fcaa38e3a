"""The public people of a text: whom the story file names, and whose names stand in it with an office.

They own the details that are nobody's to protect, so that those are never charged to a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..draft import Span
from ..story import PublicName, Story
from .clues import Clue
from .hints import occurrences
from .names import BARE_WEIGHT, Name
from .scene import Scene
from .words import has

PERSON_WEIGHT = BARE_WEIGHT + 0.3
"""From here on a name has an office beside it, or is said again and again."""
DENIAL_SCORE, ADDRESS_SCORE = 3, 5
"""Who denies, or is written to, is the accused sooner than who is merely named often; one mention counts 1."""
ADDRESS_REACH = 4


@dataclass
class Bearer:
    """Somebody public: their mentions, the evidence, and whether the sources are to be protected from them."""

    mentions: list[Span] = field(default_factory=list)
    evidence: tuple[str, ...] = ()
    accused: bool = False


class Bearers:
    """All public people of one text, found by the names they bear."""

    def __init__(self, scene: Scene, story: Story) -> None:
        self._of_key: dict[str, Bearer] = {}
        self._scene = scene
        for entry in story.public:
            self._add_entry(entry)
        for name in scene.names:
            self._add_name(name)
        if not any(entry.accused for entry in story.public):
            self._accuse()

    def _add_entry(self, entry: PublicName) -> None:
        spans = sorted({span for name in entry.names for span in occurrences(self._scene.text, name)})
        bearer = Bearer(_apart(spans), ("story file",), entry.accused)
        for name in entry.names:
            if name.strip():
                self._of_key.setdefault(name.split()[-1].lower(), bearer)

    def _add_name(self, name: Name) -> None:
        bearer = self._of_key.setdefault(name.key, Bearer())
        span = Span(name.start, name.end)
        if not any(span.overlaps(other) for other in bearer.mentions):
            bearer.mentions.append(span)
        if name.weight >= PERSON_WEIGHT and not bearer.evidence:
            bearer.evidence = ("office or repeated name",)

    def _accuse(self) -> None:
        """Without a word from the story file: who denies or is written to, and is spoken of most."""
        scored = [(self._accusations(bearer), -at, bearer) for at, bearer in enumerate(self._known())]
        scored = [row for row in scored if row[0]]
        if scored:
            bearer = max(scored, key=lambda row: (row[0] + len(row[2].mentions), row[1]))[2]
            bearer.accused = True
            bearer.evidence = (*bearer.evidence, "answers the accusation")

    def _accusations(self, bearer: Bearer) -> int:
        score = 0
        for mention in bearer.mentions:
            sentence = self._scene.sentences[self._scene.sentence(mention.start)]
            before = self._scene.between(sentence.start, mention.start)[-ADDRESS_REACH:]
            score += DENIAL_SCORE * has(self._scene.between(sentence.start, sentence.end), "denies")
            score += ADDRESS_SCORE * has(before, "dear")
        return score

    def owner(self, clue: Clue) -> Bearer:
        """Whose a detail is that is nobody's to protect: the name before it in its sentence, after it, or the last."""
        sentence, at = self._scene.sentences[clue.sentence], clue.detail.span
        before = self._scene.names_between(sentence.start, max(sentence.start, at.start))
        after = self._scene.names_between(at.end, max(at.end, sentence.end))
        name = before[-1] if before else after[0] if after else clue.last_name
        return self._of_key[name.key] if name else self._of_key.setdefault("", Bearer(evidence=("nobody named",)))

    def _known(self) -> Iterable[Bearer]:
        return {id(bearer): bearer for bearer in self._of_key.values()}.values()

    def shown(self, owning: Iterable[Bearer]) -> Sequence[Bearer]:
        """Those with evidence that they are people, and all that own details."""
        owners = {id(bearer) for bearer in owning}
        return [b for b in self._known() if id(b) in owners or (b.evidence and b.mentions)]


def _apart(spans: Iterable[Span]) -> list[Span]:
    """``spans`` without those that overlap an earlier one."""
    found: list[Span] = []
    for span in spans:
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found
