"""Splitting a secret of 32 bytes into shares, any few of which rebuild it and any fewer do not.

The scheme is SLIP-39: Shamir's over GF(256), with a share's place and a checksum in it, written as 33 words. The
arithmetic is the reference implementation's (``shamir_mnemonic``, Trezor), not ours. It fits because the secret of a
post-quantum age identity is 32 bytes: the identity itself is split, no wrapping key, so that any SLIP-39 tool and the
``age`` program recover it. Shamir's scheme rests on no assumption that a quantum computer could break: with fewer
shares than asked, every secret is still possible but for SLIP-39's digest of 32 bits, which leaves 224 of the 256 to be
guessed. SLIP-39's own passphrase is left empty; nothing rests on it.

Used by ``quorum`` and ``two_person``. Words never appear in an error: the library's own errors quote them, and are
replaced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import shamir_mnemonic as slip39
from shamir_mnemonic import wordlist

from ..said import Remark, said
from . import bech32
from .conventions import hkdf
from .errors import ShareError, SpoiledShareError, TooFewSharesError
from .recipients import HybridIdentity
from .secret import Secret
from .signing import SigningKey, VerifyKey

SECRET_SIZE = 32
SHARE_WORDS = 33
MIN_THRESHOLD = 2
"""One share that opens by itself would be no quorum."""

MAX_SHARES = 16
"""SLIP-39 gives a share's number four bits."""

_ROUNDS = 0
"""SLIP-39's iteration exponent: only a passphrase would need the iterations, and there is none."""

_NUMBER_WORDS = slice(2, 4)
_NUMBER_SHIFT, _NUMBER_MASK, _WORD_BITS = 4, 15, 10
_DRILL = b"bronwacht share drill 1 "


@dataclass(frozen=True)
class Share:
    """One share: its 33 ``words``, the mark of its set (15 random bits), its number from 1, how many open."""

    words: Secret
    mark: int
    number: int
    threshold: int

    @cached_property
    def drill_key(self) -> SigningKey:
        """A signing key that only a holder of this very share can make; it says nothing about the share."""
        seeds = [Secret(hkdf(self.words.reveal(), salt=b"", info=_DRILL + use)) for use in (b"ed25519", b"ml-dsa-44")]
        return SigningKey(*seeds)

    @property
    def commitment(self) -> bytes:
        """What is kept of a share to know it again: the SHA-256 of its drill key's public half."""
        return commitment_of(self.drill_key.verify_key)


def commitment_of(drill_key: VerifyKey) -> bytes:
    """The commitment of the share that ``drill_key`` was made of."""
    return hashlib.sha256(b"bronwacht share commitment 1\n" + drill_key.ed25519 + drill_key.ml_dsa_44).digest()


def split(secret: Secret, *, threshold: int, count: int) -> tuple[Share, ...]:
    """Shares 1 to ``count``, any ``threshold`` of which rebuild ``secret``; raises :class:`ShareError`."""
    if not MIN_THRESHOLD <= threshold <= count <= MAX_SHARES or len(secret) != SECRET_SIZE:
        raise ShareError(
            "at least {min_threshold} shares open, and there are as many or more, {max_shares} at most",
            min_threshold=MIN_THRESHOLD,
            max_shares=MAX_SHARES,
        )
    (group,) = slip39.generate_mnemonics(1, [(threshold, count)], secret.reveal(), iteration_exponent=_ROUNDS)
    return tuple(read_words(Secret(words)) for words in group)


def combine(shares: Sequence[Share]) -> Secret:
    """The inverse of :func:`split`, of as many shares of one set as it asks for, or more.

    Raises :class:`TooFewSharesError`, or :class:`SpoiledShareError` where they do not belong together: which of them
    does not, only the commitments tell.
    """
    different = {share.number: share for share in shares}
    if not different or len(different) < (threshold := shares[0].threshold):
        needed = f"{shares[0].threshold} different ones" if shares else "shares"
        raise TooFewSharesError(
            "too few shares: {count} were given, and it takes {needed}", count=len(different), needed=needed
        )
    chosen = list(different.values())[:threshold]
    try:
        return Secret(slip39.combine_mnemonics([share.words.reveal_text() for share in chosen]))
    except slip39.MnemonicError:
        raise SpoiledShareError("one of the shares is spoiled, or they are not of one set") from None


_THE_SHARE = said("the share")


def read_words(untrusted_words: Secret, what: Remark = _THE_SHARE) -> Share:
    """Read the words of a share, in whatever case and spacing; raises :class:`ShareError`, which calls it ``what``."""
    try:
        words = untrusted_words.reveal_text().lower().split()
    except UnicodeDecodeError:
        raise ShareError("{what} is not text", what=what) from None
    if len(words) != SHARE_WORDS:
        raise ShareError(
            "{what} has {count} words, and a share has {share_words}",
            what=what,
            count=len(words),
            share_words=SHARE_WORDS,
        )
    try:
        share = slip39.Share.from_mnemonic(" ".join(words))
    except slip39.MnemonicError:
        raise ShareError("{what} is spoiled: a word is wrong, or two changed places", what=what) from None
    plain = (share.group_index, share.group_threshold, share.group_count, share.iteration_exponent) == (
        0,
        1,
        1,
        _ROUNDS,
    )
    if not plain or not share.extendable or share.member_threshold < MIN_THRESHOLD:
        raise ShareError("{what} is one of something else than a vault", what=what)
    return Share(Secret(" ".join(words)), share.identifier, share.index + 1, share.member_threshold)


def claimed_number(untrusted_words: Secret) -> int | None:
    """The number that a spoiled share calls itself by, to say whose it is; None when even that cannot be read."""
    try:
        claimed: list[int] = wordlist.mnemonic_to_indices(untrusted_words.reveal_text())[_NUMBER_WORDS]
    except (slip39.MnemonicError, UnicodeDecodeError):
        return None
    if len(claimed) != _NUMBER_WORDS.stop - _NUMBER_WORDS.start:
        return None
    return ((claimed[0] << _WORD_BITS | claimed[1]) >> _NUMBER_SHIFT & _NUMBER_MASK) + 1


def secret_of(identity: Secret) -> Secret:
    """The 32 bytes of a post-quantum age identity; raises :class:`ShareError` for another kind."""
    hrp, data = bech32.decode(identity.reveal_text())
    if hrp != HybridIdentity.hrp:
        raise ShareError("only a post-quantum identity is split")
    return Secret(data)


def identity_of(secret: Secret) -> Secret:
    """The inverse of :func:`secret_of`."""
    return Secret(HybridIdentity(secret.reveal()).text())
