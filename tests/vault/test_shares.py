from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import shamir_mnemonic
from bronwacht.vault import age
from bronwacht.vault.errors import ShareError, SpoiledShareError, TooFewSharesError
from bronwacht.vault.secret import Secret
from bronwacht.vault.shares import (
    SECRET_SIZE,
    SHARE_WORDS,
    claimed_number,
    combine,
    identity_of,
    read_words,
    secret_of,
    split,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST

SECRET = Secret(bytes(range(SECRET_SIZE)))
SIZES = [(k, n) for n in range(2, 8) for k in range(2, n + 1)]


@pytest.mark.parametrize(("threshold", "count"), SIZES, ids=str)
def test_every_k_of_n_rebuild_and_every_fewer_fail(threshold: int, count: int) -> None:
    shares = split(SECRET, threshold=threshold, count=count)
    for size in range(count + 1):
        for chosen in itertools.combinations(shares, size):
            if size >= threshold:
                assert combine(chosen) == SECRET
            else:
                with pytest.raises(TooFewSharesError):
                    combine(chosen)


def test_fewer_shares_than_asked_hold_no_information() -> None:
    # Two shares of three, and any secret at all: some third share would give it. Shown on the values themselves, for
    # one byte: every possible byte of the secret comes up exactly once as the third share's byte runs over all values.
    from shamir_mnemonic.shamir import RawShare, _interpolate

    secrets = {
        _interpolate([RawShare(0, b"\x17"), RawShare(1, b"\x2a"), RawShare(2, bytes([x]))], 255)[0] for x in range(256)
    }
    assert len(secrets) == 256


@pytest.mark.parametrize(("threshold", "count"), [size for size in SIZES if size[0] > 2], ids=str)
def test_fewer_shares_do_not_pass_for_enough_by_saying_so(threshold: int, count: int) -> None:
    """Every k−1 of n, each rewritten, checksum and all, to say that k−1 open."""
    forged = []
    for share in split(SECRET, threshold=threshold, count=count):
        inside = shamir_mnemonic.Share.from_mnemonic(share.words.reveal_text())
        forged.append(read_words(Secret(replace(inside, member_threshold=threshold - 1).mnemonic())))
    for chosen in itertools.combinations(forged, threshold - 1):
        with pytest.raises(SpoiledShareError):
            combine(chosen)


def test_the_same_share_twice_counts_once() -> None:
    shares = split(SECRET, threshold=2, count=3)
    with pytest.raises(TooFewSharesError):
        combine([shares[0], shares[0]])


def test_shares_of_two_sets_are_not_combined() -> None:
    one, other = (split(SECRET, threshold=2, count=2) for _ in range(2))
    with pytest.raises(SpoiledShareError) as refusal:
        combine([one[0], other[1]])
    assert not set(str(refusal.value).split()) & set(one[0].words.reveal_text().split()[4:-3])


@pytest.mark.parametrize(("threshold", "count"), [(1, 1), (1, 3), (3, 2), (2, 17), (0, 0)], ids=str)
def test_a_split_that_makes_no_sense(threshold: int, count: int) -> None:
    with pytest.raises(ShareError):
        split(SECRET, threshold=threshold, count=count)


@settings(max_examples=40)
@given(st.integers(0, SHARE_WORDS - 1), st.sampled_from(WORDLIST))
def test_a_wrong_word_is_noticed_and_not_repeated(place: int, word: str) -> None:
    share = split(SECRET, threshold=2, count=3)[1]
    words = share.words.reveal_text().split()
    if words[place] == word:
        return
    words[place] = word
    with pytest.raises(ShareError) as refusal:
        read_words(Secret(" ".join(words)))
    assert refusal.value.exit_code == 4
    assert str(refusal.value) == "the share is spoiled: a word is wrong, or two changed places"
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize(
    "spoil",
    [
        lambda words: words[:-1],
        lambda words: [*words, words[0]],
        lambda words: [],
        lambda words: ["xyzzy", *words[1:]],
        lambda words: [words[1], words[0], *words[2:]],
        lambda words: ["\N{SNOWMAN}", *words[1:]],
    ],
    ids=["cut off", "one more", "none", "no such word", "swapped", "no word at all"],
)
def test_what_is_no_share(spoil: object) -> None:
    words = split(SECRET, threshold=2, count=2)[0].words.reveal_text().split()
    with pytest.raises(ShareError):
        read_words(Secret(" ".join(spoil(words))))  # type: ignore[operator]


def test_bytes_that_are_no_text_are_no_share() -> None:
    with pytest.raises(ShareError):
        read_words(Secret(b"\xff\xfe"))
    assert claimed_number(Secret(b"\xff")) is None


@pytest.mark.parametrize(
    "foreign",
    [
        lambda: shamir_mnemonic.generate_mnemonics(1, [(1, 1)], bytes(32))[0][0],
        lambda: shamir_mnemonic.generate_mnemonics(2, [(2, 2), (2, 2)], bytes(32))[0][0],
        lambda: shamir_mnemonic.generate_mnemonics(1, [(2, 2)], bytes(32), iteration_exponent=3)[0][0],
        lambda: shamir_mnemonic.generate_mnemonics(1, [(2, 2)], bytes(32), extendable=False, iteration_exponent=0)[0][
            0
        ],
        lambda: shamir_mnemonic.generate_mnemonics(1, [(2, 2)], bytes(16))[0][0],
    ],
    ids=["one of one", "of groups", "slower", "not extendable", "of 16 bytes"],
)
def test_a_share_of_somebodys_wallet_is_refused(foreign: object) -> None:
    with pytest.raises(ShareError):
        read_words(Secret(foreign()))  # type: ignore[operator]


def test_case_and_spaces_do_not_matter() -> None:
    share = split(SECRET, threshold=2, count=2)[0]
    text = share.words.reveal_text()
    assert read_words(Secret("\n  ".join(text.upper().split()))) == share


def test_the_reference_tool_rebuilds_a_post_quantum_identity() -> None:
    pair = age.generate_identity()
    shares = split(secret_of(Secret(pair.identity)), threshold=2, count=3)
    rebuilt = shamir_mnemonic.combine_mnemonics([share.words.reveal_text() for share in shares[1:]])
    identity = identity_of(Secret(rebuilt)).reveal_text()
    assert identity == pair.identity
    assert age.decrypt(age.encrypt(b"x", recipients=[pair.recipient]), identities=[identity]) == b"x"


def test_only_a_post_quantum_identity_is_split() -> None:
    with pytest.raises(ShareError):
        secret_of(Secret(age.generate_identity(post_quantum=False).identity))


def test_a_spoiled_share_still_says_its_number() -> None:
    share = split(SECRET, threshold=2, count=5)[3]
    words = share.words.reveal_text().split()
    words[10] = "academic" if words[10] != "academic" else "acid"
    assert claimed_number(Secret(" ".join(words))) == 4


def test_a_commitment_is_the_shares_own_and_shows_nothing_of_it() -> None:
    shares = split(SECRET, threshold=2, count=7)
    assert len({share.commitment for share in shares}) == 7
    assert read_words(shares[0].words).commitment == shares[0].commitment
    assert "Secret(…)" in repr(shares[0])
    assert not set(repr(shares[0]).split()) & set(shares[0].words.reveal_text().split())
