"""Who stays named on no other ground than the words around the name.

Nobody's office, spokesperson or story file says that they are public. If one of them is a source after all, what is
told of them was taken for a public person's and left out: an editor must hear of it. Called by the pipeline, and by
what ``scan`` shows.
"""

from __future__ import annotations

import re
from collections import defaultdict

from .cues import cues
from .draft import Kept, Reading, Reason, Span

_BYLINE = re.compile(
    rf"(?:\A|\n)[ \t*_]*(?:{cues(__package__, 'presumed').any_of('byline')})\b[ \t*_:]*\Z", re.IGNORECASE
)
_REACH = 20
_BY_WORDS = frozenset({Reason.EVIDENCE, Reason.AGAIN})


def presumed_public(reading: Reading) -> tuple[Span, ...]:
    """The first name in full of each of those people, in order of the text; who has no common first name is left out.

    An organisation is called by several words, too: only a first name tells a person.
    """
    from .detect.wordlists import word_lists

    first_names, text = word_lists(reading.draft.lang).first_names, reading.draft.text
    of_surname: dict[str, list[Kept]] = defaultdict(list)
    for name in reading.kept:
        of_surname[name.span.of(text).split()[-1].casefold()].append(name)
    found = []
    for names in of_surname.values():
        full = [n.span for n in names if len(n.span.of(text).split()) > 1 and n.span.of(text).split()[0] in first_names]
        if any(_BYLINE.search(text[max(0, span.start - _REACH) : span.start]) for span in full):
            continue  # who wrote it
        if full and all(name.reason in _BY_WORDS for name in names):
            found.append(min(full))
    return tuple(sorted(found))
