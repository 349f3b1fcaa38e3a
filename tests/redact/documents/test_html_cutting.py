"""Tags found all at once are those that the rules find one by one, whatever the page."""

from __future__ import annotations

import random
import tracemalloc

import pytest
from bronwacht.redact.documents.html import cutting
from bronwacht.redact.documents.html.arrays import Parts, Tokens
from bronwacht.redact.documents.html.cutting import cut
from bronwacht.redact.documents.html.tokens import tokens
from hypothesis import given, settings
from hypothesis import strategies as st

TAGS = [
    "<p>", "</p>", "<span>", "</span>", '<span class="c1">', '<span class="c2">', "<b>", "</b>", "<br>", "<BR/>",
    '<a href="https://example.org/een?a=1&amp;b=2">', "</a>", "<td>", "<table>", "</table>", "<div hidden>", "<i/>",
    '<p title="een lang woord dat verder gaat dan vierenzestig tekens bij elkaar gezet">', "<x-y>", "<ÿ>", "<h1 é=é>",
]  # fmt: skip
ODD = [
    '<p a="', '<p a=">', "<a b='>", '"', "'", "<", ">", "<!-- a > b -->", "<!-- a",
    "-->", "<!>", "<?x?>", "</ >", "< p>",
    "<style>p>b{}</style>", "<script>", "</script>", "<title>a<b", "<textarea>", "<body", "<body>", "<plaintext>",
    "<p/",
    "<p a=b\0>", "<p\n>", "<a href=x>y", "<bodyguard>", "<!doctype html>", "<svg><title>a</title>", "<xmp>", "</title>",
]  # fmt: skip
TEXTS = ["", "", "een", "één – “twee”", "a &amp; b", "\U0001f40e", "&lt;", "\n", "ÿ", "\ud800"]


def read(source: str) -> None:
    """Compare a page's tokens with those that the rules cut."""
    found, expected = cut(source), tokens(source)
    assert list(found) == expected
    markup = expected[1::2]
    assert list(found.distinct) == list(dict.fromkeys(markup))
    assert [found.distinct[kind] for kind in found.kinds] == markup


@given(st.lists(st.sampled_from(TAGS + TEXTS + ODD), max_size=40))
@settings(max_examples=400)
def test_any_page_is_cut_as_the_rules_cut_it(parts: list[str]) -> None:
    read("".join(parts))


@given(st.lists(st.sampled_from(TAGS + TEXTS), max_size=30), st.lists(st.sampled_from(TAGS + ODD), max_size=6))
@settings(max_examples=200)
def test_a_head_before_a_plain_body(body: list[str], head: list[str]) -> None:
    read("".join([*head, "<body>", *body, "</body>"]))


@pytest.mark.parametrize("text", ["een", "één", "“twee”", "\U0001f40e"])
@pytest.mark.parametrize("head", ["", "<style>p > b {}</style><body>"])
def test_many_equal_tags_are_told_by_arrays(text: str, head: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "_of_any", None)  # all of it is plain
    drawn = random.Random(1)
    read(head + "".join(drawn.choice(TAGS[:-2]) + drawn.choice(["", text]) for _ in range(4000)))


def test_tags_that_share_a_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "_SLOTS", 1)
    read("<body>" + "".join(f'<span class="c{number % 7}">een</span>' for number in range(500)))


@given(
    st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(TEXTS)), max_size=30),
    st.dictionaries(st.integers(0, 60), st.sampled_from(["", "nieuw", "\x01", "“"])),
    st.dictionaries(st.sampled_from(TAGS), st.sampled_from(["", "\x01", "\x04\x0e"])),
)
@settings(max_examples=400)
def test_parts_joined_are_what_each_says(
    pairs: list[tuple[str, str]], given_: dict[int, str], codes: dict[str, str]
) -> None:
    found = cut("".join(tag + text for tag, text in pairs))
    parts = Parts(found, [codes.get(tag, "") for tag in found.distinct])
    says = [codes.get(token, "") if at % 2 else token for at, token in enumerate(found)]
    for token, text in given_.items():
        if token < len(found):
            parts[token] = says[token] = text
    whole, starts = parts.joined()
    assert whole == "".join(says)
    assert [whole[start:end] for start, end in zip(starts, list(starts)[1:], strict=False)] == says
    assert [parts[at] for at in range(len(found))] == says


@given(st.lists(st.sampled_from(TAGS + TEXTS), max_size=40))
def test_texts_that_have_a_character(parts: list[str]) -> None:
    found: Tokens = cut("".join(parts))
    assert list(found.having("&")) == [at for at in range(0, len(found), 2) if "&" in found[at]]


def test_the_length_of_one_tag_is_not_the_length_of_a_table() -> None:
    source = f'<body><img src="data:image/png;base64,{"A" * (8 << 20)}">' + "<p>een</p>" * 100
    tracemalloc.start()
    try:
        assert len(cut(source)) == 2 * source.count("<") + 1
        assert tracemalloc.get_traced_memory()[1] < 5 * len(source)
    finally:
        tracemalloc.stop()
