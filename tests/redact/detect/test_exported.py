from __future__ import annotations

import pytest
from bronwacht.redact.detect.exported import exported
from bronwacht.redact.detect.public import judge
from bronwacht.redact.detect.tagger import NameUse
from bronwacht.redact.draft import Lang, Span

ANDROID = """12-03-2021 14:02 - Berichten zijn end-to-end versleuteld. Niemand kan ze lezen.
12-03-2021 14:02 - Henk van Dalen heeft de groep "Oud-leerlingen" gemaakt
12-03-2021 14:03 - Marieke Bok: Ik heb het zelf gezien.
12-03-2021 14:04 - Joost Verhulst: De rector wist het ook.
12-03-2021 14:05 - +31 6 12345678: Ik ook
12-03-2021 14:06 - rietje 🌸: vorig jaar al
12-03-2021 14:07 - Wethouder Smit: Daar weet ik niets van.
12-03-2021 14:08 - Joost Verhulst: Niemand wilde er iets van weten.
"""
WRITERS = {"Marieke Bok", "Joost Verhulst", "rietje 🌸"}
OTHERS = {
    "a telephone of Apple": ANDROID.replace("12-03-2021 ", "\u200e[12-03-2021, ").replace(" - ", ":11] "),
    "an American one": ANDROID.replace("12-03-2021 14:", "3/12/21, 2:").replace(" - ", "\u202fPM - "),
    "one that writes p.m.": ANDROID.replace("12-03-2021 14:", "12/03/2021, 2:").replace(" - ", " p.m. - "),
    "one of a stranger": ANDROID.replace(" - ", " - ~\u202f"),
}


def seen(text: str, words: str) -> list[NameUse]:
    """A name that the tagger takes for a public one, wherever it stands."""
    starts = [at for at in range(len(text)) if text.startswith(words, at)]
    return [NameUse(Span(at, at + len(words)), tuple(words.split()), 0.02, 0.97) for at in starts]


@pytest.mark.parametrize("text", [ANDROID, *OTHERS.values()], ids=["one of Google's", *OTHERS])
def test_whoever_writes_in_an_exported_chat_is_told(text: str) -> None:
    assert {label.of(text) for label in exported(text, Lang.NL).labels} == WRITERS


def test_whoever_writes_in_an_exported_chat_goes_though_the_tagger_takes_them_for_public() -> None:
    names = [*seen(ANDROID, "Marieke Bok"), *seen(ANDROID, "Joost Verhulst"), *seen(ANDROID, "Smit")]
    verdict = judge(ANDROID, Lang.NL, sorted(names, key=lambda use: use.span), [])
    gone = [match.span.of(ANDROID) for match in verdict.protected]
    assert {"Marieke Bok", "Joost Verhulst", "rietje 🌸"} <= set(gone)
    assert gone.count("Joost Verhulst") == 2
    assert "Smit" in {kept.span.of(ANDROID) for kept in verdict.kept}


def test_who_is_given_or_holds_an_office_elsewhere_in_the_text_stays() -> None:
    given = judge(ANDROID, Lang.NL, seen(ANDROID, "Joost Verhulst"), ["Joost Verhulst"])
    assert "Joost Verhulst" in {kept.span.of(ANDROID) for kept in given.kept}
    text = f"Wethouder Joost Verhulst sprak met de leerlingen.\n\n{ANDROID}"
    verdict = judge(text, Lang.NL, seen(text, "Joost Verhulst"), [])
    assert "Joost Verhulst" in {kept.span.of(text) for kept in verdict.kept}


def test_the_reporter_who_asks_in_a_chat_of_two_is_not_told() -> None:
    asked = ("Wanneer was dat?", "Wie was erbij?", "Kun je morgen?")
    lines = [
        f"12-03-2021 14:0{n} - Sanne Bok: {words}\n12-03-2021 14:0{n} - Pip: ja\n" for n, words in enumerate(asked)
    ]
    text = "".join(lines)
    assert {label.of(text) for label in exported(text, Lang.NL).labels} == {"Pip"}


def test_other_texts_have_no_such_labels() -> None:
    assert not exported("12-03-2021 14:03 - Sanne Bok: eerst\n12-03-2021 14:04 - Sanne Bok: toen\n", Lang.NL).labels
    assert not exported("14:03 Sanne Bok: eerst\n14:04 Daan: toen\n14:05 Daan: en nu\n", Lang.NL).labels
