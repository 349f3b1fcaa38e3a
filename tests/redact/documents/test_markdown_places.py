"""Whoever is named in a Markdown source is found wherever that is, and whatever marks cut through the name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from bronwacht.redact.documents import Place, marks_in, read_document, write_final
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from bronwacht.redact.pipeline import analyse, open_draft, read, write
from bronwacht.redact.story import Story

NAME = "Marieke Quistenburg"
BODY = (
    "# Gemeente zwijgt over klachten\n\n"
    "De gemeente wil niet reageren op klachten over de wethouder. Dat blijkt uit een brief aan de raad.\n\n"
    "De raad praat er volgende week over. De wethouder noemt het een misverstand.\n\n"
)
BESIDE = {
    f"![Foto van {NAME}](foto.jpg)": Place.ALT_TEXT,
    f'Zie [hier](https://voorbeeld.example/ "profiel van {NAME}").': Place.ALT_TEXT,
    f"| Naam | Leeftijd |\n|---|---:|\n| {NAME} | 31 |": Place.TABLE,
    f"{NAME} | vrouw\n--- | ---\nx | y": Place.TABLE,
    f'<img src="foto.jpg" alt="Foto van {NAME}">': Place.DATA,
    "## Kop {#marieke-quistenburg}": Place.DATA,
    "Zie [hier](https://voorbeeld.example/marieke-quistenburg).": Place.LINK,
    f'Zie [hier][1].\n\n[1]: https://voorbeeld.example/ "{NAME}"': Place.ALT_TEXT,
}
CUT = (
    "**Marieke** Quistenburg",
    "Marieke *Quistenburg*",
    "__Marieke__ _Quistenburg_",
    "Marieke Quisten**burg**",
    "Ma**rieke Quis**tenburg",
    "***Marieke** Quistenburg*",
    "*Marieke **Quistenburg***",
    "****Marieke**** Quistenburg",
    "_**Marieke**_ Quisten***burg***",
    "==Marieke== Quistenburg",
    "~Marieke~ Quistenburg",
    "++Marieke++ Quisten++burg++",
    "Ma<wbr>rieke Quisten<wbr/>burg",
    "Ma<font>rieke</font> Quis<kbd>tenburg</kbd>",
    "~~Marieke~~ Quistenburg",
    "<b>Marieke</b> Quistenburg",
    "Marieke Quisten&shy;burg",
)


def opened(text: str, folder: Path) -> Path:
    path = folder / "draft.md"
    path.write_text(BODY + text + "\n\nEinde van het stuk.\n", "utf-8")
    return path


@pytest.mark.parametrize("text", BESIDE)
def test_beside_the_story(text: str, tmp_path: Path) -> None:
    document, draft = open_draft(opened(text, tmp_path), Story())
    found = [d.span for d in read(draft, Story()).details if d.type in (DetailType.NAME, DetailType.CONTACT)]
    at = document.text.lower().index("quistenburg")
    assert any(span.start <= at < span.end for span in found)
    places = [p.place for p in document.passages if p.span.start <= at < p.span.end]
    assert places == [BESIDE[text]]
    for passage, following in zip(document.passages, document.passages[1:], strict=False):
        assert passage.span.end <= following.span.start
        assert not document.text[passage.span.end : following.span.start].strip()


@pytest.mark.parametrize("name", CUT)
def test_through_marks(name: str, tmp_path: Path) -> None:
    path, out = opened(f"Haar buurvrouw, {name}, hoorde het ook.", tmp_path), tmp_path / "final.md"
    document, draft = open_draft(path, Story())
    reading = read(draft, Story())
    write(document, analyse(reading, Story()), out)
    seen = "".join(char for char in out.read_text("utf-8") if char not in "*_~=+")
    for part in ("rieke", "Quis", "tenburg"):
        assert part not in seen
    assert "hoorde het ook." in seen


def test_an_age_in_bold(tmp_path: Path) -> None:
    _, draft = open_draft(opened("Een verpleegkundige, toen **31** jaar oud, vertelt het.", tmp_path), Story())
    ages = [d for d in read(draft, Story()).details if d.type is DetailType.AGE]
    assert [d.span.of(draft.text) for d in ages] == ["toen **31** jaar oud"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("* een\n* twee", "* een\n* twee"),
        ("5 * 3 en 5*3", "5 * 3 en 5*3"),
        ("a_b en m_q@voorbeeld.example", "a_b en m_q@voorbeeld.example"),
        ("***alles*** en **dit**, _dat_", "alles en dit, dat"),
        ("Kees* zegt: **ja**.\n\n* De naam is verzonnen.", "Kees* zegt: ja.\n\n* De naam is verzonnen."),
        ("*een\n\ntwee*", "*een\n\ntwee*"),
        ("3*4 en 5*6", "3*4 en 5*6"),
        ("***twee** een* en **een *twee***", "twee een en een twee"),
        ("****vier**** en *****vijf*****", "vier en vijf"),
        ("**een* twee", "*een twee"),
        ("*een**twee*", "een**twee"),
        ("Kees*, Jan* en Piet* zeggen het.", "Kees*, Jan* en Piet* zeggen het."),
        ("C++ en C++, i++ + ++i, ++ja++", "C++ en C++, i++ + ++i, ja"),
        ("x == y, ~~half~ en ==heel==", "x == y, ~~half~ en heel"),
        ("__Jan __Bakker_", "__Jan _Bakker"),
        ("Kop\n====\n\n*****", "Kop\n====\n\n*****"),
        (r"\*geen\* nadruk", r"\*geen\* nadruk"),
        ("x\n\n***\n\ny", "x\n\n***\n\ny"),
    ],
)
def test_marks_are_those_of_emphasis(text: str, left: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(text, "utf-8")
    document = read_document(path)
    marks = {at for span in marks_in(document) for at in range(span.start, span.end)}
    assert "".join(char for at, char in enumerate(document.text) if at not in marks) == left


@pytest.mark.parametrize("start", ["", "- ", "](", "[een](", "[1]: x", "![een](x", "| -"])
def test_blanks_without_end_take_no_time(start: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(f"Een.\n\n{start}{' ' * 30_000}x\n", "utf-8")
    began = time.monotonic()
    read_document(path)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("signs", ["*a ", "a* ", "**a* ", "*", "_a", "*a_ ", "~~a ~", "==a", "\\"])
def test_signs_without_end_take_no_time(signs: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(signs * 20_000, "utf-8")
    began = time.monotonic()
    marks_in(read_document(path))
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("text", "stretch", "wanted"),
    [
        ("***Jan** Bakker* zei", "Jan** Bakker", "***iemand*** zei"),
        ("*Jan **Bakker*** zei", "Jan **Bakker", "***iemand*** zei"),
        ("==Jan== Bakker zei", "Jan== Bakker", "==iemand== zei"),
        ("Zij is C++-programmeur bij ons", "C++-programmeur", "Zij is iemand bij ons"),
        ("Zij schreef a == b op de muur", "a == b", "Zij schreef iemand op de muur"),
        ("Zij kent C++ en ++Jan Bakker++ zei", "C++ en ++Jan Bakker", "Zij kent ++iemand++ zei"),
    ],
)
def test_what_an_edit_leaves_is_emphasis_still(text: str, stretch: str, wanted: str, tmp_path: Path) -> None:
    path, out = tmp_path / "draft.md", tmp_path / "final.md"
    path.write_text(text, "utf-8")
    start = text.index(stretch)
    edit = Edit(("d1",), Span(start, start + len(stretch)), Action.REPLACE, "iemand", DetailType.NAME)
    write_final(read_document(path), [edit], out)
    assert out.read_text("utf-8") == wanted


def test_new_words_that_hold_half_of_a_mark_get_no_other(tmp_path: Path) -> None:
    path, out = opened("Zij was **de enige vrouw** van tien.", tmp_path), tmp_path / "final.md"
    document = read_document(path)
    start = document.text.index("de enige")
    span = Span(start, document.text.index(" van tien") + len(" van tien"))
    new = {"een vrouw** in een groep": "**een vrouw** in een groep.", "een vrouw": "**een vrouw**."}
    for words, wanted in new.items():
        write_final(document, [Edit(("d1",), span, Action.REPLACE, words, DetailType.GROUP)], out)
        assert f"Zij was {wanted}" in out.read_text("utf-8")
        out.unlink()
