"""What letters come to is summed a word at a time, whichever words stand beside it."""

from __future__ import annotations

import numpy as np
from bronwacht.redact.detect.letters import Letters
from hypothesis import given
from hypothesis import strategies as st

NETWORKS, WIDTH = 2, 5
ROWS = {name: row for row, name in enumerate("abcdefgh")}
CODED = np.random.default_rng(1).integers(-127, 128, (len(ROWS), NETWORKS, WIDTH)).astype(np.int8)
SCALE = np.random.default_rng(2).random((len(ROWS), NETWORKS), np.float32)
WORDS = st.lists(st.text("abcdefghxyz", min_size=1, max_size=6), min_size=1, max_size=9, unique=True)


def letters() -> Letters:
    return Letters(tuple, ROWS, CODED, SCALE)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_word_is_the_sum_of_its_features_whatever_came_before(drafts: list[list[str]]) -> None:
    seen = letters()
    for words in drafts:
        found = seen.of(words)
        assert found.shape == (NETWORKS, len(words), WIDTH)
        for n, word in enumerate(words):
            rows = [ROWS[name] for name in word if name in ROWS]
            expected = (CODED[rows] * SCALE[rows][:, :, None].astype(np.float64)).sum(0)
            assert np.allclose(found[:, n], expected, atol=1e-3)
            assert np.array_equal(found[:, n], letters().of([word])[:, 0])
