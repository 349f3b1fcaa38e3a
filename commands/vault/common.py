"""What the ``vault`` commands share."""

from __future__ import annotations

from pathlib import Path

import click

vault_argument = click.argument("vault_path", metavar="VAULT", type=click.Path(path_type=Path))


def printable(value: str) -> str:
    """Without control characters, which another editor could have put there to rewrite the screen."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in value)
