"""How a coarser value is said, in Dutch and English: :func:`ladder`; and pronouns that must not tell a gender."""

from .instead import instead
from .ladder import ladder
from .left_over import Cut, breakage, leaves_little, left_over
from .phrases import is_placeholder
from .pronouns import Pronoun, called, neutral, pronouns_of, renamed_as, source_name

__all__ = [
    "Cut",
    "Pronoun",
    "breakage",
    "called",
    "instead",
    "is_placeholder",
    "ladder",
    "leaves_little",
    "left_over",
    "neutral",
    "pronouns_of",
    "renamed_as",
    "source_name",
]
