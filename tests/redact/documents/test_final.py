"""The final copy: everything that was to go is gone, every other byte stands, and nothing is left behind."""

from __future__ import annotations

import itertools
import os
import re
from importlib.resources import files
from pathlib import Path

import pytest
from bronwacht.errors import LeakError, UsageError
from bronwacht.redact.documents import (
    Document,
    EditError,
    LeakKind,
    apply_edits,
    elsewhere,
    leaks,
    read_document,
    remaining,
    write_final,
)
from bronwacht.redact.draft import Action, DetailType, Edit, Span
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = "De toen 31-jarige Anna vloog naar Barcelona.\nZij zei: “Nooit meer.”\n"


def edit(text: str, stretch: str, new: str, reason: DetailType = DetailType.TRIP, nth: int = 0) -> Edit:
    start = [m.start() for m in re.finditer(re.escape(stretch), text)][nth]
    return Edit(("d1",), Span(start, start + len(stretch)), Action.REPLACE, new, reason)


def names(folder: Path = Path()) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def document(text: str, kind: str = "txt") -> Document:
    return Document(text, text.encode(), kind, f"draft.{kind}")


def found(text: str, *edits: Edit, kept: tuple[Span, ...] = (), kind: str = "txt") -> list[LeakKind]:
    written = apply_edits(text, edits).encode()
    return [leak.kind for leak in leaks(written, edits, document(text, kind), kept=kept)]


def test_edits_are_made_in_any_order() -> None:
    edits = (edit(TEXT, "Barcelona", "het buitenland"), edit(TEXT, "toen 31-jarige Anna", "vrouw"))
    assert apply_edits(TEXT, edits) == "De vrouw vloog naar het buitenland.\nZij zei: “Nooit meer.”\n"


def test_edits_that_touch_do_not_overlap() -> None:
    assert apply_edits("abcd", (edit("abcd", "ab", "1"), edit("abcd", "cd", "2"))) == "12"


@pytest.mark.parametrize(
    "edits",
    [
        (edit(TEXT, "naar Barcelona", "weg"), edit(TEXT, "Barcelona", "weg")),
        (edit(TEXT, "Barcelona", "weg"), edit(TEXT, "Barcelona", "weg")),
        (Edit(("d1",), Span(len(TEXT) - 1, len(TEXT) + 1), Action.REMOVE, "", DetailType.NAME),),
    ],
    ids=["overlap", "twice", "beyond"],
)
def test_edits_that_do_not_fit_are_refused(here: Path, edits: tuple[Edit, ...]) -> None:
    with pytest.raises(EditError) as refused:
        write_final(document(TEXT), edits, Path("final.txt"))
    assert "Barcelona" not in str(refused.value)
    assert names() == []


def test_a_kept_stretch_stays() -> None:
    keep = Edit(("d1",), edit(TEXT, "Anna", "").span, Action.KEEP, "", DetailType.NAME)
    assert apply_edits(TEXT, (keep,)) == TEXT
    assert found(TEXT, keep) == []


# What "gone" means


@pytest.mark.parametrize(
    ("text", "stretch", "new", "reason"),
    [
        ("In Barcelona. Terug uit Barcelona.", "Barcelona", "het buitenland", DetailType.TRIP),
        ("In Barcelona. Terug uit BARCELONA.", "Barcelona", "het buitenland", DetailType.TRIP),
        ("In Barcelona. Terug uit _Barcelona_.", "Barcelona", "het buitenland", DetailType.TRIP),
        ("In Bar\u00adcelona. Terug uit Barcelona.", "Bar\u00adcelona", "het buitenland", DetailType.TRIP),
        ("De klacht van Zo\u00eb.\nZoe\u0308 zweeg.", "Zo\u00eb", "een vrouw", DetailType.NAME),
        ("Jan Jansen kwam. Jan\nJansen ging.", "Jan Jansen", "Een man", DetailType.NAME),
        ("Jan ‘Jopie’ Bos zei ja. Jan 'Jopie' Bos zei nee.", "Jan ‘Jopie’ Bos", "hij", DetailType.NAME),
        ("Bel 06-1234. Of 06–1234.", "06-1234", "ons", DetailType.CONTACT),
        ("Bo zei ja. Bo zei nee.", "Bo", "Zij", DetailType.NAME),
        ("Mevrouw Jansen kwam.", "Jansen", "Jansen-de Vries", DetailType.NAME),
        ("De enige vrouw kwam; zij was enige vrouw.", "De enige vrouw", "Een vrouw", DetailType.GROUP),
    ],
    ids=[
        "again",
        "capitals",
        "emphasis",
        "soft-hyphen",
        "accents",
        "line-break",
        "quotes",
        "dash",
        "short-name",
        "name-in-new-words",
        "article",
    ],
)
def test_a_stretch_that_stands_elsewhere_is_a_leak(text: str, stretch: str, new: str, reason: DetailType) -> None:
    assert found(text, edit(text, stretch, new, reason)) == [LeakKind.ELSEWHERE]


@pytest.mark.parametrize(
    ("text", "stretch", "new", "reason"),
    [
        ("Zij was 34. De fractie telt 34 leden.", "34", "begin dertig", DetailType.AGE),
        ("De vrouw sprak. De vrouw van de wethouder zweeg.", "De vrouw", "Iemand", DetailType.GENDER),
        ("Een student sprak over studentenflats.", "student", "bewoner", DetailType.OCCUPATION),
        ("Een ambtenaar van Financiën. Zij bleef.", "ambtenaar van Financiën", "ambtenaar", DetailType.OCCUPATION),
        ("Wil kwam niet. Niemand wil komen.", "Wil", "Zij", DetailType.NAME),
        ("De chef. De beleidsmedewerker kwam.", "beleidsmedewerker", "ambtenaar", DetailType.OCCUPATION),
        ("Vraag ’t even na. Zij is van ’t bedrijf.", "’t", "[…]", DetailType.NAME),
        ("Zij is nr 1 en ging 1 keer mee.", "1", "[nummer weggelaten]", DetailType.ID),
    ],
    ids=["number", "common-words", "part-of-a-word", "narrower", "verb", "once", "letter", "digit"],
)
def test_a_stretch_that_says_nothing_elsewhere_is_none(text: str, stretch: str, new: str, reason: DetailType) -> None:
    assert found(text, edit(text, stretch, new, reason)) == []


def test_new_words_may_be_what_went_elsewhere() -> None:
    text = "Een ambtenaar klaagde. Een beleidsmedewerker ook."
    edits = (
        edit(text, "ambtenaar", "medewerker", DetailType.OCCUPATION),
        edit(text, "beleidsmedewerker", "ambtenaar", DetailType.OCCUPATION),
    )
    assert found(text, *edits) == []
    assert found(text, *(Edit(e.details, e.span, e.action, e.replacement, DetailType.NAME) for e in edits)) == [
        LeakKind.ELSEWHERE
    ]


def test_new_words_may_not_bring_a_stretch_back() -> None:
    text = "Zij was de enige vrouw daar. Er was een lange vrouw."
    edits = (edit(text, "de enige vrouw", "iemand"), edit(text, "lange", "enige"))
    assert found(text, *edits) == [LeakKind.ELSEWHERE]


def test_an_occurrence_may_be_kept_on_purpose() -> None:
    text = "Zij vloog naar Barcelona. De wethouder was nooit in Barcelona."
    one = edit(text, "Barcelona", "het buitenland")
    other = edit(text, "Barcelona", "", nth=1).span
    assert [left.span for left in elsewhere(text, (one,))] == [other]
    assert elsewhere(text, (one,), kept=(other,)) == ()
    assert found(text, one, kept=(other,)) == []
    assert found(text, one, Edit(("d2",), other, Action.KEEP, "", DetailType.TRIP)) == []


def test_a_stretch_replaced_by_itself_still_stands() -> None:
    assert found(TEXT, edit(TEXT, "31", "31", DetailType.AGE)) == [LeakKind.STANDS]
    assert found(TEXT, edit(TEXT, "Zij", "zij", DetailType.GENDER)) == [LeakKind.STANDS]


@pytest.mark.parametrize("spoil", [lambda b: b + b"\n", lambda b: b[1:], lambda b: b.replace(b"meer", b"Meer")])
def test_a_change_outside_the_edits_is_a_leak(spoil: object) -> None:
    one = edit(TEXT, "Barcelona", "het buitenland")
    written = spoil(apply_edits(TEXT, (one,)).encode())  # type: ignore[operator]
    assert [leak.kind for leak in leaks(written, (one,), document(TEXT))] == [LeakKind.CHANGED]


def test_the_original_itself_is_a_leak() -> None:
    one = edit(TEXT, "Barcelona", "het buitenland")
    assert leaks(TEXT.encode(), (one,), document(TEXT))


# The written file


def test_a_final_copy_is_private_and_alone(here: Path) -> None:
    Path("draft.txt").write_text(TEXT)
    write_final(read_document(Path("draft.txt")), (edit(TEXT, "Barcelona", "het buitenland"),), Path("final.txt"))
    assert Path("final.txt").read_text() == TEXT.replace("Barcelona", "het buitenland")
    assert Path("final.txt").stat().st_mode & 0o777 == 0o600
    assert Path("final.txt").stat().st_nlink == 1
    assert Path("draft.txt").read_text() == TEXT
    assert names() == ["draft.txt", "final.txt"]


def test_a_leak_leaves_no_file(here: Path) -> None:
    text = "Zij vloog naar Barcelona.\n\nTerug uit Barcelona zweeg zij."
    with pytest.raises(LeakError, match=r"line 3") as refused:
        write_final(document(text), (edit(text, "Barcelona", "ver"),), Path("final.txt"))
    assert refused.value.exit_code == 5
    assert "Barcelona" not in str(refused.value)
    assert names() == []


@pytest.mark.parametrize("out", ["draft.txt", "./draft.txt", "sub/../draft.txt", "soft.txt", "hard.txt"])
def test_the_input_is_never_the_output(here: Path, out: str) -> None:
    Path("sub").mkdir()
    Path("draft.txt").write_text(TEXT)
    Path("soft.txt").symlink_to("draft.txt")
    Path("hard.txt").hardlink_to("draft.txt")
    before = names()
    with pytest.raises(UsageError, match="the output is the input"):
        write_final(read_document(Path("draft.txt")), (), Path(out))
    assert Path("draft.txt").read_text() == TEXT
    assert names() == before


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("there.txt", "exists already"),
        ("folder.txt", "exists already"),
        ("dangling.txt", "exists already"),
        ("gone/final.txt", "folder does not exist"),
        ("final.docx", "of its draft's format"),
        ("final", "of its draft's format"),
    ],
)
def test_refused_outputs(here: Path, out: str, words: str) -> None:
    Path("there.txt").write_text("van iemand")
    Path("folder.txt").mkdir()
    Path("dangling.txt").symlink_to("nowhere")
    before = names()
    with pytest.raises(UsageError, match=words) as refused:
        write_final(document(TEXT), (), Path(out))
    assert refused.value.exit_code == 2
    assert names() == before
    assert Path("there.txt").read_text() == "van iemand"


def test_a_file_that_came_meanwhile_is_not_replaced(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_link = os.link

    def late(source: Path, target: Path, *, src_dir_fd: int | None = None) -> None:
        Path("final.txt").write_text("van iemand")
        real_link(source, target, src_dir_fd=src_dir_fd)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(UsageError, match="exists already"):
        write_final(document(TEXT), (), Path("final.txt"))
    assert Path("final.txt").read_text() == "van iemand"
    assert names() == ["final.txt"]


def test_a_disk_without_links_or_room(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write_final(document(TEXT), (), Path("final.txt"))
    assert names() == ["final.txt"]
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UsageError, match="nothing was written"):
        write_final(document(TEXT), (), Path("other.txt"))
    assert names() == ["final.txt"]


# Markdown


@pytest.mark.parametrize(
    ("text", "stretch", "new", "expected"),
    [
        ("**Anna Bos** zei", "Anna Bos** zei", "zij zei", "**zij zei**"),
        ("Toen zei **Anna Bos**.", "zei **Anna", "zei zij", "Toen **zei zij Bos**."),
        ("Toen *Anna* kwam", "Toen *Anna* kwam", "Later", "Later"),
        ("- Anna Bos kwam\n- Piet", "- Anna Bos", "zij", "- zij kwam\n- Piet"),
        ("## Anna Bos\n", "## Anna Bos", "Een bron", "## Een bron\n"),
        ("Zie [Anna Bos](http://a.nl/bos) hier", "Zie [Anna", "Zie haar", "[Zie haar Bos](http://a.nl/bos) hier"),
        ("Zie [Anna Bos](http://a.nl/bos) hier", "Anna Bos](http://a.nl/bos) hier", "iets", "Zie [iets](#)"),
        ("Zie [haar](http://a.nl/bos) hier", "http://a.nl/bos", "een site", "Zie [haar](#) hier"),
        ("Zie [haar](http://a.nl/bos) hier", "a.nl/bos) hier", "daar", "Zie [haar](http://#)daar"),
        ("Mail <anna@bos.nl> nu", "anna@bos.nl", "een adres", "Mail een adres nu"),
        ("De 5 * 3 km van anna_bos", "* 3 km van anna_bos", "weg", "De 5 weg"),
        ("`anna bos` zei", "bos` zei", "x", "`anna x`"),
        ("a \\*bos* b", "\\*bos", "x", "a x* b"),
    ],
)
def test_markup_stays_whole(text: str, stretch: str, new: str, expected: str, here: Path) -> None:
    Path("draft.md").write_text(text)
    write_final(read_document(Path("draft.md")), (edit(text, stretch, new),), Path("final.md"))
    assert Path("final.md").read_text() == expected


def test_plain_text_has_no_markup(here: Path) -> None:
    text = "**Anna Bos** zei"
    write_final(document(text), (edit(text, "Anna Bos** zei", "zij"),), Path("final.txt"))
    assert Path("final.txt").read_text() == "**zij"


# Any text, any edits

ALPHABET = "abz éÉe\u0301“”‘’'\"„—-\u00a0\u200d\u00ad🧑👩‍🚒*_[](\\#\n\t"
# Without what opens a comment of Obsidian's or CriticMarkup's: what becomes of these is for test_markdown.py.
_ANY = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="%{")
words = st.text(st.sampled_from(ALPHABET) | _ANY, max_size=12)
line_ends = st.sampled_from(["", "\n", "\r\n", "\r"])
pieces = st.lists(
    st.tuples(words, line_ends, words.filter(bool), words, st.sampled_from(DetailType), st.sampled_from(Action)),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(pieces, words, st.booleans(), st.sampled_from(["txt", "md"]))
def test_nothing_else_changes_or_no_file(
    tmp_path_factory: pytest.TempPathFactory,
    parts: list[tuple[str, str, str, str, DetailType, Action]],
    last: str,
    bom: bool,
    kind: str,
) -> None:
    text, kept, edits = "." if kind == "md" else "", [], []  # whatever follows, it is no front matter
    for before, end, stretch, new, reason, action in parts:
        kept.append(before + end)
        text += before + end
        edits.append(Edit(("d1",), Span(len(text), len(text) + len(stretch)), action, new, reason))
        text += stretch
    text += last
    folder = tmp_path_factory.mktemp("final")
    raw = (b"\xef\xbb\xbf" if bom else b"") + text.encode()
    out = folder / f"final.{kind}"
    try:
        write_final(Document(text, raw, kind, f"x.{kind}"), tuple(reversed(edits)), out)
    except LeakError:
        assert names(folder) == []
        return
    written = out.read_bytes()
    if kind == "txt":
        made = [p[2] if p[5] is Action.KEEP else p[3] for p in parts]
        expected = "".join(a + b for a, b in zip(kept, made, strict=True)) + last
        assert written == (b"\xef\xbb\xbf" if bom else b"") + expected.encode()
    else:  # the unedited pieces, in order
        at = 0
        for piece in (*kept, last):
            at = written.index(piece.rstrip("<").lstrip(">").encode(), at)
    keeps = {p[2] for p in parts if p[5] is Action.KEEP}
    for _, _, stretch, _, reason, action in parts:
        if action is not Action.KEEP and reason is DetailType.NAME and not keeps:
            alone = rf"(?<!\w){re.escape(stretch.strip())}(?!\w)"
            assert not (re.fullmatch(r"\w{6,}", stretch.strip()) and re.search(alone, written.decode()))


# The sample draft

SAMPLES = Path(str(files("bronwacht.commands"))) / "data"
TYPES = st.sampled_from(DetailType)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(["nl", "en"]))
def test_the_final_copy_of_the_sample(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, lang: str) -> None:
    draft = read_document(SAMPLES / f"sample-{lang}.txt")
    starts = [match.start() for match in re.finditer(r"\b\w", draft.text)]
    cuts = data.draw(st.lists(st.sampled_from(starts), min_size=2, max_size=24, unique=True).map(sorted))
    edits = tuple(
        Edit(("d1",), Span(start, end), Action.REPLACE, f"§{n}“é” ", data.draw(TYPES))
        for n, (start, end) in enumerate(itertools.pairwise(cuts))
        if n % 2 == 0
    )
    kept = tuple(left.span for left in elsewhere(draft.text, edits))
    out = tmp_path_factory.mktemp("sample") / "final.txt"
    write_final(draft, edits, out, kept=kept)
    written = out.read_text("utf-8")
    assert (
        re.split(r"§\d+“é” ", written)
        == [
            draft.text[before:after]
            for before, after in itertools.pairwise([0, *(x for e in edits for x in (e.span.start, e.span.end)), None])
        ][::2]
    )
    if kept:
        with pytest.raises(LeakError):
            write_final(draft, edits, out.with_name("other.txt"))
        assert names(out.parent) == ["final.txt"]


@pytest.mark.parametrize("slug", ["marieke-quistenburg", "marieke_quistenburg", "Marieke.Quistenburg"])
def test_a_name_that_went_stands_nowhere_as_a_slug(slug: str) -> None:
    text = f"Volgens Marieke Quistenburg klopt het. Zie example.org/auteurs/{slug}.html voor meer."
    gone = edit(text, "Marieke Quistenburg", "[naam]", DetailType.NAME)
    assert found(text, gone) == [LeakKind.ELSEWHERE]


@pytest.mark.parametrize(
    ("type", "words", "text", "found"),
    [
        (DetailType.PLACE, "Urk", "Zij woont in Urk. Het schip van Urk, de urker vloot en een urk.", ["Urk"]),
        (DetailType.EMPLOYER, "UWV", "Zij werkt bij UWV. Op het UWV was het stil.", ["UWV"]),
        (
            DetailType.EMPLOYER,
            "waterschap",
            "Bij het waterschap. Het waterschap Noordpolder. Dat waterschap.",
            ["waterschap"],
        ),
        (DetailType.TRAIT, "lang", "Zij is lang. Lang was het stil.", []),
        (
            DetailType.AGE,
            "47",
            "Hij is 47. De man (47) en iemand van 47 uit Tiel. Er waren 47 mensen, van 47 jaar.",
            ["47", "47", "47 jaar"],
        ),
        (DetailType.AGE, "47", "Hij is 47. Er waren 47 mensen, een totaal van 47, en zaal (47b).", []),
    ],
)
def test_a_short_stretch_is_looked_for_where_its_form_tells(
    type: DetailType, words: str, text: str, found: list[str]
) -> None:
    start = text.index(words)
    one = Edit(("d1",), Span(start, start + len(words)), Action.REMOVE, "", type)
    assert [left.span.of(text) for left in elsewhere(text, (one,))] == found


def test_an_age_beside_a_name_that_stays_is_its_bearers() -> None:
    text = "Hij is 47. Piet Bos (47) zwijgt."
    one = Edit(("d1",), Span(7, 9), Action.REMOVE, "", DetailType.AGE)
    assert not elsewhere(text, (one,), kept=[Span(11, 19)])
    assert not remaining(text, (one,), "Hij is. Piet Bos (47) zwijgt.")
