"""The convolution with fewer multiplications is the one that it stands for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from bronwacht.redact.detect import convolution
from bronwacht.redact.detect.convolution import Convolution
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
WIDTH = 8


def weights(seed: int) -> Mapping[str, NDArray[np.float32]]:
    random = np.random.default_rng(seed)
    return {
        "gain": random.uniform(0.3, 1.7, WIDTH).astype(np.float32),
        "bias": random.uniform(-0.5, 0.5, WIDTH).astype(np.float32),
        "conv": random.uniform(-0.3, 0.3, (3 * WIDTH, 2 * WIDTH)).astype(np.float32),
        "conv_bias": random.uniform(-1, 1, 2 * WIDTH).astype(np.float32),
    }


def plain(z: Numbers, step: int, weights: Mapping[str, NDArray[np.float32]]) -> Numbers:
    """As the trainer has it: nothing stands beyond the ends."""
    gain, offset, conv, bias = (weights[name].astype(np.float64) for name in ("gain", "bias", "conv", "conv_bias"))
    centred = z - z.mean(1, keepdims=True)
    normal = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-5) * gain + offset
    wide = np.pad(normal, ((step, step), (0, 0)))
    three = np.concatenate([wide[: len(z)], wide[step : len(z) + step], wide[2 * step :]], axis=1)
    gate, through = np.split(three @ conv + bias, 2, axis=1)
    return z + np.clip(gate / 6 + 0.5, 0, 1) * through


@settings(deadline=None)
@given(st.integers(1, 70), st.sampled_from([1, 2, 4]), st.integers(0, 2**32 - 1), st.sampled_from([1, 16, 1024]))
def test_it_is_the_plain_one(count: int, step: int, seed: int, chunk: int) -> None:
    z = np.random.default_rng(seed).normal(0, 2, (count, WIDTH)).astype(np.float32)
    before = z.copy()
    size, convolution._CHUNK = convolution._CHUNK, chunk
    try:
        found = Convolution(step, weights(seed))(z)
    finally:
        convolution._CHUNK = size
    assert found.dtype == np.float32
    assert np.allclose(found, plain(z.astype(np.float64), step, weights(seed)), rtol=0, atol=2e-5)
    assert np.array_equal(z, before)
