"""An editor's key file: a post-quantum age identity and two signing seeds, under a passphrase.

The file is an armored age file, and what is in it is an age identity file with comments: the stock ``age`` program
takes it after ``--identity``, passphrase and all, when Bronwacht is long gone. Nothing here prints, and every secret
is masked.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..errors import reason
from . import age
from .canonical import to_base64
from .cards import BEGIN, CARD_CONTEXT, Card, card_body, check_name
from .errors import (
    AgeError,
    EditorNameError,
    KeyFileError,
    KeyTextError,
    NoMatchError,
    WeakPassphraseError,
    WorkFactorError,
    WrongPassphraseError,
)
from .files import open_to_read, write_fresh
from .secret import Secret
from .signing import SEED_SIZE, SigningKey

WORK_FACTOR = 18
"""scrypt with N = 2^18: about a second and 256 MiB a guess."""

MAX_BYTES = 64 * 1024
"""A key file takes about 1 KB; a file that is larger is not one."""

MIN_PASSPHRASE, MIN_DIFFERENT = 16, 6
"""A passphrase that a person chose has so many characters, and so many different ones: far less good than six words."""

_TITLE = "# bronwacht key file 1"
_NAME, _ED25519, _ML_DSA_44 = "# name: ", "# signing seed, ed25519: ", "# signing seed, ml-dsa-44: "
_IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-1"


@dataclass(frozen=True)
class EditorKey:
    """What an editor opens and signs with; only the name is not secret."""

    name: str
    identity: Secret = field(default_factory=lambda: Secret(age.generate_identity().identity))
    signing: SigningKey = field(default_factory=SigningKey)

    @cached_property
    def card(self) -> Card:
        """The public half, signed by the secret one."""
        recipient = age.recipient_of(self.identity.reveal_text())
        body = card_body(self.name, recipient, self.signing.verify_key)
        return Card(self.name, recipient, self.signing.verify_key, self.signing.sign(body, context=CARD_CONTEXT))


def new_editor(name: str) -> EditorKey:
    """Make a new key; raises :class:`EditorNameError` for a name that cannot be shown."""
    return EditorKey(check_name(name))


def check_passphrase(passphrase: Secret) -> None:
    """Raise :class:`WeakPassphraseError` for one that is plainly too weak; it cannot find all that are.

    And for one with a character that nobody sees, who then could never type it: it came with the file it was kept in.
    """
    text = passphrase.reveal_text()
    if not text.isprintable():
        raise WeakPassphraseError(
            "the passphrase has a character that cannot be seen or typed, as some programs put before a text; leave it"
            " out"
        )
    if len(text) < MIN_PASSPHRASE or len(Counter(text)) < MIN_DIFFERENT:
        raise WeakPassphraseError(
            "the passphrase is too weak: at least {min_passphrase} characters, or better, six words by --generate",
            min_passphrase=MIN_PASSPHRASE,
        )


def seal_key(key: EditorKey, passphrase: Secret, *, work_factor: int = WORK_FACTOR) -> bytes:
    """The bytes of a key file; raises :class:`WeakPassphraseError`."""
    check_passphrase(passphrase)
    lines = [
        _TITLE,
        _NAME + json.dumps(key.name, ensure_ascii=False),
        _ED25519 + to_base64(key.signing.ed25519_seed.reveal()),
        _ML_DSA_44 + to_base64(key.signing.ml_dsa_44_seed.reveal()),
        key.identity.reveal_text(),
    ]
    plaintext = ("\n".join(lines) + "\n").encode()
    return age.encrypt(plaintext, passphrase=passphrase.reveal_text(), armor=True, work_factor=work_factor)


def open_key(sealed: bytes, passphrase: Secret) -> EditorKey:
    """The inverse of :func:`seal_key`; raises :class:`WrongPassphraseError` or :class:`KeyFileError`."""
    try:
        return _parse(_opened(sealed, _spellings(passphrase)))
    except (NoMatchError, WorkFactorError):
        raise
    except AgeError:
        raise KeyFileError("the key file is damaged, or is no key file; fetch your copy from the safe") from None


def _opened(sealed: bytes, spellings: list[str]) -> bytes:
    for spelling in spellings[:-1]:
        with contextlib.suppress(WrongPassphraseError):
            return age.decrypt(sealed, passphrase=spelling)
    return age.decrypt(sealed, passphrase=spellings[-1])


def _spellings(passphrase: Secret) -> list[str]:
    """As it was typed, then in the other ways that Unicode has for it: "é" is one character on a Mac, or two.

    And without the byte order mark with which some programs begin a file.
    """
    text = passphrase.reveal_text()
    bare = text.removeprefix("\ufeff")
    return list(dict.fromkeys([text, bare, *(unicodedata.normalize(form, bare) for form in ("NFC", "NFD"))]))


def write_key(path: Path, key: EditorKey, passphrase: Secret, *, work_factor: int = WORK_FACTOR) -> None:
    """Write a key file that was not there, readable by its owner alone; raises as :func:`write_fresh`."""
    write_fresh(path, seal_key(key, passphrase, work_factor=work_factor))


def read_key_file(path: Path) -> bytes:
    """The sealed bytes of a key file, before anybody is asked for a passphrase; raises :class:`KeyFileError`."""
    try:
        with open_to_read(path) as file:
            sealed = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise KeyFileError(
            "cannot read the key file {name}: {reason}; check the path", name=path.name or path, reason=reason(error)
        ) from None
    if not 0 < len(sealed) <= MAX_BYTES or not sealed.startswith((b"-----BEGIN AGE", b"age-encryption.org/")):
        if sealed.startswith(BEGIN.encode()):
            raise KeyFileError("{name} is a card, the public half of a key; name the key file", name=path.name)
        raise KeyFileError("{name} is no key file; make one with `bronwacht keys new`", name=path.name)
    return sealed


def _parse(plaintext: bytes) -> EditorKey:
    try:
        title, name, ed25519, ml_dsa_44, identity, end = plaintext.decode().split("\n")
        known = title == _TITLE and identity.startswith(_IDENTITY_PREFIX) and not end
        if not known:
            raise KeyFileError(
                "the file opens, but is no Bronwacht key file; name the one that `bronwacht keys new` wrote"
            )
        name_value = json.loads(value_after(name, _NAME))
        key = EditorKey(
            check_name(name_value if isinstance(name_value, str) else ""),
            Secret(identity),
            SigningKey(_seed(value_after(ed25519, _ED25519)), _seed(value_after(ml_dsa_44, _ML_DSA_44))),
        )
        age.recipient_of(identity)
    except (ValueError, KeyTextError, EditorNameError):
        raise KeyFileError(
            "the file opens, but is no Bronwacht key file; name the one that `bronwacht keys new` wrote"
        ) from None
    return key


def value_after(line: str, label: str) -> str:
    """What stands behind its label on a line; raises ``ValueError`` for a line that begins otherwise."""
    if not line.startswith(label):
        raise ValueError
    return line.removeprefix(label)


def _seed(text: str) -> Secret:
    try:
        seed = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError from None
    if len(seed) != SEED_SIZE:
        raise ValueError
    return Secret(seed)
