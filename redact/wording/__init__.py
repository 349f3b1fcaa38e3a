"""How a coarser value is said, in Dutch and English: :func:`ladder`; and pronouns that must not tell a gender."""

from .first_told import as_first_told
from .instead import instead
from .ladder import ladder, plain_words
from .left_over import Cut, breakage, leaves_little, left_over
from .mentions import genders_told, mentioned_again, people_told_of, role_before, source_is_told_of, this_source
from .phrases import is_placeholder, withheld_name
from .pronouns import Pronoun, called, neutral, pronouns_of, renamed_as, source_name

__all__ = [
    "Cut",
    "Pronoun",
    "as_first_told",
    "breakage",
    "called",
    "genders_told",
    "instead",
    "is_placeholder",
    "ladder",
    "leaves_little",
    "left_over",
    "mentioned_again",
    "neutral",
    "people_told_of",
    "plain_words",
    "pronouns_of",
    "renamed_as",
    "role_before",
    "source_is_told_of",
    "source_name",
    "this_source",
    "withheld_name",
]
