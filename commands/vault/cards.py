"""Cards of other editors: reading them, and having a person compare their fingerprints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...said import said
from ...vault.cards import MAX_CARD_BYTES, Card, ConfirmedCard, read_card
from ...vault.errors import CardError, FingerprintError
from ...vault.files import read_small
from ..unlock import confirm_words


def read_card_file(path: Path) -> Card:
    """An editor card from a file; raises :class:`CardError`."""
    text = read_small(path, MAX_CARD_BYTES, said("the card"), CardError)
    if text.startswith((b"-----BEGIN AGE", b"age-encryption.org/")):
        raise CardError(
            "{name} is a key file, which never leaves its owner; name their card, which `bronwacht keys show` prints",
            name=path.name,
        )
    return read_card(text.decode(errors="replace"))


def confirm_cards(cards: Sequence[Card], fingerprints: Sequence[str], *, ask: bool) -> list[ConfirmedCard]:
    """Every card with the fingerprint that was given for it, or that a person has just compared."""
    unused = [text for text in fingerprints if not any(card.fingerprint.is_meant_by(text) for card in cards)]
    if unused:
        raise FingerprintError("a --fingerprint is that of none of the cards; do not use the card, ask for a new one")
    confirmed = []
    for card in cards:
        given = next((text for text in fingerprints if card.fingerprint.is_meant_by(text)), None)
        if given is None and ask and confirm_words(card.name, card.fingerprint.words):
            given = card.fingerprint.words
        if given is None:
            raise FingerprintError(
                "the card of {name} was not confirmed; ask them for their eight words, and give them with"
                " --fingerprint",
                name=card.name,
            )
        confirmed.append(card.confirm(given))
    return confirmed
