"""Train the tagger on the corpus: ``python bench/train.py``; the same corpus gives the same bytes.

Needs bench/requirements-train.txt, in an environment of its own. One network learns both languages from all of the
corpus but its test split, twice, from different beginnings. Names, towns and ages are swapped for random ones in most
passes, so that it does not learn them by heart. With ``--fold K`` one of five parts of the training drafts is left
out, to be scored; give ``--out`` with it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from bronwacht.redact.detect.network import DILATIONS, FILE, KINDS
from bronwacht.redact.detect.reading import WIDTH, Reader
from bronwacht.redact.detect.vectors import vectors
from bronwacht.redact.detect.wordlists import WordLists, word_lists
from bronwacht.redact.draft import Lang, Span
from marked import KEEP, Marked, corpus
from torch import Tensor, nn

SEEDS = (1, 2)
"""A network each; their probabilities are averaged."""

EPOCHS = 12
BATCH = 2
RATE = 3e-3
DECAY = 0.01
DROPOUT = 0.35
LOST = 0.1
"""The share of a word's own features that is left out in a pass, so that none is relied on alone."""

SMOOTHING = 0.05
NAME_WEIGHT = 3.0
"""How much more a protected name counts than any other token: there are eight public names for each."""

HIDDEN, LETTERS = 128, 48
SWAPS = 4
"""Copies of each draft with other names, towns and ages."""

VARIANT_WEIGHTS = (0.3, *[0.6 / SWAPS] * SWAPS, 0.1)
"""How often a pass takes the draft itself, each copy, and one in small letters."""

MIN_COUNT = 3
"""Drafts' words in which a feature must stand to be learned."""

TOWNS_SWAPPED = 0.5
"""The share of the towns that such a copy has others for."""

FOLDS = 5
_AGE = re.compile(r"(?<!\w)[1-9]\d(?!\w)")


@dataclass
class Example:
    """One draft as tensors: the features of its words as a bag, vectors, context, groups to pool, labels."""

    bag: Tensor
    offsets: Tensor
    vectors: Tensor
    context: Tensor
    groups: tuple[Tensor, Tensor, Tensor]
    labels: Tensor


class Block(nn.Module):
    """A gated convolution over three tokens, ``step`` apart."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.normal = nn.LayerNorm(HIDDEN)
        self.conv = nn.Conv1d(HIDDEN, 2 * HIDDEN, 3, padding=step, dilation=step)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, z: Tensor) -> Tensor:
        """The tokens, (tokens, hidden), with what stands beside them."""
        gate, value = self.conv(self.normal(z).T[None])[0].T.chunk(2, -1)
        return z + self.drop(torch.sigmoid(gate) * value)


class Net(nn.Module):
    """What redact/detect/network.py runs."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.letters = nn.EmbeddingBag(features, LETTERS, mode="sum")
        nn.init.normal_(self.letters.weight, 0, 0.1)
        self.vector = nn.Linear(vectors().width, HIDDEN)
        self.spell = nn.Linear(LETTERS, HIDDEN, bias=False)
        self.context = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.blocks = nn.ModuleList(Block(step) for step in DILATIONS)
        self.pool = nn.Linear(3 * HIDDEN, HIDDEN)
        self.normal = nn.LayerNorm(HIDDEN)
        self.out = nn.Linear(HIDDEN, 1 + 2 * len(KINDS))
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x: Example) -> Tensor:
        """A score for every label of every token."""
        bag, offsets = _lose(x.bag, x.offsets) if self.training else (x.bag, x.offsets)
        z = self.vector(self.drop(x.vectors)) + self.spell(self.drop(self.letters(bag, offsets)))
        z = torch.relu(z + self.context(self.drop(x.context)))
        for number, block in enumerate(self.blocks):
            if number == len(DILATIONS) // 2:
                pooled = torch.cat([_mean(z, group) for group in x.groups], -1)
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
            found[f"block{n}.conv"] = block.conv.weight.permute(2, 1, 0).reshape(3 * HIDDEN, 2 * HIDDEN)
            found[f"block{n}.conv_bias"] = block.conv.bias
        return {key: value.detach().numpy().astype(np.float16) for key, value in found.items()}


def _lose(bag: Tensor, offsets: Tensor) -> tuple[Tensor, Tensor]:
    kept = torch.rand(len(bag)) > LOST
    owner = (torch.searchsorted(offsets, torch.arange(len(bag)), right=True) - 1)[kept]
    return bag[kept], torch.searchsorted(owner, torch.arange(len(offsets)))


def _mean(z: Tensor, group: Tensor) -> Tensor:
    count = int(group.max()) + 1
    sums = torch.zeros(count, z.shape[1]).index_add_(0, group, z)
    sizes = torch.zeros(count).index_add_(0, group, torch.ones(len(group))).clamp(min=1)
    return (sums / sizes[:, None])[group]


def swapped(draft: Marked, rng: random.Random) -> Marked:
    """The draft with names, towns and ages replaced, the same everywhere; the marks move along."""
    lists = word_lists(Lang(draft.lang))
    others = _other_names(draft, lists, rng) | _other_ages(draft, rng)
    towns = sorted(lists.towns)
    for word in sorted(set(re.findall(r"\w+", draft.text))):
        if word in lists.towns and word not in others and rng.random() < TOWNS_SWAPPED:
            others[word] = rng.choice(towns)
    return replace_words(draft, others)


def _other_names(draft: Marked, lists: WordLists, rng: random.Random) -> dict[str, str]:
    first = sorted(n for n in lists.first_names if " " not in n)
    last = sorted(n for n in lists.surnames if " " not in n)
    names: dict[str, str] = {}
    for mark in draft.marks:
        if mark.type not in ("NAME", KEEP) or not mark.who[0].startswith(("p", "s", "o")):
            continue
        words = draft.text[mark.start : mark.end].split()
        for n, word in enumerate(words):
            if word.isalpha() and word[0].isupper() and len(word) > 2 and word not in names:
                given = n == 0 and (len(words) > 1 or word in lists.first_names)
                names[word] = rng.choice(first if given else last)
    return names


def _other_ages(draft: Marked, rng: random.Random) -> dict[str, str]:
    ages = (
        age for mark in draft.marks if mark.type == "AGE" for age in _AGE.findall(draft.text[mark.start : mark.end])
    )
    return {age: str(rng.randint(18, 79)) for age in ages}


def replace_words(draft: Marked, names: dict[str, str]) -> Marked:
    """The draft with whole words replaced, and its marks where they then stand."""
    if not names:
        return draft
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?!\w)")
    text, last, moves = "", 0, [(0, 0)]
    for found in pattern.finditer(draft.text):
        text += draft.text[last : found.start()] + names[found[0]]
        last = found.end()
        moves.append((found.end(), len(text) - found.end()))
    text += draft.text[last:]

    def moved(at: int) -> int:
        return at + next(by for start, by in reversed(moves) if start <= at)

    marks = tuple(replace(m, start=moved(m.start), end=moved(m.end)) for m in draft.marks)
    return replace(draft, text=text, marks=marks)


def labels(draft: Marked, spans: Sequence[Span]) -> list[int]:
    """The label of every token; a mark's first token begins it."""
    found = [0] * len(spans)
    for mark in draft.marks:
        inside = [i for i, s in enumerate(spans) if s.start < mark.end and mark.start < s.end]
        for n, i in enumerate(inside):
            found[i] = 1 + 2 * KINDS.index(mark.type) + (n > 0)
    return found


class Examples:
    """Makes tensors of drafts; ``features`` are those that stand often enough in the drafts given first."""

    def __init__(self, drafts: Iterable[Marked]) -> None:
        self._readers = {lang: Reader(lang) for lang in Lang}
        counts: Counter[str] = Counter()
        for draft in drafts:
            reader = self._readers[Lang(draft.lang)]
            for word in reader.read(draft.text).words:
                counts.update(reader.word(word).features)
        self.features = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
        self._rows = {name: row for row, name in enumerate(self.features)}

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
            torch.from_numpy(vectors().of([word.low for word in words])),
            torch.from_numpy(reading.context),
            (
                torch.tensor([same.setdefault(word.low, len(same)) for word in words]),
                torch.from_numpy(reading.sentence),
                torch.from_numpy(reading.paragraph),
            ),
            torch.tensor(labels(draft, reading.spans)),
        )


def train(drafts: Sequence[Marked], *, epochs: int, seed: int) -> tuple[Net, Examples]:
    """A network trained on ``drafts``, and the maker of examples that goes with it."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    examples = Examples(drafts)
    passes = [_variants(examples, draft, rng) for draft in drafts]
    net = Net(len(examples.features))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(passes) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING, weight=_label_weights())
    for epoch in range(epochs):
        net.train()
        rng.shuffle(passes)
        total = 0.0
        for at in range(0, len(passes), BATCH):
            optimiser.zero_grad()
            for variants in passes[at : at + BATCH]:
                example = rng.choices(variants, VARIANT_WEIGHTS)[0]
                loss = loss_of(net(example), example.labels) / BATCH
                loss.backward()
                total += loss.item()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"pass {epoch + 1}/{epochs}  loss {total / len(passes) * BATCH:.3f}", flush=True)
    net.eval()
    return net, examples


def _variants(examples: Examples, draft: Marked, rng: random.Random) -> list[Example]:
    copies = [swapped(draft, rng) for _ in range(SWAPS)]
    # A few capitals become two characters, which would move the marks.
    small = copies[0].text.lower()
    lowered = replace(copies[0], text=small) if len(small) == len(copies[0].text) else draft
    return [examples.make(variant) for variant in (draft, *copies, lowered)]


def _label_weights() -> Tensor:
    weights = torch.ones(1 + 2 * len(KINDS))
    first = 1 + 2 * KINDS.index("NAME")
    weights[first : first + 2] = NAME_WEIGHT
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
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    drafts = [draft for lang in Lang for draft in corpus(lang, test=False) if fold_of(draft) != args.fold]
    arrays: dict[str, np.ndarray] = {}
    for number, seed in enumerate(args.seeds):
        net, examples = train(drafts, epochs=args.epochs, seed=seed)
        arrays |= {f"{number}.{key}": value for key, value in net.weights().items()}
        arrays["features"] = np.frombuffer("\n".join(examples.features).encode(), np.uint8)
    np.savez(args.out, **arrays)


if __name__ == "__main__":
    main()
