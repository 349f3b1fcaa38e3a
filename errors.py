"""The errors that a command turns into one line and an exit code.

Each boundary (documents, story file, vault) derives its own from these. A message is lower case, says what to
do next, and never holds text of a draft, a name, or a secret.
"""

from __future__ import annotations

from typing import ClassVar


class BronwachtError(Exception):
    """Anything that ends a command with one clear line; ``exit_code`` is the command's exit code."""

    exit_code: ClassVar[int] = 2


class UsageError(BronwachtError):
    """The command was asked for something that makes no sense: a wrong option, a wrong story file."""

    exit_code = 2


class InputError(BronwachtError):
    """The input cannot be read or is of an unsupported kind."""

    exit_code = 3


class LockedError(BronwachtError):
    """The vault is locked, or the key is not one that opens it."""

    exit_code = 4


class LeakError(BronwachtError):
    """The written output still holds something that was to go; the output has been withheld."""

    exit_code = 5
