"""What the program makes of the corpus' test drafts, for people to read: ``python bench/wording.py [--rungs] [LANG]``.

Reads and plans the first drafts of each language's test split as the program does, and writes every sentence that an
edit changes, before and after, under the line in docs/wording.md that says so. Whether a sentence reads well no program
can tell; what a reading found stands above that line. With ``--rungs`` every wording of every detail is printed, in its
place, not only the one that the plan chose.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from bronwacht.redact.analysis import Analysis
from bronwacht.redact.draft import Draft, Edit, Lang, Reading, Span
from bronwacht.redact.pipeline import analyse, read
from bronwacht.redact.segment import segment
from bronwacht.redact.story import PublicName, Story
from bronwacht.redact.wording import ladder
from marked import KEEP, Marked, corpus

DOCS = Path(__file__).resolve().parent.parent / "docs" / "wording.md"
BELOW = "<!-- bench/wording.py writes what follows -->"
DRAFTS = 20
AROUND = 50
"""Characters shown on either side of a wording with ``--rungs``."""


def readings(lang: Lang) -> Iterator[tuple[Marked, Reading, Story]]:
    """The first test drafts of a language with what the program reads in them; marked public names are the story's."""
    for draft in list(corpus(lang, test=True))[:DRAFTS]:
        names = dict.fromkeys(draft.text[mark.start : mark.end] for mark in draft.marks if mark.type == KEEP)
        story = Story(public=tuple(PublicName(name) for name in names), published=draft.published)
        yield draft, read(Draft(draft.text, lang, draft.name, draft.published), story), story


def sentences(text: str, edits: Sequence[Edit]) -> Iterator[tuple[Span, list[Edit]]]:
    """The sentences that edits change, those that one edit joins as one."""
    found: list[tuple[Span, list[Edit]]] = []
    for edit in edits:
        first = segment(text).sentence_at(edit.span.start) or edit.span
        last = segment(text).sentence_at(max(edit.span.start, edit.span.end - 1)) or edit.span
        span = Span(min(first.start, edit.span.start), max(last.end, edit.span.end))
        if found and found[-1][0].end > span.start:
            found[-1] = (Span(found[-1][0].start, max(found[-1][0].end, span.end)), [*found[-1][1], edit])
        else:
            found.append((span, [edit]))
    yield from found


def before_and_after(text: str, span: Span, edits: Sequence[Edit]) -> tuple[str, str]:
    """The sentence as it was and as it is, with what changes in bold."""
    old, new, at = "", "", span.start
    for edit in edits:
        same = plain(text[at : edit.span.start])
        old += same + bold(edit.span.of(text))
        new += same + (bold(edit.replacement) if edit.replacement else "")
        at = edit.span.end
    rest = plain(text[at : span.end])
    return old + rest, new + rest


def plain(words: str) -> str:
    """``words`` as they can stand in a table of Markdown."""
    return " ".join(words.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").split("\n")).replace("<", "&lt;")


def bold(words: str) -> str:
    """``words`` in bold, the blanks at their ends outside."""
    inner = plain(words).strip()
    if not inner:
        return words
    start, end = len(words) - len(words.lstrip()), len(words.rstrip())
    return f"{words[:start]}**{inner}**{words[end:]}"


def table(analysis: Analysis) -> Iterator[str]:
    """A row for each changed sentence: before, after, and of each edit its type, level and action."""
    text = analysis.reading.draft.text
    facts = {detail.id: detail.fact for detail in analysis.reading.details}
    yield "| before | after | edits |"
    yield "|---|---|---|"
    for span, edits in sentences(text, analysis.edits):
        old, new = before_and_after(text, span, edits)
        told = []
        for edit in edits:
            levels = {analysis.levels.get(facts.get(id) or "") for id in edit.details}
            shown = "/".join(sorted(level for level in levels if level)) or "direct"
            told.append(f"{edit.reason} {shown} {edit.action}")
        yield f"| {old} | {new} | {', '.join(told)} |"


def print_rungs(reading: Reading) -> None:
    """Every wording of every detail, in its place."""
    text = reading.draft.text
    for detail in reading.details:
        start, end = max(0, detail.span.start - AROUND), detail.span.end + AROUND
        around = f"{text[start : detail.span.start]}⟦{detail.span.of(text)}⟧{text[detail.span.end : end]}"
        print(detail.type, around.replace("\n", "⏎"))
        for rung in ladder(reading.draft, detail):
            left, right = text[max(0, rung.span.start - AROUND) : rung.span.start], text[rung.span.end : end]
            print(f"  {rung.level:6} {left}⟦{rung.text}⟧{right}".replace("\n", "⏎"))


def main() -> None:
    """Write the tables, or print the wordings."""
    parser = argparse.ArgumentParser(description="what the program makes of the corpus' test drafts")
    parser.add_argument("lang", nargs="?", choices=[str(lang) for lang in Lang])
    parser.add_argument("--rungs", action="store_true", help="print every wording of every detail")
    options = parser.parse_args()
    lines: list[str] = []
    count = 0
    for lang in [Lang(options.lang)] if options.lang else list(Lang):
        lines += ["", f"## {'Dutch' if lang is Lang.NL else 'English'}"]
        for draft, reading, story in readings(lang):
            if options.rungs:
                print(f"# {draft.name}")
                print_rungs(reading)
                continue
            analysis = analyse(reading, story)
            count += len(analysis.edits)
            lines += ["", f"### {draft.name}", ""]
            lines += table(analysis) if analysis.edits else ["Nothing is edited."]
    if not options.rungs:
        head = DOCS.read_text(encoding="utf-8").split(BELOW)[0] if DOCS.exists() else "# Wordings, before and after\n\n"
        DOCS.write_text(f"{head}{BELOW}\n" + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{count} edits written to {DOCS}")


if __name__ == "__main__":
    main()
