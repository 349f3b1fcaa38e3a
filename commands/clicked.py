"""What click says by itself (usage errors, headings of the help), in the language that is spoken.

Click asks gettext by a name that each of its modules imported, and gettext knows compiled catalogues in folders only,
of which we have none. So that name is given another meaning in those modules; for English nothing is touched.
"""

from __future__ import annotations

import importlib

from ..said import translated

MODULES = tuple(
    f"click.{name}" for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")
)
"""The modules of click that say anything here; not those for Windows, progress bars, editors and pagers."""


def speak_click() -> None:
    """From now on, have click say everything in the language that is spoken then."""
    for name in MODULES:
        module = importlib.import_module(name)
        for asked, answer in (("_", translated), ("ngettext", _counted)):
            if hasattr(module, asked):
                setattr(module, asked, answer)


def _counted(one: str, many: str, count: int) -> str:
    return translated(one if count == 1 else many)
