"""What the ``vault`` commands share."""

from __future__ import annotations

from pathlib import Path

import click

from ...vault.postgres import is_server
from ...vault.stores import Address


def to_address(value: str) -> Address:
    """A vault's address as it was typed: ``postgresql://…`` as it is, everything else a path."""
    return value if is_server(value) else Path(value)


vault_argument = click.argument("vault_path", metavar="VAULT", type=to_address)
