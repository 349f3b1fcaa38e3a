"""The promises file: what it may say, and that nothing it holds by mistake is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from bronwacht.redact.draft import DetailType, Level
from bronwacht.redact.promises import (
    FINEST,
    Promise,
    PromisesError,
    promise_of,
    read_promises,
)

WHO = ["Merel", "Wulp"]


def test_rules_by_kind_of_detail(tmp_path: Path) -> None:
    file = tmp_path / "promises.toml"
    file.write_text(
        '[[promise]]\ncodename = "merel"\nAGE = "broad"\nEMPLOYER = "never"\n'
        '[[promise]]\ncodename = "Wulp"\nGENDER = "publish"\n'
    )
    assert read_promises(file, WHO) == (
        Promise("Merel", {DetailType.AGE: Level.BROAD, DetailType.EMPLOYER: Level.ABSENT}),
        Promise("Wulp", {DetailType.GENDER: Level.EXACT}),
    )


def test_the_words_are_those_of_the_vault() -> None:
    from bronwacht.vault.source import DETAIL_TYPES
    from bronwacht.vault.source import Promise as Word

    assert list(FINEST) == [word.value for word in Word]
    assert {type.value for type in DetailType} == set(DETAIL_TYPES)
    assert promise_of("Merel", dict.fromkeys(DETAIL_TYPES, "vague")).rules[DetailType.TRAIT] is Level.VAGUE


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no promise"),
        ("[Jansen]\nAGE = 'broad'", r"only \[\[promise\]\] tables"),
        ("[[promise]]\ncodename = 'Marijke Jansen'\nAGE = 'never'", "promise 1 is to nobody of the story file"),
        ("[[promise]]\nname = 'Jansen'\nAGE = 'never'", "promise.codename"),
        ("[[promise]]\ncodename = 'Merel'\nname = 'Jansen'\nAGE = 'never'", "neither codename nor a kind"),
        ("[[promise]]\ncodename = 'Merel'\nJansen = 'never'", "neither codename nor a kind"),
        ("[[promise]]\ncodename = 'Merel'", "promise 1 says nothing"),
        ("[[promise]]\ncodename = 'Merel'\nAGE = 'Jansen'", "unknown word for AGE"),
        ("[[promise]]\ncodename = 'Merel'\nAGE = 3", "promise.AGE"),
        ("[[promise]]\ncodename = 'Merel'\nAGE = 'near'\n[[promise]]\ncodename = 'MEREL'\nID = 'near'", "two promises"),
        ("[[promise]", "not valid TOML"),
    ],
)
def test_what_is_refused_is_never_repeated(text: str, says: str, tmp_path: Path) -> None:
    (file := tmp_path / "promises.toml").write_text(text)
    with pytest.raises(PromisesError, match=says) as refused:
        read_promises(file, WHO)
    assert "Jansen" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_without_a_story_there_is_nobody_to_have_promised(tmp_path: Path) -> None:
    (file := tmp_path / "promises.toml").write_text("[[promise]]\ncodename = 'Merel'\nAGE = 'near'")
    with pytest.raises(PromisesError, match="--story"):
        read_promises(file, [])


def test_a_type_that_is_none_is_refused_from_a_vault_too() -> None:
    with pytest.raises(PromisesError, match="choose from NAME"):
        promise_of("Merel", {"HAT": "never"})


def test_a_promise_does_not_show_what_was_agreed() -> None:
    assert "AGE" not in repr(promise_of("Merel", {"AGE": "never"}))
