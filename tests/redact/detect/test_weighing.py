"""What is found is weighed by all that stands around it."""

from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.covered import Covered
from bronwacht.redact.detect import find, weighing
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.merge import Found
from bronwacht.redact.detect.tagger import SUMMIT, TAGGER, tag
from bronwacht.redact.detect.weighing import FEWEST, LIKELY, SURE, UNLIKELY, weighed
from bronwacht.redact.draft import DetailType, Draft, Lang, Span

SHORT = "She refused to sign it and left."
LONG = " ".join([SHORT] * (FEWEST // len(SHORT.split()) + 1))


class Likely:
    """Trees that find everything as likely."""

    def __init__(self, probability: float) -> None:
        self.probability = probability

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        return np.full(len(rows), self.probability, np.float32)


def guess(
    words: str = "refused", kind: DetailType = DetailType.EVENT, score: float = 0.6, by: tuple[str, ...] = (TAGGER,)
) -> Found:
    start = SHORT.index(words)
    return Found(Match(Span(start, start + len(words)), kind, score, by[0]), by)


def stays(found: Found, text: str = SHORT, brought_in: tuple[Span, ...] = (), lang: Lang = Lang.EN) -> bool:
    return weighed(text, lang, [found], tag(text, lang), (), Covered(brought_in)) == (found,)


@pytest.mark.parametrize(
    ("found", "stay"),
    [
        (guess(score=0.47), False),
        (guess(score=0.52), True),
        (guess(score=0.47, by=(TAGGER, "events.bare")), True),
        (guess(kind=DetailType.HEALTH, score=0.47), True),
        (guess("refused to sign it", score=0.47), True),
        (guess("refused to sign it", score=SUMMIT[Lang.EN] - 0.01), False),
        (guess(kind=DetailType.NAME, score=0.2), True),
    ],
)
def test_in_a_short_text_a_guess_is_nothing(found: Found, stay: bool) -> None:
    assert stays(found) is stay


@pytest.mark.parametrize(
    ("found", "least"), [(guess(score=SURE - 0.01), LIKELY[Lang.EN]), (guess(by=("events.bare",)), UNLIKELY)]
)
def test_in_a_longer_one_it_is_what_is_likely(monkeypatch: pytest.MonkeyPatch, found: Found, least: float) -> None:
    for more, stay in ((0.01, True), (-0.01, False)):
        monkeypatch.setattr(weighing, "trees", lambda more=more: Likely(least + more))
        assert stays(found, LONG) is stay


@pytest.mark.parametrize(
    ("found", "brought_in"),
    [
        (guess(kind=DetailType.NAME), ()),
        (guess(score=SURE), ()),
        (guess(by=("employed",)), ()),
        (guess("refused to sign it"), (Span(SHORT.index("sign"), SHORT.index("sign") + 4),)),
    ],
    ids=[
        "a name",
        "what the tagger is sure of",
        "where somebody who is protected works",
        "words that bring in a source",
    ],
)
def test_some_finds_stay_however_unlikely(
    monkeypatch: pytest.MonkeyPatch, found: Found, brought_in: tuple[Span, ...]
) -> None:
    monkeypatch.setattr(weighing, "trees", lambda: Likely(0.0))
    assert stays(found, LONG, brought_in)


def test_what_another_find_would_give_away_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{LONG} Her sister, a nurse, saw the night nurse."
    sure = Found(Match(spot(text, "nurse,", 5), DetailType.OCCUPATION, 0.9, TAGGER), (TAGGER,))
    longer = Found(Match(spot(text, "night nurse"), DetailType.OCCUPATION, 0.5, TAGGER), (TAGGER,))
    other = Found(Match(spot(text, "sister"), DetailType.FAMILY, 0.5, TAGGER), (TAGGER,))
    monkeypatch.setattr(weighing, "trees", lambda: Likely(0.0))
    assert weighed(text, Lang.EN, [other, sure, longer], tag(text, Lang.EN), (), Covered(())) == (sure, longer)


@pytest.mark.parametrize(("score", "stay"), [(SUMMIT[Lang.EN] - 0.01, False), (SUMMIT[Lang.EN], True)])
def test_a_guess_whose_words_stand_elsewhere_is_none(monkeypatch: pytest.MonkeyPatch, score: float, stay: bool) -> None:
    text = f"{LONG} Sketches hung there; her sketch was torn. Nobody saw the Sketch."
    found = Found(Match(spot(text, "sketch"), DetailType.TRAIT, score, TAGGER), (TAGGER,))
    monkeypatch.setattr(weighing, "trees", lambda: Likely(1.0))
    assert stays(found, text) is stay
    assert stays(found, text.replace("the Sketch", "it"))


def spot(text: str, words: str, length: int | None = None) -> Span:
    start = text.index(words)
    return Span(start, start + (length or len(words)))


PORTRAIT = (
    "Wethouder Sjoerd Kamphuis (Zorg) woont sinds 2017 in Zandhoven, waar hij elke ochtend langs de rivier "
    "loopt. Kamphuis studeerde bestuurskunde in Enschede en werkte daarna bij een bank in Zwolle. Hij is 54 "
    "en heeft twee zoons. „Ik ben een man van de praktijk”, zegt Kamphuis in zijn werkkamer. De raad "
    "vergadert donderdag over de begroting.\n\n"
    "In het stadhuis klinkt een ander verhaal. Een verpleegkundige van 31, die in Rietmolen woont, diende in "
    "maart een klacht in tegen de wethouder. Ze was de enige vrouw in de werkgroep. „Hij stond ineens achter "
    "me in de kantine”, zegt ze. Kamphuis wil op haar verhaal niet ingaan."
)


def test_where_a_public_person_lives_and_studied_is_no_detail() -> None:
    found = [d.span.of(PORTRAIT) for d in find(Draft(PORTRAIT, Lang.NL), public=["Sjoerd Kamphuis"])]
    assert not [words for words in found if words in ("Zandhoven", "Enschede", "Zwolle", "twee zoons")]
    assert {"verpleegkundige", "Rietmolen"} <= set(found)
    assert any("31" in words for words in found)
    assert any("enige vrouw" in words for words in found)
