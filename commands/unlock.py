"""What the commands that need an editor's key share: options, prompts, opening a dossier.

Imports nothing of the redaction engine, so that the vault starts quickly and holds little.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..said import Remark, said
from ..vault.errors import OtherVaultError, UnknownVaultError, WrongPassphraseError
from ..vault.keys import EditorKey, open_key, read_key_file
from ..vault.memory import Memory, default_memory
from ..vault.process import harden, read_passphrase, terminal
from ..vault.secret import Secret
from ..vault.stores import Address, check_address
from ..vault.vault import Vault, open_vault
from .misuse import Misuse
from .paths import PATH
from .pending import tell_pending

_Command = TypeVar("_Command", bound=Callable[..., Any])

NO_TERMINAL = said("give the passphrase with --passphrase-fd N")


def key_option(command: _Command) -> _Command:
    """``--key``, the editor's key file."""
    return click.option(
        "--key",
        "key_path",
        envvar="BRONWACHT_KEY",
        type=PATH,
        help="Your key file; also from BRONWACHT_KEY.",
    )(command)


def passphrase_option(command: _Command) -> _Command:
    """``--passphrase-fd``, for scripts."""
    return click.option(
        "--passphrase-fd", type=click.IntRange(min=0), metavar="N", help="Read the passphrase from this descriptor."
    )(command)


def founder_option(command: _Command) -> _Command:
    """``--founder``, for the first time that a machine sees a vault."""
    return click.option(
        "--founder", metavar="WORDS", help="Who vouches for the vault, the first time here: their words or hex."
    )(command)


def editor_options(command: _Command) -> _Command:
    """All that opening a dossier takes; pass the values on to :func:`open_dossier`."""
    return key_option(passphrase_option(founder_option(command)))


def unlock(key_path: Path | None, passphrase_fd: int | None) -> EditorKey:
    """Open the editor's key file; the passphrase comes from the descriptor, or else from the terminal."""
    harden()
    if key_path is None:
        raise Misuse("whose key? name your key file with --key FILE, or once for all with BRONWACHT_KEY")
    sealed = read_key_file(key_path)
    passphrase = _passphrase(passphrase_fd, said("Passphrase of {name}: ", name=key_path.name))
    try:
        return open_key(sealed, passphrase)
    except WrongPassphraseError:
        raise WrongPassphraseError(
            "that is not the passphrase of {name}; try again, with one space between its words", name=key_path.name
        ) from None
    finally:
        passphrase.wipe()


def open_dossier(vault_path: Address, key_path: Path | None, passphrase_fd: int | None, founder: str | None) -> Vault:
    """Open a vault for the commands; take in deposits, and tell what is not complete.

    On a machine that has not seen it, the person is asked to confirm whoever vouches for it.
    """
    check_address(vault_path)
    return open_dossier_by(vault_path, unlock(key_path, passphrase_fd), founder, ask=passphrase_fd is None)


def open_dossier_by(vault_path: Address, key: EditorKey, founder: str | None, *, ask: bool) -> Vault:
    """:func:`open_dossier` by a key that is open already; ``ask`` whether there is a person to confirm the founder."""
    check_address(vault_path)
    memory = default_memory(os.environ)
    seen = memory.recall(key)
    opened = _open_dossier(vault_path, key, founder, memory, ask=ask)
    tell_pending(opened, seen)
    return opened


def _open_dossier(vault_path: Address, key: EditorKey, founder: str | None, memory: Memory, *, ask: bool) -> Vault:
    try:
        return open_vault(vault_path, key, memory=memory, founder=founder)
    except (UnknownVaultError, OtherVaultError) as unknown:
        if not ask or not _confirmed(_asked_of(unknown), unknown.founder_words):
            raise
        return open_vault(vault_path, key, memory=memory, founder=unknown.founder_words)


def _asked_of(unknown: UnknownVaultError | OtherVaultError) -> Remark:
    if isinstance(unknown, OtherVaultError):
        return said(
            "Another vault lay there when this machine last opened it. This one is the dossier {dossier}, and perhaps"
            " other editors read it: somebody may have put one in the place of the other. If you did not move it"
            " yourself, ask whoever let you in, by telephone or in person. The words of their key are:",
            dossier=unknown.dossier,
        )
    return said(
        "This machine has not seen this vault before. Ask whoever let you in, by telephone or in person, to"
        " read the words of their key. The vault says:"
    )


def new_passphrase_from(passphrase_fd: int | None) -> Secret:
    """A passphrase that somebody chose, asked twice at a terminal."""
    if passphrase_fd is not None:
        return read_passphrase(passphrase_fd)
    with terminal(said("{otherwise}, or have one made with --generate at a terminal", otherwise=NO_TERMINAL)) as there:
        first = there.ask_hidden(said("New passphrase: "))
        if first != there.ask_hidden(said("Once more: ")):
            raise Misuse("the two passphrases differ; nothing was written")
    return first


def confirm_founder(words: str) -> bool:
    """Ask holders of shares, to whom nobody is left who let them in, whether a vault's founder is the one they know."""
    return _confirmed(
        said(
            "This machine has not seen this vault before, and no certificate of the shares was given, which says whose"
            " it is: somebody may have put another vault in its place. Whoever issued the shares, or founded it, has by"
            " the vault a key with these words; a card of theirs, or another colleague, may tell:"
        ),
        words,
    )


def confirm_deposit_words(words: str) -> bool:
    """Ask a reporter whether an editor has read out these very words, which are no editor's own."""
    return _confirmed(
        said(
            "Ask an editor, by telephone or in person, to read the words of the vault's deposit card (`bronwacht vault"
            " inbox`). This one says:"
        ),
        words,
    )


def confirm_words(whose: str, words: str) -> bool:
    """Ask whether ``whose`` owner has read out these very words."""
    return _confirmed(
        said(
            "Ask {whose}, by telephone or in person, to read the words of their key (`bronwacht keys show`). The card"
            " says:",
            whose=whose,
        ),
        words,
    )


def _confirmed(question: Remark, words: str) -> bool:
    with terminal(said("compare the fingerprint by another way, and give it as an option (see --help)")) as there:
        there.tell(said("{question}\n\n    {words}\n", question=question, words=words))
        return there.ask(said("Are they the same? Type yes: ")).lower() in ("yes", "ja")


def _passphrase(passphrase_fd: int | None, question: Remark) -> Secret:
    if passphrase_fd is not None:
        return read_passphrase(passphrase_fd)
    with terminal(NO_TERMINAL) as there:
        return there.ask_hidden(question)
