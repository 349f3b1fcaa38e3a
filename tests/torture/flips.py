"""Flip every bit, and cut at every byte, of what a vault stores or hands out; prints how many were tried and refused.

    python tests/torture/flips.py [--every N] [NAME…]

Nothing may come out of a changed file but an error of the vault's own family. ``--every N`` tries each N-th change
only; all of them take some ten minutes of a processor, most of it for the keyring, which alone has a million bits. The
key file has the least work factor there is: what is tried is the file, not the derivation. A file key that was
unwrapped of the very same stanzas before is not unwrapped again. The exit code is 1 when any passes.

Some texts are made for people, and forgive what changes nothing: a share's words in capitals are the same share, and
count as ``same``. A card that was changed and is still a card is another card: its words, which people compare, are
others. It counts as ``another``.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bronwacht.vault import age
from bronwacht.vault.cards import ConfirmedCard, read_card
from bronwacht.vault.checkpoint import read_checkpoint
from bronwacht.vault.dossier import open_keyring, open_record
from bronwacht.vault.errors import VaultError
from bronwacht.vault.header import Stanza
from bronwacht.vault.inbox import deposit_card, read_deposit_card
from bronwacht.vault.keys import new_editor, open_key, seal_key
from bronwacht.vault.log import open_entry
from bronwacht.vault.memory import Memory
from bronwacht.vault.pages import check_page
from bronwacht.vault.quorum import certify, new_issue, read_certificate, read_given, share_sheet
from bronwacht.vault.recipients import HybridIdentity
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.vault import create

PASSPHRASE = "kast motregen vlinder zadel hooi kelder"
QUICK = 1
BLOCK = "-----BEGIN"
TODAY = datetime.date(2026, 11, 26)


@dataclass(frozen=True)
class Thing:
    """Something stored: its bytes and what reads them.

    ``told_by`` makes of what was read that by which people or programs know it again; only for what people compare.
    """

    data: bytes
    read: Callable[[bytes], object]
    told_by: Callable[[Any], object] | None = None


def things(folder: Path) -> dict[str, Thing]:
    """All that is tried, the smallest first."""
    anna, bram = new_editor("Anna"), new_editor("Bram")
    vault = create(folder / "v", "D", anna, [ConfirmedCard(bram.card)], memory=Memory(folder / "m"))
    vault.add(Source("Marijke Jansen", relation="x" * 500))
    keyring = vault.keyring
    record, entry = keyring.records[0], keyring.log.places[-1]
    (page,) = keyring.pages
    with SqliteStore(folder / "v").snapshot() as snapshot:
        head = snapshot.head.keyring
        sealed_record, sealed_entry, sealed_page = snapshot.slots([record.place, entry, page.place])
    key_of, secret = keyring.roster.key_of, Secret(PASSPHRASE)
    issue = new_issue(["Dirk", "Els", "Fien"], 2, today=TODAY)
    certificate = certify(keyring.vault, anna.card.fingerprint.hex, issue.quorum, anna)
    checked, sheet = read_certificate(certificate), share_sheet(issue.shares[0], issue.quorum, keyring.vault)
    block = sheet.reveal_text().partition(BLOCK)

    def read_share(data: bytes) -> object:
        given = read_given(Secret(data), "the share")
        checked.check(given)
        return given.share.words.reveal()

    def the_same(found: object) -> object:
        return found

    return {
        # What stands after the last line is nobody's.
        "key file": Thing(seal_key(anna, secret, work_factor=QUICK).rstrip(), lambda data: open_key(data, secret)),
        "share, words": Thing(issue.shares[0].words.reveal(), read_share, the_same),
        "share, block": Thing((BLOCK + block[2].rstrip()).encode(), read_share, the_same),
        "checkpoint": Thing(keyring.log.note.encode(), lambda data: read_checkpoint(_text(data), key_of)),
        "deposit card": Thing(
            deposit_card(keyring).to_text().encode(), lambda data: read_deposit_card(_text(data)), _fingerprint
        ),
        "card": Thing(anna.card.to_text().encode(), lambda data: read_card(_text(data)), _fingerprint),
        "certificate": Thing(
            certificate.encode(), lambda data: read_certificate(_text(data)), lambda found: _fingerprint(found.issuer)
        ),
        "log entry": Thing(sealed_entry, lambda data: open_entry(data, 1, keyring.vault, keyring.log.identity, key_of)),
        # As whoever has the bytes and the key alone would read it; and as the vault does, which knows its digest.
        "record, alone": Thing(
            sealed_record, lambda data: age.decrypt(data, identities=[record.identity.reveal_text()])
        ),
        "record": Thing(sealed_record, lambda data: open_record(data, record, keyring)),
        # Its digest refuses a page that was changed; of one without, its age file does.
        "page": Thing(sealed_page, lambda data: check_page(data, page)),
        "page, alone": Thing(sealed_page, lambda data: age.decrypt(data, identities=[page.identity.reveal_text()])),
        "keyring": Thing(head, lambda data: open_keyring(data, bram, lambda places: iter([sealed_page]))),
    }


def unwrap_once() -> None:
    """From here on, let every post-quantum identity remember what it made of which stanzas."""
    unwrap = HybridIdentity.unwrap

    @lru_cache(maxsize=64)
    def known(identity: bytes, stanzas: tuple[Stanza, ...]) -> bytes | None:
        return unwrap(HybridIdentity(identity), stanzas)

    HybridIdentity.unwrap = lambda self, stanzas: known(self.data, tuple(stanzas))  # type: ignore[method-assign]


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def _fingerprint(card: Any) -> object:
    return card.fingerprint.hex


def changes(data: bytes, step: int = 1) -> Iterator[bytes]:
    """The data with one bit flipped, then cut off; every ``step``-th of both."""
    for bit in range(0, len(data) * 8, step):
        yield data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]
    for length in range(0, len(data), step):
        yield data[:length]


def try_all(thing: Thing, step: int = 1) -> Counter[str]:
    """How many changes were ``refused``, ``same``, or ``another``; or ``WRONG``, with what came out."""
    whole = thing.read(thing.data)
    outcomes = Counter[str]()
    for changed in changes(thing.data, step):
        try:
            found = thing.read(changed)
        except VaultError:
            outcomes["refused"] += 1
        except Exception as error:
            outcomes[f"WRONG: {type(error).__name__}"] += 1
        else:
            outcomes[_outcome(thing, whole, found)] += 1
    return outcomes


def _outcome(thing: Thing, whole: object, found: object) -> str:
    if not thing.told_by:
        return "WRONG: passed"
    if found == whole:
        return "same"
    return "WRONG: passed" if thing.told_by(found) == thing.told_by(whole) else "another"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    total = Counter[str]()
    unwrap_once()
    with tempfile.TemporaryDirectory() as folder:
        for name, thing in things(Path(folder)).items():
            if options.names and name not in options.names:
                continue
            outcomes = try_all(thing, options.every)
            told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
            print(f"{name:14} {len(thing.data):8} bytes  {outcomes.total():8} changes: {told}", flush=True)
            total += outcomes
    wrong = sum(count for outcome, count in total.items() if outcome.startswith("WRONG"))
    print(f"{total.total()} changes in all, {wrong} of which went wrong")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
