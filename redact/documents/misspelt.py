"""A word of a name that is written otherwise: with a slip of the pen, or as the beginning of a longer word.

Whoever knows the name reads "Quistenbrug" and "de Quistenburgaffaire" without a halt. Called by names.py, which says
whether a word means somebody else where it stands. There is no dictionary here: that a word is none is told by the
draft, in which it never stands without a capital, and by the length that a name must have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .words import endings

MIN_LETTERS = 6
"""Letters of the shortest word of a name that is looked for otherwise than it is written: "Smit" and "Smid" are two."""

MIN_ENDING = 4
"""Letters of an ending from which it may go on itself: "…laantje"; "ia" is also the beginning of "…iaans"."""

MIN_REST = 2
"""Letters that make a longer word of a name; one more is a slip."""


def one_off(word: str, name: str) -> bool:
    """Whether two folded words differ in one letter: another one, one too many or too few, or two that changed places.

    A plural or genitive is no slip, nor is another first letter: "Jansens" is of Jansen, "Bakker" no "Kakker".
    """
    if word == name or len(name) < MIN_LETTERS or word[:1] != name[0]:
        return False
    short, long = sorted((word, name), key=len)
    if len(long) - len(short) > 1 or long == short + "s":
        return False
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    if short[same + 1 :] == long[same + 1 :]:
        return True
    return short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]


def misspelt(words: Iterable[str], name: str) -> Iterator[str]:
    """Those of some folded ``words`` that are ``name`` with one slip."""
    if len(name) < MIN_LETTERS:
        return
    half = len(name) // 2
    first, last = name[: half - 1], name[half + 1 :]  # a slip, of two letters at most, spoils one of the two
    for word in words:
        if abs(len(word) - len(name)) < 2 and (word.startswith(first) or word.endswith(last)) and one_off(word, name):
            yield word


def compounds(words: Iterable[str], name: str) -> Iterator[str]:
    """Those of some folded ``words`` that begin with ``name``: "quistenburgaffaire", but not "quistenburglaan"."""
    if len(name) < MIN_LETTERS:
        return
    for word in words:
        if word.startswith(name) and len(word) >= len(name) + MIN_REST:
            rest = word[len(name) :]
            if rest.isalpha() and not _ends_another(rest):
                yield word


def _ends_another(rest: str) -> bool:
    """Whether the rest of a word makes another name of it: "…laan", "…laantje", "…sen"."""
    forms = {rest, rest.removeprefix("s"), rest.removesuffix("s")}
    return any(
        form == ending or (len(ending) >= MIN_ENDING and form.startswith(ending))
        for form in forms
        for ending in endings()
    )
