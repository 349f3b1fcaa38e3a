"""The desk's page: its frame as HTML, its scripts and style, its words. No text of a draft is in any of it.

What a draft says reaches the page as data alone (see server.py), and the scripts put it there as text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from ..draft import Lang
from ..report.words import Words, words_of

KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
"""What is served beside the page, by the end of its name."""

SHARED = ("type", "role", "adversary", "adversary_within", "verdict", "observability")
"""The sections that the page takes from the report, so that both say the same."""


def shell(lang: Lang, *, page_key: str = "") -> str:
    """The page without any of the draft; ``page_key`` for the tab that has just been let in."""
    return _template().render(t=desk_words(lang), lang=lang.value, page_key=page_key)


def page_words(lang: Lang) -> Mapping[str, Mapping[str, Any]]:
    """All texts that the scripts may show, by section and name."""
    report = words_of(lang).table
    return {**{name: report[name] for name in SHARED}, **desk_words(lang).table}


@lru_cache(maxsize=2)
def desk_words(lang: Lang) -> Words:
    """The desk's own texts of ``lang``."""
    return Words(lang, tomllib.loads(_resource(f"desk_{lang.value}.toml")))


@lru_cache(maxsize=1)
def statics() -> Mapping[str, tuple[str, str]]:
    """Each file that is served beside the page, by name: its text and its media type."""
    found = {}
    for entry in files(__package__).joinpath("data").iterdir():
        kind = next((kind for end, kind in KINDS.items() if entry.name.endswith(end)), None)
        if kind:
            found[entry.name] = (entry.read_text("utf-8"), kind)
    return found


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_resource("desk.html.jinja"))


def _resource(name: str) -> str:
    return files(__package__).joinpath(f"data/{name}").read_text("utf-8")
