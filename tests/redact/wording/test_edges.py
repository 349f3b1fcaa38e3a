"""Where an edit meets the words beside it: over the whole corpus none runs words together, doubles, or unbalances."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Action, Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle
from bronwacht.redact.wording import ladder
from bronwacht.redact.wording.lint import faults

ROOT = Path(__file__).resolve().parents[3]
EVERY = 6
"""One of so many drafts is looked at in a run of the tests; every one of them was when this was written."""
WIDER = [level for level in Level if level is not Level.EXACT]
_ARTICLES = {Lang.NL: "een|de", Lang.EN: "a|an|the"}  # "het" is a pronoun too: "ik heb het een vriend verteld"
_OWNER = re.compile(
    r"(?<!\b(?:he|it))(?<!\b(?:she|who))(?<!\b(?:that|here))(?<=\w)(?:['’]s|(?<=s)['’]) (?:a|an|the) ", re.I
)
_PAIRS = ("()", "[]", "«»")


@pytest.fixture
def drafts(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Draft, Sequence[Detail]]]:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from marked import KEEP, read_marked

    def read() -> Iterator[tuple[Draft, Sequence[Detail]]]:
        for path in [path for lang in Lang for path in sorted((ROOT / "corpus" / lang).glob("*.txt"))[::EVERY]]:
            found = read_marked(path)
            lang, text = Lang(found.lang), found.text
            stretches = [(Span(m.start, m.end), DetailType(m.type)) for m in found.marks if m.type != KEEP]
            yield (
                Draft(text, lang, published=(2024, 6)),
                [
                    Detail(f"d{n}", span, type, 1.0, value_of(type, text, span, lang))
                    for n, (span, type) in enumerate(stretches)
                ],
            )

    return read()


def in_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def runs_together(text: str, span: Span, new: str) -> bool:
    """Whether an end of ``span`` of ``text`` lies in a word once ``new`` stands there, and did not before."""
    edited = text[: span.start] + new + text[span.end :]
    ends = (span.start, span.start), (span.end, span.start + len(new))
    return any(in_word(edited, now) and not in_word(text, was) for was, now in ends)


def signs(text: str, lang: Lang) -> Mapping[str, int]:
    articles = _ARTICLES[lang]
    return {
        "blank": len(re.findall(r"(?<=\S)[ \u00a0]{2,}", text)),
        "article": len(re.findall(rf"\b(?:{articles}) \[?(?:{articles})\b(?!-)", text, re.IGNORECASE)),
        "owner": len(_OWNER.findall(text)) if lang is Lang.EN else 0,
        **{pair: abs(text.count(pair[0]) - text.count(pair[1])) for pair in _PAIRS},
        "quotes": text.count('"') % 2 + sum(map(text.count, "“„”")) % 2,
    }


def grown(before: str, after: str, lang: Lang) -> list[str]:
    """The signs of which a paragraph has more after an edit than before."""
    was, now = signs(before, lang), signs(after, lang)
    return [name for name in was if now[name] > was[name]]


def test_no_wording_spoils_what_stands_beside_it(drafts: Iterator[tuple[Draft, Sequence[Detail]]]) -> None:
    tried, wrong = 0, []
    for draft, details in drafts:
        text = draft.text
        for detail in details:
            for rung in ladder(draft, detail, hide_gender=tried % 2 == 1):
                if rung.action is Action.KEEP:
                    continue
                tried += 1
                start = text.rfind("\n", 0, rung.span.start) + 1
                end = text.find("\n", rung.span.end) % (len(text) + 1)
                after = text[start : rung.span.start] + rung.text + text[rung.span.end : end]
                found = grown(text[start:end], after, draft.lang)
                found += ["run together"] * runs_together(text, rung.span, rung.text)
                wrong += [(detail.type, rung.level, found)] if found else []
    assert tried > 10_000
    assert not wrong


def test_no_edits_together_spoil_a_draft(drafts: Iterator[tuple[Draft, Sequence[Detail]]]) -> None:
    chance, tried, wrong = random.Random(5), 0, []
    for draft, details in drafts:
        chosen = [Choice(detail, chance.choice(WIDER), chance.random() < 0.3) for detail in details]
        edits = settle(draft, chosen)
        tried += len(edits)
        written, shift = apply_edits(draft.text, edits), 0
        for edit in edits:
            old, new = edit.span.end - edit.span.start, len(edit.replacement)
            ends = (edit.span.start, edit.span.start + shift), (edit.span.end, edit.span.start + shift + new)
            wrong += [edit.reason for was, now in ends if in_word(written, now) and not in_word(draft.text, was)]
            shift += new - old
        wrong += grown(draft.text, written, draft.lang)
    assert tried > 2_000
    assert not wrong


def test_words_run_together_are_seen() -> None:
    assert faults("The firm's only chef left.", "The firma chef left.", Span(8, 15), Lang.EN) == ["run together"]
    assert faults("She's 44 and left.", "Sheleft.", Span(3, 13), Lang.EN) == ["run together"]
    assert not faults("At 44, she left.", "She left.", Span(0, 8), Lang.EN)
