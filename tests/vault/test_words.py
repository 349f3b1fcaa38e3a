from __future__ import annotations

import math

from bronwacht.redact.template import _CODENAMES
from bronwacht.vault.words import FINGERPRINT_WORDS, digest_words, new_codename, new_passphrase, word_list
from hypothesis import given
from hypothesis import strategies as st


def test_the_passphrase_list_is_five_dice_of_distinct_words() -> None:
    words = word_list("diceware")
    assert len(words) == len(set(words)) == 6**5
    assert all(word == word.lower() and " " not in word for word in words)


def test_a_passphrase_has_six_words_and_is_another_every_time() -> None:
    words = {new_passphrase().reveal_text() for _ in range(50)}
    assert len(words) == 50
    assert all(len(text.split()) == 6 and set(text.split()) <= set(word_list("diceware")) for text in words)
    assert 6 * math.log2(len(word_list("diceware"))) > 77


@given(st.binary(min_size=32, max_size=32), st.integers(0, 255))
def test_words_follow_from_the_digest(digest: bytes, bit: int) -> None:
    assert digest_words(digest) == digest_words(digest)
    assert len(digest_words(digest)) == FINGERPRINT_WORDS
    flipped = (int.from_bytes(digest) ^ (1 << bit)).to_bytes(32)
    assert digest_words(flipped) != digest_words(digest)


def test_no_vault_draws_what_a_new_story_calls_its_sources() -> None:
    """By chance the promise to one would be held against another."""
    stand_ins = {name.casefold() for names in _CODENAMES.values() for name in names}
    assert not stand_ins & {name.casefold() for name in word_list("codenames")}


def test_codenames_are_free_whatever_the_case_and_do_not_run_out() -> None:
    names = word_list("codenames")
    assert len(names) == len({name.casefold() for name in names}) > 200
    taken: list[str] = []
    for _ in range(3 * len(names)):
        name = new_codename([word.upper() for word in taken])
        assert name.casefold() not in {word.casefold() for word in taken}
        taken.append(name)
