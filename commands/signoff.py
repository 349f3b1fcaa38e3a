"""``bronwacht signoff``: sign a report and the final copy that goes with it, or say who did."""

from __future__ import annotations

import datetime
import json
import os
from contextlib import suppress
from pathlib import Path

import click

from ..errors import UsageError
from ..said import Remark, said
from ..vault.errors import SignatureError
from ..vault.files import change, check_fresh, write_fresh
from ..vault.keys import EditorKey
from ..vault.signoff import (
    Pair,
    SignOff,
    check_signers,
    digest_of,
    read_signers,
    read_signoff_file,
    read_signoffs,
    sign,
    signed_file,
)
from .misuse import Misuse
from .output import tell_path
from .paths import PATH
from .unlock import key_option, passphrase_option, unlock

DOES_NOT_HOLD = 1
"""Exit code where a signature does not hold, or is of other files, or where nobody said whose keys to trust."""

_REPORTS = (b"%PDF-", b"<!DOCTYPE html", b"<!doctype html")
_MARKS_OF_JSON = {"schema", "sources", "after"}


@click.command()
@click.argument("files", nargs=-1, type=PATH, metavar="[SIGNATURE] REPORT FINAL")
@key_option
@passphrase_option
@click.option("-o", "--out", "output", type=PATH, help="The sign-off file; by default FINAL.signoff.")
@click.option("--add", "added", type=PATH, metavar="SIGNATURE", help="Sign beside those in this sign-off file.")
@click.option("--verify", is_flag=True, help="Say who signed what: SIGNATURE REPORT FINAL.")
@click.option("--signers", multiple=True, type=PATH, help="Cards of who may sign; may be given again.")
@click.pass_context
def signoff(
    ctx: click.Context,
    files: tuple[Path, ...],
    key_path: Path | None,
    passphrase_fd: int | None,
    output: Path | None,
    added: Path | None,
    verify: bool,
    signers: tuple[Path, ...],
) -> None:
    """Sign REPORT (of risk: JSON, HTML or PDF) and FINAL, the copy that is published.

    The sign-off file holds the SHA-256 of both, the date, and your signature; no word of either. With --add, yours is
    written beside those of others who signed the same two files.

    With --verify: who signed these very files, and when. Exit code 1 when a signature does not hold or is of other
    files, 4 when somebody signed whose card is not in --signers. Without --signers the keys are unknown, which is exit
    code 1 too: anybody can make a key and give it any name.
    """
    if len(files) != (3 if verify else 2):
        raise Misuse("give SIGNATURE, REPORT and FINAL.") if verify else Misuse("give REPORT and FINAL.")
    if verify:
        if output or added:
            raise Misuse("--verify writes nothing; leave out -o and --add")
        ctx.exit(_verify(files[0], files[1], files[2], signers))
    if signers:
        raise Misuse("--signers goes with --verify")
    _sign(files[0], files[1], key_path, passphrase_fd, output, added)


def _sign(
    report: Path, final: Path, key_path: Path | None, passphrase_fd: int | None, output: Path | None, added: Path | None
) -> None:
    """Sign the two files as they are before the key is open and after; what can be refused before that is."""
    if output and added:
        raise Misuse("-o makes a new sign-off file, --add goes into one that is there; choose one of the two")
    target = added or output or final.parent / f"{final.name}.signoff"
    for path in (report, final):
        with suppress(OSError):  # of what cannot be reached, the next line says why
            if path.exists() and not (path.is_file() or path.is_dir()):
                # One into which nobody writes would be signed for as an empty file.
                raise UsageError("{name}: is a pipe or a device, and no file; nothing was signed", name=path.name)
    pair = _pair(report, final)
    _check_report(report)
    if added:
        _signed_before(added, pair)
    else:
        check_fresh(target)
    key = unlock(key_path, passphrase_fd)
    if _pair(report, final) != pair:
        raise UsageError("the report or the final copy has changed meanwhile; nothing was signed")
    signed = sign(pair, key, datetime.datetime.now(datetime.UTC))
    if added:
        there = Path(os.path.realpath(added))  # else a link would be written over, and not the file it leads to
        change(there, lambda: _signed_before(there, pair, key) + signed)
    else:
        write_fresh(target, signed_file([signed]))
    tell_path(target)
    click.echo(said("signed by {name}, {words}", name=key.name, words=key.card.fingerprint.words), err=True)


def _verify(signature: Path, report: Path, final: Path, signers: tuple[Path, ...]) -> int:
    cards = [card for path in signers for card in read_signers(path)]
    try:
        signed = read_signoffs(read_signoff_file(signature))
    except SignatureError as wrong:
        click.echo(f"bronwacht: {wrong}", err=True)
        return DOES_NOT_HOLD
    pair = _pair(report, final)
    for each in signed:
        if why := _difference(each, pair):
            click.echo(f"bronwacht: {why}", err=True)
            return DOES_NOT_HOLD
    if cards:
        check_signers(signed, cards)
    else:
        click.echo(said("valid signatures by unknown keys:"))
    for each in signed:
        click.echo(f"{each.date.isoformat()}  {each.fingerprint.words}  {each.name}")
    if cards:
        return 0
    click.echo(
        said(
            "the names are what the keys call themselves: compare the words with each signer, and give their cards by"
            " --signers"
        ),
        err=True,
    )
    return DOES_NOT_HOLD


def _signed_before(path: Path, pair: Pair, key: EditorKey | None = None) -> bytes:
    """The sign-off file that is to be added to; raises UsageError for one of other files, or that ``key`` signed."""
    there = read_signoff_file(path)
    for each in read_signoffs(there):
        if why := _difference(each, pair):
            raise UsageError("{why}; nothing was written", why=why)
        if key and each.fingerprint == key.card.fingerprint:
            raise UsageError("you have signed in this file before; nothing was written")
    return there


def _pair(report: Path, final: Path) -> Pair:
    return Pair(digest_of(report, said("the report")), digest_of(final, said("the final copy")))


def _difference(signed: SignOff, pair: Pair) -> Remark | None:
    if signed.pair == pair:
        return None
    if signed.pair == Pair(pair.final, pair.report):
        return said("the report and the final copy are the other way round: first the report")
    if signed.pair.report == pair.report:
        return said("the final copy is not what was signed: another file, or changed")
    if signed.pair.final == pair.final:
        return said("the report is not what was signed: another file, or changed")
    return said("the report and the final copy are not what was signed: another file, or changed")


def _check_report(path: Path) -> None:
    """Refuse what risk does not write: whoever mixes up the two files would sign a report that nobody has read."""
    with path.open("rb") as file:
        start = file.read(64).lstrip()
    if start.startswith(_REPORTS) or (start.startswith(b"{") and _is_risk_json(path)):
        return
    raise UsageError("the first file is no report of risk: JSON, HTML or PDF; give the report, then the final copy")


def _is_risk_json(path: Path) -> bool:
    try:
        return set(json.loads(path.read_bytes())) >= _MARKS_OF_JSON
    except (ValueError, TypeError, RecursionError):
        return False
