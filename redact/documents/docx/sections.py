"""The tables of ``data/``: lines under headings in brackets, with remarks behind ``#``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files


def sections(name: str) -> Mapping[str, list[str]]:
    """The lines of ``data/<name>`` by their heading; none for a heading that is not there."""
    found: dict[str, list[str]] = defaultdict(list)
    heading = ""
    for line in files(__package__).joinpath(f"data/{name}").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found[heading].append(line)
    return found
