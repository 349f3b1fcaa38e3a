"""Markdown: what no reader of the page sees is read and does not stay; a link that an edit reaches into stays one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from bronwacht.redact.documents import (
    Document,
    Leak,
    LeakKind,
    Place,
    UnknownPartError,
    document_of,
    read_document,
    write_final,
)
from bronwacht.redact.documents.markdown import MarkdownFormat
from bronwacht.redact.draft import Action, DetailType, Edit, Span

MARKDOWN = MarkdownFormat()
NEW = "[naam weg]"


def load(text: str) -> Document:
    raw = text.encode()
    return document_of(MARKDOWN.read(raw, "draft.md"), raw, "md", "draft.md")


def edit(text: str, stretch: str, new: str) -> Edit:
    start = text.index(stretch)
    return Edit(("d1",), Span(start, start + len(stretch)), Action.REPLACE, new, DetailType.NAME)


def final(document: Document, *edits: Edit) -> str:
    written = MARKDOWN.final(document, edits)
    assert MARKDOWN.leaks(document, edits, written) == ()
    return written.decode()


COMMENTS = {
    "html": ("A\n\n<!-- Zonnebloem -->\n\nB\n", "A\n\nB\n"),
    "html, several lines": ("A\n\n<!--\nZonnebloem\n\nen meer\n-->\n\nB\n", "A\n\nB\n"),
    "html, in a line": ("A <!-- Zonnebloem --> B\n", "A B\n"),
    "html, in a paragraph": ("A\n<!-- Zonnebloem -->\nB\n", "A\n\nB\n"),
    "html, in a list": ("- A\n- <!-- Zonnebloem -->\n- B\n", "- A\n- \n- B\n"),
    "html, in a quotation": ("> A\n>\n> <!-- Zonnebloem -->\n>\n> B\n", "> A\n>\n>\n> B\n"),
    "html, windows": ("A\r\n\r\n<!-- Zonnebloem -->\r\n\r\nB\r\n", "A\r\n\r\nB\r\n"),
    "put together": ("A <!<!-- x -->-- Zonnebloem --> B\n", "A B\n"),
    "after code that it ends": ("A `b\n<!-- Zonnebloem -->\nc` d\n", "A `b\n\nc` d\n"),
    "instruction": ("A\n\n<?php Zonnebloem ?>\n\nB\n", "A\n\nB\n"),
    "definition": ("A\n\n[//]: # (Zonnebloem)\n\nB\n", "A\n\nB\n"),
    "definition, quoted": ('A\n\n[comment]: # "Zonnebloem"\n\nB\n', "A\n\nB\n"),
    "definition, angles": ("A\n\n[comment]: <> (Zonnebloem)\n\nB\n", "A\n\nB\n"),
    "definition, not as the rules have it": ("A\n[//]: # (Zonnebloem (de bron))\nB\n", "A\n\nB\n"),
    "definition, several lines": ('A\n\n[x]: /y\n  "Zonnebloem\n  en meer"\n\nB\n', "A\n\nB\n"),
    "definition of a place": ("A\n\n[x]: https://a.nl/Zonnebloem\n\nB\n", "A\n\nB\n"),
    "label": ("A\n\n[Zonnebloem]: https://a.nl\n\nB\n", "A\n\nB\n"),
    "second of a label": (
        "A [x]\n\n[x]: https://a.nl\n[x]: https://a.nl/Zonnebloem\n",
        "A [x]\n\n[x]: https://a.nl\n\n",
    ),
    "linked from a comment": ("A\n\n<!-- zie [x] -->\n\n[x]: https://a.nl/Zonnebloem\n", "A\n\n"),
    "obsidian, in a line": ("A %%Zonnebloem%% B\n", "A B\n"),
    "obsidian, several lines": ("A\n\n%%\nZonnebloem\n\nen meer\n%%\n\nB\n", "A\n\nB\n"),
    "critic, a comment": ("A {==b==}{>>Zonnebloem<<} C\n", "A {==b==} C\n"),
    "critic, a deletion": ("A {--Zonnebloem--} B\n", "A B\n"),
    "linked from code": ("A `[x]`\n\n[x]: https://a.nl/Zonnebloem\n", "A `[x]`\n\n"),
}


@pytest.mark.parametrize("where", COMMENTS)
def test_comments_are_found_and_do_not_stay(where: str) -> None:
    source, expected = COMMENTS[where]
    document = load(source)
    assert "Zonnebloem" in document.text[document.published or 0 :]
    assert document.passages[-1].place is Place.COMMENT
    assert final(document) == expected == document.published_text
    assert load(expected).published is None


FRONT = {
    "yaml": "---\ntitle: Stuk\nbron: Zonnebloem\ntags:\n  - a\n- b\n# x\n---\n\n",
    "yaml, windows": "---\r\nbron: Zonnebloem\r\n---\r\n\r\n",
    "yaml, pandoc": "---\nbron: |\n  Zonnebloem\n\n  en meer\n...\n",
    "toml": '+++\nbron = """\nZonnebloem\n"""\n+++\n',
    "twice": "---\na: b\n---\n---\nbron: Zonnebloem\n---\n",
    "behind a comment": "<!-- x -->\n---\nbron: Zonnebloem\n---\n",
}


@pytest.mark.parametrize("where", FRONT)
def test_front_matter_is_found_and_does_not_stay(where: str) -> None:
    document = load(f"{FRONT[where]}# A\n\nB\n")
    assert "Zonnebloem" in document.text[document.published or 0 :]
    assert Place.PROPERTY in {passage.place for passage in document.passages}
    assert final(document) == "# A\n\nB\n" == document.published_text


@pytest.mark.parametrize(
    "source",
    [
        "---\nDe wethouder zwijgt: niemand zegt iets.\nZonnebloem\n---\nB\n",
        "---\n\n---\nZonnebloem\n",
        "---\nbron: Zonnebloem\n\nB\n",
        "A\n\n---\nbron: Zonnebloem\n---\n",
        "Een korting van 5%% voor Zonnebloem\n\nen van 10%% voor B\n",
        "```\n%%Zonnebloem%%\n```\n",
    ],
)
def test_rules_and_percentages_hide_nothing(source: str) -> None:
    document = load(source)
    assert (document.text, document.published) == (source, None)
    assert final(document) == source


@pytest.mark.parametrize(
    "source",
    [
        "```html\n<!-- Zonnebloem -->\n[//]: # (x)\n```\n",
        "~~~~\n~~~\n<!-- Zonnebloem -->\n~~~~\n",
        "- A\n\n  ```\n  <!-- Zonnebloem -->\n  ```\n",
        "Zo: `<!-- Zonnebloem -->`.\n",
        "Zo: ``a ` <!-- Zonnebloem -->``.\n",
        "Zo: \\<!-- Zonnebloem -->.\n",
        "[Zonnebloem]: ik was er niet bij.\n",
        "Zij zei toen\n[Zonnebloem]: nee\n",
        "A [x], [y][], ![z][q]\n\n[X]: https://a.nl 'Zonnebloem'\n[y]: <b>\n[q]: c.png\n",
        "A.[^1]\n\n[^1]: Zonnebloem\n",
        "Let op: 3 <!Zonnebloem\n\n> B\n",
    ],
)
def test_what_a_reader_sees_stays(source: str) -> None:
    document = load(source)
    assert (document.text, document.published) == (source, None)
    assert final(document) == source


@pytest.mark.parametrize(("start", "end"), [("<!--", "-->"), ("%%", "%%")])
def test_a_comment_without_an_end_stops_the_copy(
    start: str, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text(f"A\n\n{start} Zonnebloem\n\nB\n")
    document = read_document(Path("draft.md"))
    assert "Zonnebloem" in document.published_text
    with pytest.raises(UnknownPartError, match=f"does not end \\(line 3 of its text\\); write {end} ") as refused:
        write_final(document, (), Path("final.md"))
    assert "Zonnebloem" not in str(refused.value)
    assert not Path("final.md").exists()


def test_a_definition_that_lost_its_link_goes() -> None:
    document = load("Zij, [Anna Bos][x], zei.\n\n[x]: https://a.nl/foto\n")
    assert final(document, edit(document.text, "[Anna Bos][x]", NEW)) == f"Zij, {NEW}, zei.\n\n"


def test_a_comment_in_a_written_copy_is_a_leak() -> None:
    document = load("A\n\n<!-- Zonnebloem -->\n")
    assert MARKDOWN.leaks(document, (), document.raw) == (Leak(LeakKind.CHANGED, 3),)


LINKS = [
    ("https://x.nl/bos", "[adres weg]", '[Zwolle](# "Anna Bos") **ja**'),
    ('"Anna Bos"', NEW, f'[Zwolle](https://x.nl/bos "{NEW}") **ja**'),
    ('"Anna Bos"', "", "[Zwolle](https://x.nl/bos ) **ja**"),
    ("Anna", 'een "bron"', '[Zwolle](https://x.nl/bos "een bron Bos") **ja**'),
    ('bos "Anna', NEW, '[Zwolle](https://x.nl/# " Bos") **ja**'),
    ("https://x.nl/bos ", NEW, '[Zwolle](# "Anna Bos") **ja**'),
    ('(https://x.nl/bos "Anna Bos")', "", "[Zwolle](#) **ja**"),
    ('Bos") **ja', NEW, f'[Zwolle](https://x.nl/bos "Anna ")**{NEW}**'),
    ("Zwolle](https://x.nl/", NEW, f'[{NEW}](#bos "Anna Bos") **ja**'),
    ('Zwolle](https://x.nl/bos "Anna', NEW, f'[{NEW}](# " Bos") **ja**'),
    ('[Zwolle](https://x.nl/bos "Anna Bos")', NEW, f"{NEW} **ja**"),
]


@pytest.mark.parametrize(("stretch", "new", "expected"), LINKS)
def test_a_link_stays_one(stretch: str, new: str, expected: str) -> None:
    document = load('[Zwolle](https://x.nl/bos "Anna Bos") **ja**')
    assert final(document, edit(document.text, stretch, new)) == expected


@pytest.mark.parametrize(
    ("source", "edits", "expected"),
    [
        ('[Z](https://x.nl/bos "Anna")', [("https://x.nl/bos", "[weg]"), ('"Anna"', NEW)], f'[Z](# "{NEW}")'),
        ("![Anna bij de sluis](anna.jpg)", [("Anna", NEW), ("(anna.jpg)", "")], f"![{NEW} bij de sluis](#)"),
        ("[Z][q]\n\n[q]: anna.nl 'Anna'\n", [("anna.nl", "[weg]"), ("'Anna'", NEW)], f"[Z][q]\n\n[q]: # '{NEW}'\n"),
        ("[Z][anna]\n\n[anna]: x.nl\n", [("anna", NEW), ("anna]:", f"{NEW}]:")], "[Z][naam weg]\n\n[naam weg]: x.nl\n"),
        ("Anna: nee\n", [("Anna", NEW)], "\\[naam weg\\]: nee\n"),
        ("Anna(31) zei", [("Anna", NEW)], "\\[naam weg\\](31) zei"),
    ],
)
def test_links_of_every_form(source: str, edits: list[tuple[str, str]], expected: str) -> None:
    made, at = [], 0
    for stretch, new in edits:
        start = source.index(stretch, at)
        at = start + len(stretch.removesuffix("]:"))
        made.append(Edit(("d1",), Span(start, at), Action.REPLACE, new.removesuffix("]:"), DetailType.TRIP))
    document = load(source)
    assert MARKDOWN.final(document, made).decode() == expected


@pytest.mark.parametrize(
    "source",
    [
        "<!--" * 300_000,
        "<!a " * 50_000,
        "[" * 200_000,
        '[a]: b "\n' * 30_000,
        "<!" * 50_000 + "<!-- x -->" + "-- y -->" * 50_000,
        "a %% " * 50_000 + "\n\n" + "a {>> {-- " * 50_000,
        "---\n" + "a: b\n" * 100_000,
        "---\r\n" + "a: b\r\n" * 100_000,
    ],
    ids=["open", "declarations", "brackets", "titles", "nested", "notes", "front matter", "front matter of Windows"],
)
def test_hostile_files_are_read_quickly(source: str) -> None:
    start = time.process_time()
    MARKDOWN.read(source.encode(), "x.md")
    assert time.process_time() - start < 10


@pytest.mark.parametrize("new", ["[naam weg]", "[…]", "iemand"])
def test_a_note_keeps_its_reference(new: str) -> None:
    text = "Een zin met noot.[^zonnebloem] En meer.\n\n[^zonnebloem]: Uit een gesprek.\n"
    document = load(text)
    first, last = text.index("zonnebloem"), text.rindex("zonnebloem")
    edits = [
        Edit((f"d{at}",), Span(at, at + len("zonnebloem")), Action.REPLACE, new, DetailType.NAME)
        for at in (first, last)
    ]
    label = new.strip("[]").replace(" ", "-")
    assert final(document, *edits) == f"Een zin met noot.[^{label}] En meer.\n\n[^{label}]: Uit een gesprek.\n"


LETTERS = {
    "by number": ("Mar&#105;eke Quisten&#x62;urg belde.", "Marieke Quistenburg belde."),
    "by name": ("Ren&eacute;e&nbsp;Bakker belde.", "Renée\xa0Bakker belde."),
    "parted": ("Rene&#769;e O&#39;Brien en O&rsquo;Hara", "Rene\u0301e O'Brien en O’Hara"),
    "Markdown's own": (
        "a &lt;!-- b --&gt; c &#42;d&#42; &amp;eacute;",
        "a &lt;!-- b --&gt; c &#42;d&#42; &amp;eacute;",
    ),
    "escaped": ("a \\&eacute; b \\\\&eacute;", "a \\&eacute; b \\\\é"),
    "none": ("R&D; &nosuchsign; &#10; 'x&#39; y'", "R&D; &nosuchsign; &#10; 'x&#39; y'"),
}


@pytest.mark.parametrize(("source", "shown"), LETTERS.values(), ids=LETTERS)
def test_a_letter_by_number_or_by_name_is_read_and_written_as_the_letter(source: str, shown: str) -> None:
    document = load(source)
    assert document.text == shown
    assert final(document) == shown


def test_no_half_of_a_name_written_by_number_stays() -> None:
    document = load("Bron: Mar&#105;eke Quisten&#98;urg (31) belde.")
    assert final(document, edit(document.text, "Marieke Quistenburg", NEW)) == f"Bron: {NEW} (31) belde."
