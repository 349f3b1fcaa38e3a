"""A form that is filled in with what is known of a source, to be changed and given back; ``form`` reads it.

Called by ``vault edit``, which prints it on a terminal; nothing of it is ever written to a file here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator

from ..said import said
from .source import Source, Told

_Value = str | datetime.date | Iterable[str] | None


def form_of(source: Source, *, stamp: str) -> str:
    """The form of a source in the state of ``stamp``, which is to come back with it."""
    lines = [
        f"# {said('Change what is not right, and give all of it back:  bronwacht vault edit VAULT CODENAME -')}",
        *_rows({"state": stamp, "codename": source.codename, "name": source.name, "aliases": source.aliases}),
        *_rows({"contacts": source.contacts, "employer": source.employer, "role": source.role, "born": source.born}),
        *_rows({"relation": source.relation, "tags": source.tags, "retain_until": source.retain_until}),
    ]
    if source.verified:
        lines += _table("[verified]", {"how": source.verified.how, "by": source.verified.by, "on": source.verified.on})
    if source.promise:
        lines += _table("[promise]", {type_: word.value for type_, word in source.promise.items()})
    for fact in source.facts:
        lines += _table("[[facts]]", {"type": fact.type, "what": fact.what})
    for evidence in source.evidence:
        row: dict[str, _Value] = {"what": evidence.what, "where": evidence.where, "sha256": evidence.sha256}
        lines += _table("[[evidence]]", row)
    for publication in source.publications:
        told = [type_ if word is Told.EXACT else f"{type_} {word}" for type_, word in publication.disclosed.items()]
        row = {"what": publication.what, "on": publication.on, "disclosed": told, "text": publication.text}
        lines += _table("[[publications]]", row)
    return "\n".join(lines) + "\n"


def _table(title: str, rows: dict[str, _Value]) -> list[str]:
    return ["", title, *_rows(rows)]


def _rows(rows: dict[str, _Value]) -> Iterator[str]:
    """A line for every value; a date that is not known is left out, since TOML has no empty one."""
    for key, value in rows.items():
        if isinstance(value, datetime.date):
            yield f"{key} = {value.isoformat()}"
        elif isinstance(value, str):
            yield f"{key} = {_quoted(value)}"
        elif value is not None:
            yield f"{key} = [{', '.join(map(_quoted, value))}]"


def _quoted(text: str) -> str:
    # A TOML basic string is a JSON string, and what another editor put there must not rewrite the screen.
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}" for char in json.dumps(text, ensure_ascii=False)
    )
