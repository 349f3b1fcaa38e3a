"""What people do, found by lists."""

import pytest
from bronwacht.redact.detect.grammar.lexical import find
from bronwacht.redact.draft import DetailType, Lang


@pytest.mark.parametrize(
    ("text", "lang", "work"),
    [
        ("She saw a retired porter.", Lang.EN, "retired porter"),
        ("She has now retired. Porters came by.", Lang.EN, "Porters"),
        ("Hij was een voormalig portier.", Lang.NL, "voormalig portier"),
        ("Ze is een oud-lerares.", Lang.NL, "oud-lerares"),
    ],
)
def test_a_rank_is_of_the_sentence_of_its_work(text: str, lang: Lang, work: str) -> None:
    found = [text[c.start : c.end] for c in find(text, lang) if c.type is DetailType.OCCUPATION]
    assert found[-1:] == [work]
