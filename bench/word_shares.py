"""Count in how many drafts each word stands, for the linker of articles: ``python bench/word_shares.py``.

From the corpus without its test split. Only words of at least :data:`LEAST` of the drafts are listed: what is rarer
says as much as a word can.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from bronwacht.redact.draft import Lang
from bronwacht.redact.links.words import lemma_of, tokens
from marked import CORPUS, read_marked

DATA = Path(__file__).resolve().parent.parent / "redact" / "links" / "data"
LEAST = 0.01


def shares(lang: Lang) -> dict[str, float]:
    """The part of the drafts of ``lang`` that have each word, by its lemma."""
    held_out = set(tomllib.loads((CORPUS / "split.toml").read_text(encoding="utf-8"))["test"][lang])
    drafts = [read_marked(path) for path in sorted((CORPUS / lang).glob("*.txt")) if path.stem not in held_out]
    counts = Counter(
        word for draft in drafts for word in {lemma_of(token.form, lang) for token in tokens(draft.text, lang)}
    )
    return {word: count / len(drafts) for word, count in counts.items() if count >= LEAST * len(drafts)}


if __name__ == "__main__":
    for lang in Lang:
        found = sorted(shares(lang).items(), key=lambda row: (-row[1], row[0]))
        about = (
            f"# The part of the {lang} corpus (its training part, CC BY 4.0) with each word, by bench/word_shares.py."
        )
        (DATA / f"shares-{lang}.tsv").write_text(
            "\n".join([about, *(f"{word}\t{share:.3f}" for word, share in found)]) + "\n", encoding="utf-8"
        )
        print(lang, len(found))
