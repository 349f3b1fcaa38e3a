"""Fine-tune an encoder on the corpus, and let it label the drafts: ``python bench/teacher.py OUT.npz``.

What the tagger's network learns from (``bench/train.py --soft OUT.npz``) is then not only the marks, but how sure a
much larger network is of every label, also on copies of the drafts in other words (Hinton et al. 2015; Jiao et al.
2020). The encoder's states are added to the inputs of the network of train.py, which runs on top, and both are trained
together; a second head on the encoder alone shares the loss. One teacher for both languages: what it learns of one
helps with the other. Each pass takes all Dutch drafts and every other English one, which it knows more of already.
Three quarters of an hour on two cores, 7 GB.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from bronwacht.redact.detect.circumstances import WIDTH
from bronwacht.redact.detect.network import DILATIONS, KINDS
from bronwacht.redact.detect.reading import Reader
from bronwacht.redact.draft import Lang
from encoder import END, SIZE, START, Encoder, Published, pieces, published
from marked import Marked, before_news
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from train import BATCH, VARIANT_WEIGHTS, Example, Examples, Loss, Net, key, learned, lose, mean, variants

HIDDEN = 112
LABELS = 1 + 2 * len(KINDS)
ROOM = 254
"""Word pieces of a window."""

EPOCHS = 5
ENCODER_RATE, RATE, LAYER_DECAY, DECAY, WARM = 2e-4, 2e-3, 0.85, 0.01, 0.1
"""The encoder's upper layers learn faster than its lower ones; the rest learns ten times as fast."""

SECOND = 0.4
"""The weight of the second head's loss."""


@dataclass
class Pieced(Example):
    """An example with its word pieces: ``sizes`` begin in each token, ``first`` is the first that touches it."""

    ids: tuple[int, ...] = ()
    sizes: NDArray[np.int64] | None = None
    first: NDArray[np.int64] | None = None


class Teacher(Net):
    """The network of train.py with the encoder's states among its inputs."""

    def __init__(self, features: int, encoder: Published) -> None:
        super().__init__(features, HIDDEN)
        self.encoder = Encoder(encoder.weights)
        self.enter = nn.Linear(SIZE, HIDDEN, bias=False)
        self.second = nn.Linear(SIZE, LABELS)
        self.second_context = nn.Linear(WIDTH, LABELS, bias=False)

    def states(self, x: Pieced) -> Tensor:
        """Each token's first piece's last state, from the window where it stands most centrally."""
        cut = random.randint(ROOM // 2, ROOM) if self.training else 0
        ends = np.concatenate([[0], np.cumsum(x.sizes)])
        rows, at = [], np.zeros(len(x.sizes), np.int64)
        best = np.full(len(x.sizes), -1)
        far = 10**6
        for number, (a, b) in enumerate(windows(x.sizes, cut)):
            start, end = ends[a], ends[b]
            rows.append([START, *x.ids[start:end], END])
            place = np.maximum(x.first[a:b] - start, 0)
            left, right = place + far * (a == 0), end - start - place + far * (b == len(x.sizes))
            margin = np.minimum(left, right)
            better = margin > best[a:b]
            best[a:b][better] = margin[better]
            at[a:b][better] = number * 1000 + place[better] + 1
        lengths = torch.tensor([len(row) for row in rows])
        ids = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = torch.tensor(row)
        places = torch.from_numpy(at)
        return self.encoder(ids, lengths)[places // 1000, places % 1000]

    def both(self, x: Pieced) -> tuple[Tensor, Tensor]:
        """The scores of the whole, and those of the second head."""
        states = self.states(x)
        bag, offsets = lose(x.bag, x.offsets) if self.training else (x.bag, x.offsets)
        z = self.vector(self.drop(x.vectors.float())) + self.spell(self.drop(self.letters(bag, offsets)))
        z = torch.relu(z + self.context(self.drop(x.context.float())) + self.enter(self.drop(states)))
        for number, block in enumerate(self.blocks):
            if number == len(DILATIONS) // 2:
                pooled = torch.cat([mean(z, group) for group in x.groups], -1)
                z = z + torch.relu(self.pool(self.drop(pooled)))
            z = block(z)
        second = self.second(functional.dropout(states, 0.1, self.training))
        return self.out(self.drop(self.normal(z))), second + self.second_context(self.drop(x.context.float()))

    def probabilities(self, x: Pieced) -> NDArray[np.float16]:
        """The mean of both heads, (tokens, labels)."""
        with torch.no_grad():
            return np.asarray(np.mean([s.softmax(-1).numpy() for s in self.both(x)], 0), np.float16)


def windows(sizes: NDArray[np.int64], first: int) -> list[tuple[int, int]]:
    """(first token, end) of windows of at most :data:`ROOM` pieces; ``first``: room of the first; 0: they overlap."""
    ends = np.concatenate([[0], np.cumsum(sizes)])
    found: list[tuple[int, int]] = []
    at, count = 0, len(sizes)
    while True:
        room = first if first and not found else ROOM
        end = max(int(np.searchsorted(ends, ends[at] + room, "right")) - 1, at + 1)
        found.append((at, end))
        if end >= count:
            return found
        at = end if first else max(int(np.searchsorted(ends, ends[at] + ROOM // 2, "right")) - 1, at + 1)


class Pieces:
    """Makes examples with word pieces."""

    def __init__(self, drafts: Iterable[Marked], encoder: Published) -> None:
        self.examples = Examples(learned(drafts))
        self._readers, self._tokenizer = {lang: Reader(lang) for lang in Lang}, pieces(encoder)

    def make(self, draft: Marked) -> Pieced:
        """The draft as tensors."""
        example = self.examples.make(draft)
        spans = self._readers[Lang(draft.lang)].read(draft.text).spans
        found = self._tokenizer.encode(draft.text, add_special_tokens=False)
        text = draft.text
        begin = [a + (len(text[a:b]) - len(text[a:b].lstrip()) if b > a else 0) for a, b in found.offsets]
        owner = np.searchsorted(np.asarray([span.start for span in spans]), np.asarray(begin), "right") - 1
        sizes = np.bincount(np.maximum(owner, 0), minlength=len(spans))
        before = np.cumsum(sizes) - sizes
        first = np.where(sizes > 0, before, np.maximum(before - 1, 0))
        return Pieced(**vars(example), ids=tuple(found.ids), sizes=sizes, first=first)


def train(drafts: Sequence[Marked], copies: Mapping[str, Sequence[Marked]], seed: int) -> tuple[Teacher, Pieces]:
    """A teacher of ``drafts``, of each of which ``copies`` has the variants by name."""
    torch.manual_seed(seed)
    random.seed(seed)
    rng = random.Random(seed)
    encoder = published()
    maker = Pieces(drafts, encoder)
    made = {draft.name: [maker.make(copy) for copy in copies[draft.name]] for draft in drafts}
    every = {lang: [made[draft.name] for draft in drafts if draft.lang == lang] for lang in Lang}
    english = len(every[Lang.EN]) // 2
    net = Teacher(len(maker.examples.features), encoder)
    optimiser = torch.optim.AdamW(_rates(net), weight_decay=DECAY)
    steps = EPOCHS * -(-(len(every[Lang.NL]) + english) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    loss_of = Loss()
    for epoch in range(EPOCHS):
        net.train()
        rng.shuffle(every[Lang.EN])
        passes = [*every[Lang.NL], *every[Lang.EN][:english]]
        rng.shuffle(passes)
        total = 0.0
        for at in range(0, len(passes), BATCH):
            optimiser.zero_grad()
            for options in passes[at : at + BATCH]:
                example = rng.choices(options, VARIANT_WEIGHTS)[0]
                whole, second = net.both(example)
                loss = loss_of(whole, example) + SECOND * loss_of(second, example)
                (loss / BATCH).backward()
                total += loss.item()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"pass {epoch + 1}/{EPOCHS}  loss {total / len(passes):.3f}", flush=True)
    net.eval()
    return net, maker


def _rate(step: int, steps: int) -> float:
    """The share of the rate at a step: up to the whole while warming up, then down along a cosine."""
    down = 0.5 * (1 + math.cos(math.pi * max(0.0, step / steps - WARM) / (1 - WARM)))
    return min((step + 1) / (WARM * steps), down) + 1e-3


def _rates(net: Teacher) -> list[dict[str, object]]:
    named = list(net.named_parameters())
    tall = len(net.encoder.layers)
    groups: list[dict[str, object]] = []
    for depth in range(tall + 1):
        start = f"encoder.layers.{depth - 1}." if depth else "encoder."
        mine = [
            p for name, p in named if p.requires_grad and name.startswith(start) and (depth or "layers" not in name)
        ]
        groups.append({"params": mine, "lr": ENCODER_RATE * LAYER_DECAY ** (tall - depth)})
    groups.append({"params": [p for name, p in named if not name.startswith("encoder.")], "lr": RATE})
    return groups


def main() -> None:
    """Train, label every variant that train.py sees, and write the labels."""
    torch.set_num_threads(2)
    drafts = [draft for lang in Lang for draft in before_news(lang)]
    copies = {draft.name: variants(draft) for draft in drafts}
    net, maker = train(drafts, copies, seed=1)
    soft = {key(copy.text): net.probabilities(maker.make(copy)) for draft in drafts for copy in copies[draft.name]}
    np.savez(sys.argv[1], **soft)


if __name__ == "__main__":
    main()
