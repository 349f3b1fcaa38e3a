"""The options of ``bronwacht risk`` that ask what if, instead of for the plan, and how the answer is shown."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ..redact.draft import Lang
    from ..redact.whatif import Supposed, WhatIf

_Command = TypeVar("_Command", bound=Callable[..., Any])


def what_if_options(command: _Command) -> _Command:
    """``--without`` and ``--if``."""
    command = click.option(
        "--if",
        "told",
        multiple=True,
        metavar="d1=generalise",
        help="What if this detail is told so: generalise, paraphrase, remove, keep, or a level.",
    )(command)
    return click.option(
        "--without", multiple=True, metavar="d4,d9", help="What if these details (ids as in scan) are not there."
    )(command)


def what_if_json(what: WhatIf, supposed: Supposed) -> dict[str, object]:
    """What was supposed, as the JSON has it."""
    return {
        "without": list(what.without),
        "if": {id: way.value for id, way in what.told.items()},
        "still_told": {id: list(others) for id, others in supposed.still.items()},
    }


def what_if_text(what: WhatIf, supposed: Supposed, *, show_text: bool) -> str:
    """What was supposed, for the terminal; with ``show_text`` the words of each detail too."""
    from ..redact.report.words import words_of

    analysis = supposed.analysis
    words, report = _words(analysis.lang), words_of(analysis.lang)
    draft = analysis.reading.draft.text
    shown = {d.id: report("number.quoted", text=" ".join(d.span.of(draft).split())) for d in analysis.reading.details}
    heading = words["heading"].format(later=report("number.quoted", text=report("terminal.later")))
    return "\n".join([heading, *_lines(what, supposed, words, shown if show_text else {}), ""])


def _lines(what: WhatIf, supposed: Supposed, words: Mapping[str, str], shown: Mapping[str, str]) -> Iterator[str]:
    ways = {**dict.fromkeys(what.without, "without"), **{id: way.value for id, way in what.told.items()}}
    for id, way in ways.items():
        said = words[way].format(id=f"{id} {shown[id]}" if id in shown else id)
        others = ", ".join(supposed.still.get(id, ()))
        yield f"  - {words['still'].format(said=said, others=others) if others else said}"


def _words(lang: Lang) -> Mapping[str, str]:
    text = (files(__package__) / "data" / f"whatif_{lang.value}.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}
