from __future__ import annotations

import numpy as np
import pytest
from bronwacht.redact.detect.letters import Letters
from bronwacht.redact.detect.network import FILE, KINDS, Network, network
from bronwacht.redact.draft import Lang

TEXT = "A nurse on the night ward, 43, said she had complained in March.\n\nThe mayor, Ann Lee, denied it."


def fresh() -> Network:
    with np.load(FILE) as file:
        return Network({key: file[key] for key in file.files})


def test_every_token_gets_a_distribution() -> None:
    net = network()
    reading = net.read(TEXT, Lang.EN)
    found = net.probabilities(reading, Lang.EN)
    assert found.shape == (len(reading.spans), 1 + 2 * len(KINDS))
    assert np.allclose(found.sum(1), 1, atol=1e-5)
    assert (found >= 0).all()


def test_what_was_read_before_makes_no_difference() -> None:
    one, other = fresh(), fresh()
    other.probabilities(other.read("Een heel andere tekst over een nurse.", Lang.NL), Lang.NL)
    first = one.probabilities(one.read(TEXT, Lang.EN), Lang.EN)
    assert np.array_equal(first, other.probabilities(other.read(TEXT, Lang.EN), Lang.EN))
    assert np.array_equal(first, one.probabilities(one.read(TEXT, Lang.EN), Lang.EN))


def test_a_draft_is_read_the_same_whichever_words_of_it_were_seen_before() -> None:
    """To the last digit: scores are in the outputs of a batch, and those must not depend on its order."""
    words = TEXT.split()
    by_itself = fresh()
    expected = by_itself.probabilities(by_itself.read(TEXT, Lang.EN), Lang.EN)
    for count in range(1, len(words)):
        net = fresh()
        net.probabilities(net.read(" ".join(words[:count]), Lang.EN), Lang.EN)
        assert np.array_equal(expected, net.probabilities(net.read(TEXT, Lang.EN), Lang.EN))


def test_the_words_kept_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    net = fresh()
    before = net.probabilities(net.read(TEXT, Lang.EN), Lang.EN)
    monkeypatch.setattr(Letters, "MAX_WORDS", 5)
    net.probabilities(net.read("Other words that fill what is kept, one after the other.", Lang.EN), Lang.EN)
    assert np.array_equal(before, net.probabilities(net.read(TEXT, Lang.EN), Lang.EN))


def test_an_empty_text() -> None:
    net = network()
    assert net.probabilities(net.read("", Lang.NL), Lang.NL).shape == (0, 1 + 2 * len(KINDS))


def test_the_weights_are_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FILE.parent.glob("*.npz")) < 30_000_000
