"""The type of every path that a command takes."""

from __future__ import annotations

from pathlib import Path

import click

PATH = click.Path(path_type=Path, readable=False)
"""Not looked at by click, which would call a file without rights a misuse (2), with no word of what to do.

Whoever opens it says so (3).
"""
