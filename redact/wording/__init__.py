"""How a coarser value is said, in Dutch and English: :func:`ladder`; and pronouns that must not tell a gender."""

from .ladder import ladder
from .phrases import is_placeholder
from .pronouns import Pronoun, called, neutral, pronouns_of, renamed_as, source_name

__all__ = ["Pronoun", "called", "is_placeholder", "ladder", "neutral", "pronouns_of", "renamed_as", "source_name"]
