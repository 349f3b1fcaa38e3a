"""The corrections file: read and written the same, refused by key, and followed only in its own draft."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from bronwacht.redact.corrections import (
    NEAR,
    Corrections,
    CorrectionsError,
    DetailIs,
    RoleIs,
    SamePerson,
    Stretch,
    corrections_text,
    parse_corrections,
    read_corrections,
    write_corrections,
)
from bronwacht.redact.draft import DetailType, Observability, Role, Span
from hypothesis import given
from hypothesis import strategies as st

TEXT = "The ferry master rang on Monday. She had the log. A deckhand, 24, saw it too.\n\nShe left the firm in May.\n"


def stretch(words: str, text: str = TEXT, nth: int = 0) -> Stretch:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Stretch(at, at + len(words), words)


FULL = Corrections(
    details=(
        DetailIs(stretch("ferry master"), DetailType.OCCUPATION, "Tern", Observability.PUBLIC_LIFE),
        DetailIs(stretch("24"), person=stretch("deckhand")),
    ),
    not_details=(stretch("Monday"),),
    same=(SamePerson("Tern", stretch("She", nth=1)),),
    roles=(RoleIs(stretch("deckhand"), Role.BYSTANDER),),
)

HAND_WRITTEN = """
[[detail]]
start = 4
end = 16
words = "ferry master"
type = "OCCUPATION"
person = "Tern"
observability = "public_life"

[[detail]]
start = 62
end = 64
words = "24"
person = { start = 52, end = 60, words = "deckhand" }

[[not_detail]]
start = 25
end = 31
words = "Monday"

[[same]]
one = "Tern"
other = { start = 79, end = 82, words = "She" }

[[role]]
person = { start = 52, end = 60, words = "deckhand" }
role = "bystander"
"""


def test_a_file_written_by_hand() -> None:
    assert parse_corrections(HAND_WRITTEN) == FULL


words = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    start = draw(st.integers(0, 10_000))
    return Stretch(start, start + draw(st.integers(1, 300)), draw(words))


who = st.one_of(words, stretches())
corrections = st.builds(
    Corrections,
    st.lists(
        st.builds(
            DetailIs,
            stretches(),
            st.none() | st.sampled_from(DetailType),
            st.none() | who,
            st.none() | st.sampled_from(Observability),
        ),
        max_size=3,
    ).map(tuple),
    st.lists(stretches(), max_size=3).map(tuple),
    st.lists(st.builds(SamePerson, who, who), max_size=2).map(tuple),
    st.lists(st.builds(RoleIs, who, st.sampled_from(Role)), max_size=2).map(tuple),
)


@given(corrections)
def test_what_is_written_reads_the_same(found: Corrections) -> None:
    assert parse_corrections(corrections_text(found)) == found


def test_a_written_file_is_its_owners_alone_and_takes_the_older_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    write_corrections(Corrections(), path)
    assert read_corrections(path) == Corrections()
    write_corrections(FULL, path)
    assert read_corrections(path) == FULL
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(CorrectionsError, match="another place"):
        write_corrections(FULL, tmp_path / "none" / "corrections.toml")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CorrectionsError, match="nothing was written"):
        write_corrections(FULL, tmp_path / "folder")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corrections.toml", "folder"]


def test_no_words_in_a_repr() -> None:
    assert "deckhand" not in repr(FULL)


STRETCH = "start = 4\nend = 16\nwords = 'ferry master'\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("details = []", "unknown key in the corrections file: details"),
        ("[[detail]]\nstart = 4\nend = 16", "^detail.words in the corrections file should be"),
        ("[[detail]]\nstart = '4'\nend = 16\nwords = 'x'", "^detail.start in the corrections file should be"),
        ("[[detail]]\nstart = 16\nend = 16\nwords = 'x'", "^detail.end in the corrections file should be"),
        ("[[detail]]\nstart = -1\nend = 16\nwords = 'x'", "^detail.end in the corrections file should be"),
        (f"[[detail]]\nstart = 1\nend = {10**30}\nwords = 'x'", "^detail.end in the corrections file should be"),
        ("[[detail]]\nstart = 4\nend = 16\nwords = ' ferry'", "^detail.words in the corrections file should be"),
        (f"[[detail]]\n{STRETCH}kind = 'AGE'", "unknown key in the corrections file: detail.kind"),
        (f"[[detail]]\n{STRETCH}type = 'JOB'", "unknown type .* choose from NAME"),
        (f"[[detail]]\n{STRETCH}type = ''", "unknown type"),
        (f"[[detail]]\n{STRETCH}observability = 'secret'", "unknown observability .* workplace"),
        (f"[[detail]]\n{STRETCH}person = 3", "^detail.person in the corrections file should be"),
        (f"[[detail]]\n{STRETCH}person = ''", "^detail.person in the corrections file should be"),
        (f"[[detail]]\n{STRETCH}person = {{ start = 4 }}", "^detail.person.end in the corrections file should be"),
        (
            f"[[detail]]\n{STRETCH}person = {{ start = 4, end = 9, words = 'ferry', role = 'x' }}",
            "corrections file: detail.person.role",
        ),
        (f"[[not_detail]]\n{STRETCH}type = 'AGE'", "corrections file: not_detail.type"),
        ("[[same]]\none = 'Tern'", "^same.other in the corrections file should be"),
        ("[[role]]\nperson = 'Tern'", "^role.role in the corrections file should be"),
        ("[[role]]\nperson = 'Tern'\nrole = 'boss'", "unknown role .* bystander"),
        ("[[role]]\nperson = 'Tern'\nrole = 'source'\nand = 1", "corrections file: role.and"),
        ("[[detail]", "the corrections file is not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_by_key(text: str, says: str) -> None:
    with pytest.raises(CorrectionsError, match=says) as error:
        parse_corrections(text)
    assert "ferry" not in str(error.value)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CorrectionsError, match="cannot read the corrections file"):
        read_corrections(tmp_path / "none.toml")
    with pytest.raises(CorrectionsError, match="is not a file"):
        read_corrections(tmp_path)


def test_a_file_in_a_closed_folder_is_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(*_: object, **__: object) -> os.stat_result:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "stat", shut)
    with pytest.raises(CorrectionsError, match=r"none.toml: cannot read the corrections file: permission denied"):
        read_corrections(tmp_path / "none.toml")


def test_stretches_at_their_place_stay_as_they_are() -> None:
    assert FULL.located(TEXT) == FULL


@given(st.text(alphabet="abc \n", max_size=NEAR - 1))
def test_stretches_are_followed_where_the_text_has_moved(before: str) -> None:
    before += "\n"
    found = FULL.located(before + TEXT)
    for old, new in ((FULL.details[0].stretch, found.details[0].stretch), (FULL.same[0].other, found.same[0].other)):
        assert isinstance(old, Stretch) and isinstance(new, Stretch)
        assert (new.start, new.end) == (old.start + len(before), old.end + len(before))
        assert new.words == old.words


def test_words_that_stand_twice_nearby_are_followed_by_the_stretch_before_them() -> None:
    alone = Corrections(not_details=(stretch("She", nth=1),))
    with pytest.raises(CorrectionsError, match="not of this draft"):
        alone.located("Moved. " + TEXT)
    together = Corrections(not_details=(stretch("Monday"), stretch("She", nth=1)))
    assert together.located("Moved. " + TEXT).not_details[1].start == 7 + stretch("She", nth=1).start


def test_a_line_that_was_broken_elsewhere_is_the_same_words() -> None:
    broken = TEXT.replace("ferry master", "ferry\n  master")
    assert FULL.located(broken).details[0].stretch.span.of(broken) == "ferry\n  master"


def test_a_part_of_a_word_is_a_stretch_at_its_place_and_is_not_looked_for_elsewhere() -> None:
    part = Corrections(not_details=(stretch("deck"),))
    assert part.located(TEXT) == part
    with pytest.raises(CorrectionsError, match="not of this draft"):
        part.located("Moved. " + TEXT)


@pytest.mark.parametrize(
    "text",
    ["", "An unrelated draft about a bakery.", "x" * (NEAR + 1) + " " + TEXT, TEXT.replace("Monday", "Tuesday")],
)
def test_the_file_of_another_draft_is_refused(text: str) -> None:
    with pytest.raises(CorrectionsError, match="not of this draft") as error:
        FULL.located(text)
    assert "\n" not in str(error.value) and "Monday" not in str(error.value)


@pytest.mark.parametrize(
    "twice",
    [
        {"details": (DetailIs(stretch("ferry master"), DetailType.OCCUPATION),), "not_details": (stretch("ferry"),)},
        {"details": (DetailIs(stretch("May")), DetailIs(stretch("May"), DetailType.DATE))},
        {"not_details": (stretch("in May"), stretch("firm in"))},
    ],
)
def test_two_corrections_of_the_same_words_are_refused(twice: dict[str, Any]) -> None:
    with pytest.raises(CorrectionsError, match="two corrections"):
        Corrections(**twice).located(TEXT)


def test_a_stretch_of_a_text_has_no_spaces_at_its_ends() -> None:
    assert Stretch.of(TEXT, Span(3, 17)) == stretch("ferry master")
    with pytest.raises(ValueError, match="must have words"):
        Stretch.of(TEXT, Span(3, 4))


def test_everybody_is_named_once() -> None:
    assert FULL.persons == ("Tern", stretch("deckhand"), stretch("She", nth=1))


def test_whoever_is_protected_by_name_is_looked_for() -> None:
    words = ["Peter van Es", "Fleur McKay", "STOLK", "The nurse", "een bron"]
    roles = tuple(RoleIs(Stretch(10 * n, 10 * n + len(said), said), Role.SOURCE) for n, said in enumerate(words))
    public = RoleIs(Stretch(90, 94, "Anna"), Role.PUBLIC)
    told = DetailIs(Stretch(100, 105, "kleine"), DetailType.NAME)
    assert Corrections(details=(told,), roles=(*roles, public)).names == (
        "kleine",
        "Peter van Es",
        "Fleur McKay",
        "STOLK",
    )
