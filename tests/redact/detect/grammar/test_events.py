"""Where somebody was wronged: whoever was there knows of whom it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar import rules
from bronwacht.redact.draft import DetailType, Lang

NL, EN, EVENT = Lang.NL, Lang.EN, DetailType.EVENT


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Tijdens een [teamuitje in Lunteren] betastte hij een ambtenaar.", NL),
        ("Hij zoende haar tijdens het [kerstdiner].", NL),
        ("Tijdens de [nieuwjaarsborrel van 2018] zou hij een griffier hebben betast.", NL),
        ("He groped a clerk at a [Christmas party].", EN),
        ("During a [training camp in Spain] he kissed a swimmer.", EN),
    ],
)
def test_where_it_was_done(sentence: str, lang: Lang, marked: Callable[..., Any]) -> None:
    assert marked(sentence, lang, EVENT) == {}


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Tijdens de nieuwjaarsborrel sprak hij de raad toe.", NL),
        ("Tijdens het congres kreeg hij applaus. Later betastte hij een ambtenaar.", NL),
        ("The party kissed its majority goodbye.", EN),
        ("At the conference he spoke of housing.", EN),
    ],
)
def test_where_nobody_was_wronged(sentence: str, lang: Lang) -> None:
    assert not [found for found in rules(sentence, lang) if found.rule.startswith("events.")]
