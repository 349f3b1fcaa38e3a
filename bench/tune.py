"""Tune the trained tagger on news: ``python bench/tune.py``, after bench/train.py; the same drafts give the same bytes.

The batches of NEWS are told as newspapers tell: much of it is of public people and of places, little of a source, and
train.py does not see them. Here the networks learn from them what is to be left alone. So that nothing else is lost,
they learn the older batches again, for the most part from what they said of them themselves (Li and Hoiem 2016,
Learning without Forgetting). The features' weights, which are most of the file, stay as they are. Needs
bench/requirements-train.txt, in an environment of its own.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from augment import blurred, swapped
from bronwacht.redact.detect.network import FILE, KEEP, KINDS, Network
from bronwacht.redact.detect.tagger import NAMED
from bronwacht.redact.draft import Lang
from marked import NEWS, Marked, corpus
from torch import Tensor, nn
from train import BATCH, DECAY, SEEDS, Example, Examples, Loss, Net, small

EPOCHS = 4
RATE = 1e-3
TIMES = 4
"""How often a pass shows a draft of NEWS."""
COPY_WEIGHTS = (0.15, 0.37, 0.08, 0.4)
SMALL, BLUR = 2, 3

PUBLIC = 1 + 2 * KINDS.index(KEEP)
"""From this label on a token is of a public name."""
NAMES = [1 + 2 * kind + goes_on for kind in (KINDS.index("NAME"), KINDS.index(KEEP)) for goes_on in (0, 1)]

KEPT = ("letters", "letters.scale")
"""Weights that are not tuned."""


@dataclass(frozen=True)
class Tuning:
    """How the networks are tuned once.

    ``detail`` is how much more a detail of NEWS counts than a word that is none, for there are few; ``share`` is that
    of the other drafts that a pass shows; ``names``: what was said counts of all names in NEWS, not of public ones
    alone.
    """

    detail: float
    share: float
    names: bool


TUNINGS = (Tuning(2.0, 0.5, names=False), Tuning(1.4, 0.6, names=True))
"""Their weights are averaged, and with them those from before (Wortsman et al. 2022, Model soups): each alone loses a
name or two that the others find."""
BEFORE = 0.2
"""The share of the weights from before in the average."""


def loaded(weights: Mapping[str, np.ndarray]) -> Net:
    """The network of these weights, those of the features held."""
    whole = weights["letters"].astype(np.float32) * weights["letters.scale"][:, None].astype(np.float32)
    net = Net(len(whole), hidden=len(weights["bias"]))
    own = {name: torch.from_numpy(np.asarray(value, np.float32)) for name, value in weights.items()}
    found = {
        "letters.weight": torch.from_numpy(whole),
        "spell.weight": own["letters.out"].T,
        "vector.weight": own["vector"].T,
        "vector.bias": own["bias"],
        "context.weight": own["context"].T,
        "pool.weight": own["pool"].T,
        "pool.bias": own["pool.bias"],
        "normal.weight": own["norm.gain"],
        "normal.bias": own["norm.bias"],
        "out.weight": own["out"].T,
        "out.bias": own["out.bias"],
    }
    for n in range(len(net.blocks)):
        theirs, ours = f"block{n}", f"blocks.{n}"
        wide, hidden = own[f"{theirs}.conv"].shape[1], len(own["bias"])
        found |= {
            f"{ours}.normal.weight": own[f"{theirs}.gain"],
            f"{ours}.normal.bias": own[f"{theirs}.bias"],
            f"{ours}.conv.weight": own[f"{theirs}.conv"].reshape(3, hidden, wide).permute(2, 1, 0),
            f"{ours}.conv.bias": own[f"{theirs}.conv_bias"],
        }
    net.load_state_dict(found)
    net.letters.weight.requires_grad_(False)
    return net


class Passes:
    """What a pass over the drafts shows: each of NEWS in several copies, and one of some of the others."""

    def __init__(
        self, drafts: Sequence[Marked], examples: Examples, before: Network, how: Tuning, *, seed: int
    ) -> None:
        self._news = [draft for draft in drafts if is_news(draft)]
        self._older = [draft for draft in drafts if not is_news(draft)]
        self._examples, self._before, self._how = examples, before, how
        self._rng = random.Random(seed)

    def __len__(self) -> int:
        return TIMES * len(self._news) + int(self._how.share * len(self._older))

    def shuffled(self) -> list[Marked]:
        """The drafts of one pass."""
        order = TIMES * self._news + self._rng.sample(self._older, int(self._how.share * len(self._older)))
        self._rng.shuffle(order)
        return order

    def example(self, draft: Marked) -> Example:
        """A copy of the draft as tensors, with what the networks said of it; of news, of its names alone."""
        copy = self._copy(draft)
        made, said = self._examples.make(copy), self._said(copy)
        if not is_news(draft):
            return replace(made, soft=said)
        # News names the public by the dozen, and would teach that all who are named are: what was said of names counts,
        # too.
        named = made.labels >= PUBLIC
        if self._how.names:
            named |= said[:, NAMES].sum(1) >= NAMED
        soft = nn.functional.one_hot(made.labels, said.shape[1]).float()
        soft[named] = said[named]
        return replace(made, soft=soft)

    def _copy(self, draft: Marked) -> Marked:
        """The draft as it is, with other names, in small letters, or in other words, as often as train.py has it."""
        kind = self._rng.choices(range(4), COPY_WEIGHTS)[0]
        if not kind:
            return draft
        if kind == BLUR:
            return blurred(draft, self._rng)
        copy = swapped(draft, self._rng)
        return small(copy) if kind == SMALL else copy

    def _said(self, draft: Marked) -> Tensor:
        lang = Lang(draft.lang)
        return torch.from_numpy(self._before.probabilities(self._before.read(draft.text, lang), lang))


def is_news(draft: Marked) -> bool:
    """Whether the draft is of a batch that train.py does not see."""
    return draft.name.startswith(NEWS)


def tune(net: Net, passes: Passes, how: Tuning, *, epochs: int, rate: float) -> Net:
    """The network after ``epochs`` passes."""
    own = [weight for weight in net.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(own, lr=rate, weight_decay=DECAY)
    steps = epochs * -(-len(passes) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    of_news, of_older = Loss(how.detail), Loss()
    for epoch in range(epochs):
        net.train()
        drafts, total = passes.shuffled(), 0.0
        for at in range(0, len(drafts), BATCH):
            optimiser.zero_grad()
            for draft in drafts[at : at + BATCH]:
                example = passes.example(draft)
                loss = (of_news if is_news(draft) else of_older)(net(example), example) / BATCH
                loss.backward()
                total += loss.item()
            nn.utils.clip_grad_norm_(own, 1.0)
            optimiser.step()
            schedule.step()
        print(f"pass {epoch + 1}/{epochs}  loss {total / len(drafts) * BATCH:.3f}", flush=True)
    net.eval()
    return net


def averaged(tuned: Sequence[np.ndarray], before: np.ndarray) -> np.ndarray:
    """The weights of all tunings and those from before, as one."""
    share = (1 - BEFORE) / len(tuned)
    whole = sum(each.astype(np.float32) * share for each in tuned) + before.astype(np.float32) * BEFORE
    return np.asarray(whole, before.dtype)


def main() -> None:
    """Tune the weights of ``--base`` (else those that are shipped), and write them to ``--out``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, default=FILE)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--members", type=int, nargs="+", default=range(len(SEEDS)), help="which networks to tune")
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    with np.load(args.base) as file:
        arrays = {key: file[key] for key in file.files}
    examples = Examples(arrays["features"].tobytes().decode().split("\n"))
    drafts = [draft for lang in Lang for draft in corpus(lang, test=False)]
    before = Network(arrays)
    for number in args.members:
        weights = {key[len(f"{number}.") :]: value for key, value in arrays.items() if key.startswith(f"{number}.")}
        tuned = []
        for how in TUNINGS:
            torch.manual_seed(SEEDS[number])
            passes = Passes(drafts, examples, before, how, seed=SEEDS[number])
            tuned.append(tune(loaded(weights), passes, how, epochs=args.epochs, rate=args.rate).weights())
        arrays |= {
            f"{number}.{key}": averaged([each[key] for each in tuned], weights[key])
            for key in weights.keys() - set(KEPT)
        }
    np.savez(args.out, **arrays)


if __name__ == "__main__":
    main()
