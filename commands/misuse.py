"""A command line that makes no sense, told in the language that is spoken, with a hint where its options are."""

from __future__ import annotations

import click

from ..said import Remark


class Misuse(click.UsageError):
    """What click refuses by itself, of our own; ``what`` is written out where it is raised, as that of our errors."""

    def __init__(self, what: str | Remark, /, **values: object) -> None:
        super().__init__(str(Remark(what, **values) if isinstance(what, str) else what))
