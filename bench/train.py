"""Train the tagger on the corpus: ``python bench/train.py``; the same corpus gives the same bytes.

Needs bench/requirements-train.txt, in an environment of its own. One network learns both languages from all of the
corpus but its test split. Most passes see a copy of a draft with other names, towns, ages and words (augment.py), so
that it does not learn them by heart. With ``--fold K`` one of five parts of the training drafts is left
out, to be scored; give ``--out`` with it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from augment import blurred, swapped
from bronwacht.redact.detect.circumstances import WIDTH
from bronwacht.redact.detect.network import DILATIONS, FILE, KEEP, KINDS
from bronwacht.redact.detect.reading import Reader
from bronwacht.redact.detect.vectors import vectors
from bronwacht.redact.draft import Lang, Span
from marked import Marked, before_news
from torch import Tensor, nn

SEEDS = (1, 2)
"""A network each; their probabilities are averaged."""

EPOCHS = 18
BATCH = 2
RATE = 3e-3
DECAY = 0.01
DROPOUT = 0.35
LOST = 0.1
"""The share of a word's own features that is left out in a pass, so that none is relied on alone."""

SMOOTHING = 0.05
NAME_WEIGHT = 3.0
"""How much more a protected name counts than any other token: there are eight public names for each."""

HIDDEN, LETTERS = 96, 48
SWAPS, BLURS = 4, 5
"""Copies of each draft with other names, towns and ages, and copies with other words besides."""

VARIANT_WEIGHTS = (0.15, *[0.37 / SWAPS] * SWAPS, 0.08, *[0.4 / BLURS] * BLURS)
"""How often a pass takes the draft itself, each copy, one in small letters, and each blurred copy."""

MIN_COUNT = 3
"""Drafts' words in which a feature must stand to be learned."""

TAUGHT = 0.75
"""How much of the loss a teacher's probabilities have where there are any."""

FOLDS = 5
NOTHING: Mapping[str, np.ndarray] = {}


@dataclass
class Example:
    """One draft as tensors: the features of its words as a bag, vectors, context, groups to pool, labels.

    There are ten thousand of them at once, so the vectors are halves and the context bytes.
    """

    bag: Tensor
    offsets: Tensor
    vectors: Tensor
    context: Tensor
    groups: tuple[Tensor, Tensor, Tensor]
    labels: Tensor
    soft: Tensor | None = None


class Block(nn.Module):
    """A gated convolution over three tokens, ``step`` apart."""

    def __init__(self, step: int, hidden: int) -> None:
        super().__init__()
        self.normal = nn.LayerNorm(hidden)
        self.conv = nn.Conv1d(hidden, 2 * hidden, 3, padding=step, dilation=step)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, z: Tensor) -> Tensor:
        """The tokens, (tokens, hidden), with what stands beside them."""
        gate, value = self.conv(self.normal(z).T[None])[0].T.chunk(2, -1)
        return z + self.drop(nn.functional.hardsigmoid(gate) * value)


class Net(nn.Module):
    """What redact/detect/network.py runs."""

    def __init__(self, features: int, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.letters = nn.EmbeddingBag(features, LETTERS, mode="sum")
        nn.init.normal_(self.letters.weight, 0, 0.1)
        self.vector = nn.Linear(vectors().width, hidden)
        self.spell = nn.Linear(LETTERS, hidden, bias=False)
        self.context = nn.Linear(WIDTH, hidden, bias=False)
        self.blocks = nn.ModuleList(Block(step, hidden) for step in DILATIONS)
        self.pool = nn.Linear(3 * hidden, hidden)
        self.normal = nn.LayerNorm(hidden)
        self.out = nn.Linear(hidden, 1 + 2 * len(KINDS))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Example) -> Tensor:
        """A score for every label of every token."""
        bag, offsets = lose(x.bag, x.offsets) if self.training else (x.bag, x.offsets)
        z = self.vector(self.drop(x.vectors.float())) + self.spell(self.drop(self.letters(bag, offsets)))
        z = torch.relu(z + self.context(self.drop(x.context.float())))
        for number, block in enumerate(self.blocks):
            if number == len(DILATIONS) // 2:
                pooled = torch.cat([mean(z, group) for group in x.groups], -1)
                z = z + torch.relu(self.pool(self.drop(pooled)))
            z = block(z)
        return self.out(self.drop(self.normal(z)))

    def weights(self) -> dict[str, np.ndarray]:
        """The weights under the names, and in the shapes, that network.py wants."""
        found = {
            "letters": self.letters.weight,
            "letters.out": self.spell.weight.T,
            "vector": self.vector.weight.T,
            "bias": self.vector.bias,
            "context": self.context.weight.T,
            "pool": self.pool.weight.T,
            "pool.bias": self.pool.bias,
            "norm.gain": self.normal.weight,
            "norm.bias": self.normal.bias,
            "out": self.out.weight.T,
            "out.bias": self.out.bias,
        }
        for n, block in enumerate(self.blocks):
            found[f"block{n}.gain"], found[f"block{n}.bias"] = block.normal.weight, block.normal.bias
            found[f"block{n}.conv"] = block.conv.weight.permute(2, 1, 0).reshape(3 * self.pool.out_features, -1)
            found[f"block{n}.conv_bias"] = block.conv.bias
        arrays = {key: value.detach().numpy().astype(np.float16) for key, value in found.items()}
        return arrays | in_bytes(arrays["letters"])


def in_bytes(letters: np.ndarray) -> dict[str, np.ndarray]:
    """The features' weights as whole numbers from -127 to 127 and a scale for each feature: half the file."""
    whole = letters.astype(np.float32)
    scale = np.maximum(np.abs(whole).max(1), 1e-6).astype(np.float32) / 127
    return {
        "letters": np.rint(whole / scale[:, None]).astype(np.int8),
        "letters.scale": scale,
    }


def lose(bag: Tensor, offsets: Tensor) -> tuple[Tensor, Tensor]:
    """The bag without a random tenth of its features, and the offsets that go with it."""
    kept = torch.rand(len(bag)) > LOST
    owner = (torch.searchsorted(offsets, torch.arange(len(bag)), right=True) - 1)[kept]
    return bag[kept], torch.searchsorted(owner, torch.arange(len(offsets)))


def mean(z: Tensor, group: Tensor) -> Tensor:
    """For every token the mean of its group."""
    count = int(group.max()) + 1
    sums = torch.zeros(count, z.shape[1]).index_add_(0, group, z)
    sizes = torch.zeros(count).index_add_(0, group, torch.ones(len(group))).clamp(min=1)
    return (sums / sizes[:, None])[group]


def labels(draft: Marked, spans: Sequence[Span]) -> list[int]:
    """The label of every token; a mark's first token begins it."""
    found = [0] * len(spans)
    for mark in draft.marks:
        inside = [i for i, s in enumerate(spans) if s.start < mark.end and mark.start < s.end]
        for n, i in enumerate(inside):
            found[i] = 1 + 2 * KINDS.index(mark.type) + (n > 0)
    return found


def learned(drafts: Iterable[Marked]) -> list[str]:
    """The names of the features that stand often enough in ``drafts`` to be learned."""
    readers = {lang: Reader(lang) for lang in Lang}
    counts: Counter[str] = Counter()
    for draft in drafts:
        reader = readers[Lang(draft.lang)]
        for word in reader.read(draft.text).words:
            counts.update(reader.word(word).features)
    return sorted(name for name, count in counts.items() if count >= MIN_COUNT)


class Examples:
    """Makes tensors of drafts, of the features that are learned."""

    def __init__(self, features: Sequence[str]) -> None:
        self.features = features
        self._readers = {lang: Reader(lang) for lang in Lang}
        self._rows = {name: row for row, name in enumerate(features)}

    def make(self, draft: Marked) -> Example:
        """The draft as tensors."""
        reader = self._readers[Lang(draft.lang)]
        reading = reader.read(draft.text)
        words = [reader.word(word) for word in reading.words]
        bags = [[self._rows[name] for name in word.features if name in self._rows] for word in words]
        ends = np.cumsum([0, *map(len, bags)])
        same: dict[str, int] = {}
        return Example(
            torch.tensor([row for bag in bags for row in bag], dtype=torch.long),
            torch.tensor(ends[:-1]),
            torch.from_numpy(vectors().of([word.low for word in words])).half(),
            torch.from_numpy(reading.context).to(torch.uint8),
            (
                torch.tensor([same.setdefault(word.low, len(same)) for word in words]),
                torch.from_numpy(reading.sentence),
                torch.from_numpy(reading.paragraph),
            ),
            torch.tensor(labels(draft, reading.spans)),
        )


def train(
    drafts: Sequence[Marked], *, epochs: int, seed: int, soft: Mapping[str, np.ndarray] = NOTHING
) -> tuple[Net, Examples]:
    """A network trained on ``drafts``, and the maker of examples that goes with it.

    ``soft`` are a teacher's probabilities by :func:`key` of a copy's text.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    examples = Examples(learned(drafts))
    passes = [[_example(examples, copy, soft) for copy in variants(draft)] for draft in drafts]
    net = Net(len(examples.features))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(passes) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    loss_of = Loss()
    for epoch in range(epochs):
        net.train()
        rng.shuffle(passes)
        total = 0.0
        for at in range(0, len(passes), BATCH):
            optimiser.zero_grad()
            for copies in passes[at : at + BATCH]:
                example = rng.choices(copies, VARIANT_WEIGHTS)[0]
                loss = loss_of(net(example), example) / BATCH
                loss.backward()
                total += loss.item()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"pass {epoch + 1}/{epochs}  loss {total / len(passes) * BATCH:.3f}", flush=True)
    net.eval()
    return net, examples


def key(text: str) -> str:
    """The name of a text's soft labels in their file."""
    return hashlib.sha256(text.encode()).hexdigest()


def _example(examples: Examples, draft: Marked, soft: Mapping[str, np.ndarray]) -> Example:
    found = soft.get(key(draft.text))
    return replace(examples.make(draft), soft=None if found is None else torch.from_numpy(found))


class Loss:
    """Cross entropy with the marks, and for the most part with a teacher's probabilities where there are any."""

    def __init__(self, detail_weight: float = 1.0) -> None:
        self._weights = _label_weights(detail_weight)
        self._marks = nn.CrossEntropyLoss(label_smoothing=SMOOTHING, weight=self._weights)

    def __call__(self, scores: Tensor, example: Example) -> Tensor:
        """The mean over the tokens, protected names weighed."""
        marks = self._marks(scores, example.labels)
        if example.soft is None:
            return marks
        weights = self._weights[example.labels]
        each = -(example.soft.float() * torch.log_softmax(scores, -1)).sum(-1)
        return (1 - TAUGHT) * marks + TAUGHT * (each * weights).sum() / weights.sum()


def variants(draft: Marked) -> list[Marked]:
    """The draft and its copies, in the order of :data:`VARIANT_WEIGHTS`; of a draft always the same ones."""
    rng = random.Random(draft.name)
    copies = [swapped(draft, rng) for _ in range(SWAPS)]
    return [draft, *copies, small(copies[0], draft), *(blurred(draft, rng) for _ in range(BLURS))]


def small(draft: Marked, otherwise: Marked | None = None) -> Marked:
    """The draft in small letters; ``otherwise`` (else itself) where that would move the marks."""
    # A few capitals become two characters.
    text = draft.text.lower()
    return replace(draft, text=text) if len(text) == len(draft.text) else otherwise or draft


def _label_weights(detail_weight: float) -> Tensor:
    """How much each label counts: ``detail_weight`` that of a detail, names more."""
    weights = torch.full((1 + 2 * len(KINDS),), detail_weight)
    weights[0] = weights[1 + 2 * KINDS.index(KEEP) :] = 1
    first = 1 + 2 * KINDS.index("NAME")
    weights[first : first + 2] = NAME_WEIGHT * detail_weight
    return weights


def fold_of(draft: Marked) -> int:
    """Which of the folds the draft is in, by the hash of its name."""
    return int(hashlib.md5(draft.name.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def main() -> None:
    """Train, and write the weights to their file, or to ``--out``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fold", type=int, choices=range(FOLDS))
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--soft", type=Path, help="a teacher's probabilities, as teacher.py writes them")
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    drafts = [draft for lang in Lang for draft in before_news(lang) if fold_of(draft) != args.fold]
    soft = dict(np.load(args.soft)) if args.soft else NOTHING
    arrays: dict[str, np.ndarray] = {}
    for number, seed in enumerate(args.seeds):
        net, examples = train(drafts, epochs=args.epochs, seed=seed, soft=soft)
        arrays |= {f"{number}.{key}": value for key, value in net.weights().items()}
        arrays["features"] = np.frombuffer("\n".join(examples.features).encode(), np.uint8)
    np.savez(args.out, **arrays)


if __name__ == "__main__":
    main()
