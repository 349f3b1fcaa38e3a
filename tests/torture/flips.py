"""Flip every bit, and cut at every byte, of what a vault stores; prints how many were tried and refused.

    python tests/torture/flips.py --every 1

Nothing may come out of a changed file but an error of the vault's own family. ``--every N`` tries each N-th bit only:
all of them take hours, since a keyring alone has a million. The exit code is 1 when any change passes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bronwacht.vault.checkpoint import read_checkpoint
from bronwacht.vault.dossier import open_keyring, open_record
from bronwacht.vault.errors import VaultError
from bronwacht.vault.inbox import deposit_card, read_deposit_card
from bronwacht.vault.keys import new_editor, open_key, seal_key
from bronwacht.vault.log import open_entry
from bronwacht.vault.memory import Memory
from bronwacht.vault.roster import ConfirmedCard, read_card
from bronwacht.vault.secret import Secret
from bronwacht.vault.source import Source
from bronwacht.vault.store import SqliteStore
from bronwacht.vault.vault import create

PASSPHRASE = "kast motregen vlinder zadel hooi kelder"
QUICK = 2
SLOW = {"keyring": 40, "record": 8, "log entry": 2, "key file": 1}
"""Each tries so many times fewer, for its length or for the key derivation."""

Opener = Callable[[bytes], object]


def things(folder: Path) -> Iterator[tuple[str, bytes, Opener]]:
    """What is stored, as its bytes, and what reads it."""
    anna, bram = new_editor("Anna"), new_editor("Bram")
    vault = create(folder / "v", "D", anna, [ConfirmedCard(bram.card)], memory=Memory(folder / "m"))
    vault.add(Source("Marijke Jansen", relation="x" * 500))
    keyring = vault.keyring
    record, entry = keyring.records[0], keyring.log.places[-1]
    with SqliteStore(folder / "v").snapshot() as snapshot:
        head, (sealed_record, sealed_entry) = snapshot.head.keyring, snapshot.slots([record.place, entry])
    key_of = keyring.roster.key_of
    yield "keyring", head, lambda data: open_keyring(data, bram)
    yield "record", sealed_record, lambda data: open_record(data, record, keyring)
    yield (
        "log entry",
        sealed_entry,
        lambda data: open_entry(data, 1, keyring.vault, keyring.log.identity, key_of),
    )
    yield "checkpoint", keyring.log.note.encode(), lambda data: read_checkpoint(data.decode(errors="replace"), key_of)
    yield (
        "key file",
        seal_key(anna, Secret(PASSPHRASE), work_factor=QUICK),
        lambda data: open_key(data, Secret(PASSPHRASE)),
    )
    # Cards are compared by their fingerprints, so that another card may come out, and never the same one.
    card, inbox = anna.card, deposit_card(keyring)
    yield "card", card.to_text().encode(), lambda data: _other(read_card(data.decode(errors="replace")), card)
    yield (
        "deposit card",
        inbox.to_text().encode(),
        lambda data: _other(read_deposit_card(data.decode(errors="replace")), inbox),
    )


class SameError(VaultError):
    """The change was in what stands around it; what came out is what went in, or has another fingerprint."""


def _other(found: object, _: object) -> object:
    raise SameError("compared by a person")


def changes(data: bytes, step: int) -> Iterator[bytes]:
    """The data with one bit flipped, then cut off; every ``step``-th of both."""
    for bit in range(0, len(data) * 8, step):
        yield data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]
    for length in range(0, len(data), step):
        yield data[:length]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data, opener in things(Path(folder)):
            tried, passed, crashed = 0, 0, 0
            for changed in changes(data, options.every * SLOW.get(name, 1)):
                tried += 1
                try:
                    opener(changed)
                    passed += 1
                except VaultError:
                    continue
                except Exception as error:
                    crashed += 1
                    print(f"{name}: {type(error).__name__}", file=sys.stderr)
            print(f"{name:12}  {len(data):8} bytes  {tried:8} changes  {passed} passed  {crashed} crashed")
            wrong += passed + crashed
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
