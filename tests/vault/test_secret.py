from __future__ import annotations

import copy
import pickle

import pytest
from bronwacht.vault.keys import new_editor
from bronwacht.vault.secret import MASK, Secret

WORD = "zwanenmeer"


@pytest.mark.parametrize(
    "view", [repr, str, "{}".format, "{0!r:>20}".format, ascii, lambda s: f"{s}", lambda s: f"{[s]}"]
)
def test_no_view_shows_it(view: object) -> None:
    shown = view(Secret(WORD))  # type: ignore[operator]
    assert MASK[:6] in shown
    assert WORD not in shown


def test_it_cannot_be_pickled_copied_or_hashed() -> None:
    for leak in (pickle.dumps, copy.copy, copy.deepcopy, hash):
        with pytest.raises(TypeError):
            leak(Secret(WORD))  # type: ignore[operator]


def test_wiping_empties_the_buffer_itself() -> None:
    secret = Secret(WORD)
    buffer = secret._value
    secret.wipe()
    assert not any(buffer)
    assert secret.reveal() == b""


def test_equality_is_by_value() -> None:
    assert Secret(WORD) == Secret(WORD.encode())
    assert Secret(WORD) != Secret("other")
    assert Secret(WORD) != WORD


def test_an_editors_key_shows_only_the_name() -> None:
    key = new_editor("Anna")
    assert "Anna" in repr(key)
    assert "AGE-SECRET" not in repr(key)
    assert key.signing.ed25519_seed.reveal().hex() not in repr(key)
