"""A gated convolution over the tokens of a draft: each is looked at beside those ``step`` before and behind it.

Called by the network, whose time goes here: six of these take more than all else together. So it is done with two
thirds of the multiplications: two neighbouring outputs of three weights each come from four products and not from six
(Winograd's F(2, 3); Lavin and Gray, "Fast algorithms for convolutional neural networks", 2015, section 4.1). What can
be worked into the weights once is: the scale and offset of the normal, and the slope of the gate.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_EPSILON = np.float32(1e-5)
_CHUNK = 1024
"""Tokens at a time, at most: what is in between takes eight times their memory."""

_SLOPE, _HALF = 1 / 6, 0.5
"""Of the gate, a sigmoid made of straight pieces: an exponential for every number would take a third of the time."""


class Convolution:
    """``z`` plus the gated convolution of its normal.

    ``conv`` has the weights of the three tokens, one under the other: half of its columns are for the gate, half for
    what is let through; ``conv_bias`` is added. ``gain`` and ``bias`` are of the normal; no gain may be zero.
    """

    WEIGHTS = ("gain", "bias", "conv", "conv_bias")

    def __init__(self, step: int, weights: Mapping[str, Floats]) -> None:
        gain, offset, conv, bias = (np.asarray(weights[name], np.float64) for name in self.WEIGHTS)
        width = len(gain)
        self._step = step
        three = conv.reshape(3, width, -1).copy()
        three[:, :, :width] *= _SLOPE
        bias = np.concatenate([bias[:width] * _SLOPE + _HALF, bias[width:]])
        self._bias = (bias + offset @ three.sum(0)).astype(np.float32)
        before, own, behind = three * gain[:, None]
        every = (before, (before + own + behind) / 2, (before - own + behind) / 2, behind)
        self._weights = np.asarray(every, np.float32)
        self._nothing = (-offset / gain).astype(np.float32)
        """What stands beyond the ends of the text: with gain and offset it comes to nothing."""

    def __call__(self, z: Floats) -> Floats:
        """(tokens, width) to (tokens, width)."""
        count, width = z.shape
        pair = 2 * self._step
        pairs = -(-count // pair)  # of ``step`` tokens each, so that the one's neighbours behind are the other
        wide = np.empty((pairs + 1, 2, self._step, width), np.float32)
        tokens = wide.reshape(-1, width)
        tokens[: self._step] = tokens[self._step + count :] = self._nothing
        normal(z, out=tokens[self._step : self._step + count])
        gated = np.empty((pairs, 2, self._step, width), np.float32)
        for start in range(0, pairs, max(1, _CHUNK // pair)):
            end = min(start + max(1, _CHUNK // pair), pairs)
            gated[start:end] = self._gated(wide[start : end + 1])
        found = gated.reshape(-1, width)[:count]
        found += z
        return found

    def _gated(self, wide: Floats) -> Floats:
        """The outputs of pairs, (pairs, 2, step, width); ``wide`` begins ``step`` tokens earlier and has one more."""
        width = wide.shape[-1]
        (first, second), (third, fourth) = (wide[:-1, 0], wide[:-1, 1]), (wide[1:, 0], wide[1:, 1])
        inputs = np.empty((4, *first.shape), np.float32)
        np.subtract(first, third, out=inputs[0])
        np.add(second, third, out=inputs[1])
        np.subtract(third, second, out=inputs[2])
        np.subtract(second, fourth, out=inputs[3])
        one, two, three, four = products = np.matmul(inputs.reshape(4, -1, width), self._weights)
        two += self._bias
        one += two
        one += three
        two -= three
        two -= four
        gate = np.clip(products[:2, :, :width], 0, 1)
        gate *= products[:2, :, width:]
        return np.asarray(gate.reshape(2, *first.shape).swapaxes(0, 1), np.float32)


def normal(z: Floats, out: Floats | None = None) -> Floats:
    """Each row less its mean, by its standard deviation."""
    share = np.full((z.shape[1], 1), 1 / z.shape[1], np.float32)
    centred = np.subtract(z, z @ share, out=out)
    deviation = np.einsum("ij,ij->i", centred, centred)[:, None]
    deviation *= share[0]
    deviation += _EPSILON
    np.sqrt(deviation, out=deviation)
    centred /= deviation
    return np.asarray(centred, np.float32)
