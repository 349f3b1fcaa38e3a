"""What the tagger sees of a token: its word, shape, affixes, and neighbours; and where it stands.

Called by the tagger and by its trainer, so that both see the same. A feature is a short string.
"""

from __future__ import annotations

import re
from collections import Counter

from ..draft import Lang, Span
from ..segment import segment
from .tokens import tokenize

_DIGIT = re.compile(r"\d")
_PERIODS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"'})


def _shape(word: str) -> str:
    shape = re.sub(r"[^\W\d_]", lambda m: "X" if m[0].isupper() else "x", word)
    shape = _DIGIT.sub("d", shape)
    return re.sub(r"(.)\1{2,}", r"\1\1+", shape)


def _own(word: str) -> list[str]:
    low = word.lower()
    found = [f"w={low}", f"s={_shape(word)}"]
    found += [f"p{n}={low[:n]}" for n in (2, 3, 4, 5) if len(low) > n]
    found += [f"f{n}={low[-n:]}" for n in (2, 3, 4, 5) if len(low) > n]
    return found


def sequences(text: str, lang: Lang) -> list[tuple[list[Span], list[list[str]]]]:
    """For every paragraph of ``text``: its tokens, and the features of each."""
    parts = segment(text)
    quotes = parts.quotes
    starts = {s.start for s in parts.sentences}
    found = []
    counts = Counter(m.lower() for m in re.findall(r"\w+", text))
    for index, paragraph in enumerate(parts.paragraphs):
        tokens = tokenize(text, lang, paragraph)
        words = [t.of(text).translate(_PERIODS) for t in tokens]
        own = [_own(word) for word in words]
        lows = [word.lower() for word in words]
        rows = []
        for i, token in enumerate(tokens):
            row = ["b", *own[i]]
            for d in (-3, -2, -1, 1, 2, 3):
                j = i + d
                if 0 <= j < len(tokens):
                    row.append(f"{d}w={lows[j]}")
                    if abs(d) <= 2:
                        row.append(f"{d}s={_shape(words[j])}")
                        row.append(f"{d}f3={lows[j][-3:]}")
                else:
                    row.append(f"{d}w=|")
            if i:
                row.append(f"-10={lows[i - 1]}_{lows[i]}")
            if i + 1 < len(tokens):
                row.append(f"01={lows[i]}_{lows[i + 1]}")
            inside = any(q.start <= token.start < q.end for q in quotes)
            row.append(f"q={inside}")
            row.append(f"para={min(index, 3)}")
            row.append(f"rep={min(counts[lows[i]], 4)}{words[i][:1].isupper()}")
            if token.start in starts:
                row.append("first")
            rows.append(row)
        found.append((tokens, rows))
    return found
