"""How much another hundred drafts would help: ``python bench/curve.py [SHARE…]``.

Trains the tagger without a teacher on a part of the corpus' training drafts, and prints for each part and language what
share of the indirect details of the test split the network alone finds at a precision of 0.80, without patterns, rules
and judging. Needs bench/requirements-train.txt; the whole takes half an hour on one core.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence

import numpy as np
import torch
from bronwacht.redact.detect import tagger
from bronwacht.redact.detect.network import Network
from bronwacht.redact.draft import DIRECT_TYPES, Lang, Span
from marked import Marked, before_news, corpus
from train import EPOCHS, train

SHARES = (0.25, 0.5, 1.0)
PRECISION = 0.80
SUMMITS = np.arange(0.15, 0.9, 0.05)
_DIRECT = {kind.value for kind in DIRECT_TYPES} | {"KEEP"}


def part(drafts: Sequence[Marked], share: float) -> list[Marked]:
    """That share of the drafts, by the hash of their names: a larger part holds the smaller ones."""
    ordered = sorted(drafts, key=lambda draft: hashlib.sha256(draft.name.encode()).hexdigest())
    return ordered[: round(share * len(ordered))]


def score(network: Network, drafts: Sequence[Marked], lang: Lang, summit: float) -> tuple[float, float]:
    """Recall of indirect details, half covered, and precision, at one threshold."""
    tagger.SUMMIT[lang] = float(summit)
    hit = total = right = found = 0
    for draft in drafts:
        reading = network.read(draft.text, lang)
        details = tagger.decode(reading, network.probabilities(reading, lang), lang).details
        spans = [match.span for match in details if match.type not in DIRECT_TYPES]
        marks = [(Span(m.start, m.end), m.type) for m in draft.marks if m.type != "KEEP"]
        for mark, kind in marks:
            if kind not in _DIRECT:
                covered = sum(max(0, min(mark.end, s.end) - max(mark.start, s.start)) for s in spans)
                hit, total = hit + (2 * covered >= mark.end - mark.start), total + 1
        right += sum(any(span.overlaps(mark) for mark, _ in marks) for span in spans)
        found += len(spans)
    return hit / max(total, 1), right / max(found, 1)


def at_precision(network: Network, drafts: Sequence[Marked], lang: Lang) -> float:
    """Recall where the precision is :data:`PRECISION`, between the thresholds around it."""
    pairs = sorted((precision, recall) for recall, precision in (score(network, drafts, lang, s) for s in SUMMITS))
    return float(np.interp(PRECISION, [p for p, _ in pairs], [r for _, r in pairs]))


def main() -> None:
    """Print the curve."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    shares = [float(share) for share in sys.argv[1:]] or SHARES
    for share in shares:
        drafts = [draft for lang in Lang for draft in part(before_news(lang.value), share)]
        net, examples = train(drafts, epochs=EPOCHS, seed=1)
        weights = {f"0.{key}": value for key, value in net.weights().items()}
        weights["features"] = np.frombuffer("\n".join(examples.features).encode(), np.uint8)
        network = Network(weights)
        found = {lang: at_precision(network, list(corpus(lang.value, test=True)), lang) for lang in Lang}
        counts = {lang: sum(draft.lang == lang.value for draft in drafts) for lang in Lang}
        print(share, *(f"{lang} {counts[lang]} drafts {found[lang]:.3f}" for lang in Lang), sep="   ", flush=True)


if __name__ == "__main__":
    main()
