"""``bronwacht vault inventory``: what is held, and who can open it, for a lawyer."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import click

from ...said import printable, spoken
from ...vault.inventory import BreakGlass, Inventory, take_inventory
from ...vault.stores import Address
from ..unlock import editor_options, open_dossier
from .common import vault_argument

_KIB = 1024


@click.command("inventory")
@vault_argument
@click.option("--codenames", is_flag=True, help="List the sources by codename too.")
@click.option("--lang", type=click.Choice(["nl", "en"]), help="In Dutch or English; otherwise as you are spoken to.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@editor_options
def inventory_(
    vault_path: Address,
    codenames: bool,
    lang: str | None,
    as_json: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Say what VAULT holds and who can technically open it, for a lawyer. Opens no record, and names no source."""
    opened = open_dossier(vault_path, key_path, passphrase_fd, founder)
    found = take_inventory(opened, today=datetime.datetime.now(datetime.UTC).date())
    if as_json:
        click.echo(json.dumps(_to_json(found, codenames=codenames), ensure_ascii=False))
        return
    for line in _lines(found, _words(lang or spoken()), codenames=codenames):
        click.echo(printable(line))


def _lines(found: Inventory, words: Mapping[str, str], *, codenames: bool) -> Iterator[str]:
    yield words["title"].format(dossier=found.dossier)
    yield words["day"].format(on=found.on, acts=found.acts, checkpoint=found.checkpoint)
    yield ""
    yield words["held"]
    yield from (f"- {line}" for line in _held(found, words))
    if codenames:
        for one in found.holdings:
            until = one.retain_until or words["never"]
            kind = words["two" if one.for_two else "one"]
            yield "  " + words["row"].format(
                codename=one.codename, kind=kind, files=one.files, publications=one.publications, until=until
            )
    yield ""
    yield words["openers"]
    yield from (f"- {line}" for line in _openers(found, words))
    yield ""
    yield words["beyond"]
    days = ", ".join(str(day) for day in found.exports)
    yield "- " + (words["exports"].format(days=days) if days else words["no_exports"])
    yield from (f"- {words[word]}" for word in ("copies", "notes"))
    yield ""
    yield words["nobody"]


def _held(found: Inventory, words: Mapping[str, str]) -> Iterator[str]:
    held = found.holdings
    yield words["sources"].format(count=len(held), for_two=sum(one.for_two for one in held))
    yield words["files"].format(count=sum(one.files for one in held), size=_size(found.file_bytes))
    yield words["publications"].format(
        count=sum(one.publications for one in held), promised=sum(one.promised for one in held)
    )
    if found.deposits:
        yield words["deposits"].format(count=found.deposits)
    yield words["retention"].format(expired=found.expired, undated=found.undated)
    yield words["shredded"].format(count=found.shredded)


def _openers(found: Inventory, words: Mapping[str, str]) -> Iterator[str]:
    for one in found.openers:
        yield words["opener"].format(
            name=one.name, alone=one.alone, with_another=one.with_another, readings=one.readings
        )
        if one.away:
            yield words["away"].format(name=one.name)
        if not one.renewed:
            yield words["old_key"].format(name=one.name)
    yield _glass(found.break_glass, words) if found.break_glass else words["no_glass"]
    if found.left:
        yield words["left"].format(names=", ".join(found.left))
    if found.not_rekeyed:
        yield words["not_rekeyed"].format(count=found.not_rekeyed)


def _glass(glass: BreakGlass, words: Mapping[str, str]) -> str:
    holders = [
        words["drilled"].format(name=name, on=on) if on else words["undrilled"].format(name=name)
        for name, on in glass.holders.items()
    ]
    return words["glass"].format(
        threshold=glass.threshold, count=len(holders), opens=glass.opens, holders=", ".join(holders)
    )


def _to_json(found: Inventory, *, codenames: bool) -> dict[str, object]:
    held, glass = found.holdings, found.break_glass
    counted: dict[str, object] = {
        "schema": 1,
        "dossier": found.dossier,
        "on": found.on.isoformat(),
        "checkpoint": found.checkpoint,
        "acts": found.acts,
        "sources": len(held),
        "for_two": sum(one.for_two for one in held),
        "files": sum(one.files for one in held),
        "file_bytes": found.file_bytes,
        "publications": sum(one.publications for one in held),
        "promised": sum(one.promised for one in held),
        "deposits": found.deposits,
        "expired": found.expired,
        "undated": found.undated,
        "shredded": found.shredded,
        "not_rekeyed": found.not_rekeyed,
        "exports": [day.isoformat() for day in found.exports],
        "editors": [vars(one) for one in found.openers],
        "left": list(found.left),
        "break_glass": None
        if glass is None
        else {
            "threshold": glass.threshold,
            "opens": glass.opens,
            "holders": {name: day.isoformat() if day else None for name, day in glass.holders.items()},
        },
    }
    if codenames:
        counted["codenames"] = [
            {**vars(one), "retain_until": one.retain_until.isoformat() if one.retain_until else None} for one in held
        ]
    return counted


def _size(count: int) -> str:
    return f"{-(-count // _KIB)} KiB" if count < _KIB**2 else f"{-(-count // _KIB**2)} MiB"


def _words(lang: str) -> Mapping[str, str]:
    text = (files("bronwacht.commands") / "data" / f"inventory_{lang}.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}
