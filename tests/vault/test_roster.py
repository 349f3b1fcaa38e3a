from __future__ import annotations

import base64
import json
from dataclasses import replace

import pytest
from bronwacht.vault import age
from bronwacht.vault.canonical import from_json, to_json
from bronwacht.vault.cards import BEGIN, CARD_CONTEXT, END, Card, ConfirmedCard, card_body, read_card
from bronwacht.vault.errors import CardError, DamagedVaultError, EditorNameError, FingerprintError, SignatureError
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.roster import Roster, found_roster, read_roster
from bronwacht.vault.secret import Secret

VAULT = "ab" * 16


def roster_of(roster: Roster, vault: str = VAULT) -> Roster:
    body = to_json({"members": [member.to_json() for member in roster.members]})
    return read_roster(vault, from_json(body, "the roster"))


def test_a_card_is_read_back_whatever_stands_around_it(anna: EditorKey) -> None:
    text = f"> Hoi, mijn kaart:\r\n{anna.card.to_text()}\n-- \nAnna".replace("\n", "\r\n")
    assert read_card(text) == anna.card
    assert read_card(text).fingerprint.hex == anna.card.fingerprint.hex


def test_a_fingerprint_is_meant_by_all_of_it_and_by_nothing_less(anna: EditorKey, bram: EditorKey) -> None:
    fingerprint = anna.card.fingerprint
    for text in (
        fingerprint.hex,
        fingerprint.grouped,
        fingerprint.words,
        fingerprint.words.upper(),
        fingerprint.hex.upper(),
    ):
        assert fingerprint.is_meant_by(text)
    for text in ("", fingerprint.hex[:-1], " ".join(fingerprint.words.split()[:7]), bram.card.fingerprint.words, "x"):
        assert not fingerprint.is_meant_by(text)
    assert len(fingerprint.words.split()) == 8


def test_a_card_is_confirmed_by_its_own_fingerprint_alone(anna: EditorKey, bram: EditorKey) -> None:
    assert anna.card.confirm(anna.card.fingerprint.words) == ConfirmedCard(anna.card)
    with pytest.raises(FingerprintError):
        anna.card.confirm(bram.card.fingerprint.words)
    with pytest.raises(FingerprintError):
        anna.card.confirm("")


def card_text(card: Card, **changes: object) -> str:
    body = {"bronwacht": "card", "format": 1, **card.to_json(), **changes}
    return f"{BEGIN}\n{base64.b64encode(json.dumps(body).encode()).decode()}\n{END}\n"


def test_the_fingerprint_covers_name_recipient_and_both_keys(anna: EditorKey, bram: EditorKey) -> None:
    prints = {anna.card.fingerprint.hex}
    for change in (
        {"name": "Bram"},
        {"recipient": bram.card.recipient},
        {"key": replace(anna.card.key, ed25519=bram.card.key.ed25519)},
        {"key": replace(anna.card.key, ml_dsa_44=bram.card.key.ml_dsa_44)},
    ):
        prints.add(replace(anna.card, **change).fingerprint.hex)  # type: ignore[arg-type]
    assert len(prints) == 5


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Eve"},
        {"ed25519": base64.b64encode(bytes(32)).decode()},
        {"recipient": age.generate_identity().recipient},
        {"signature": {"ed25519": "", "ml-dsa-44": ""}},
        {"extra": 1},
        {"format": 2},
        {"name": 7},
    ],
    ids=" ".join,
)
def test_a_changed_card_is_refused(anna: EditorKey, changes: dict[str, object]) -> None:
    with pytest.raises(CardError):
        read_card(card_text(anna.card, **changes))


@pytest.mark.parametrize(
    "text", ["", "hello", BEGIN, f"{BEGIN}\n%%%\n{END}", f"{BEGIN}\n{END}", f"{BEGIN}\ne30=\n{END}"]
)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(CardError):
        read_card(text)


def signed_card(name: str, recipient: str, key: EditorKey) -> Card:
    """A card that signs itself, whatever it says."""
    body = card_body(name, recipient, key.signing.verify_key)
    return Card(name, recipient, key.signing.verify_key, key.signing.sign(body, context=CARD_CONTEXT))


@pytest.mark.parametrize("recipient", [age.generate_identity(post_quantum=False).recipient, "age1pq1qqqq", ""])
def test_a_card_without_a_post_quantum_key_is_refused(anna: EditorKey, recipient: str) -> None:
    with pytest.raises(CardError, match="key"):
        read_card(card_text(signed_card("Anna", recipient, anna)))


@pytest.mark.parametrize("name", ["", " Anna", "An\u202ena", "An\nna", "An\u200bna", "x" * 101, "\x1b[2JAnna"])
def test_a_name_that_hides_something_is_refused(anna: EditorKey, name: str) -> None:
    with pytest.raises(CardError):
        read_card(card_text(signed_card(name, anna.card.recipient, anna)))
    with pytest.raises(EditorNameError):
        new_editor(name)


def test_a_roster_is_a_chain_from_its_founder(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> None:
    roster = found_roster(VAULT, anna, [ConfirmedCard(bram.card)]).admit(ConfirmedCard(carla.card), bram)
    assert roster_of(roster) == roster
    assert roster.founder == anna.card
    assert roster.key_of(carla.card.fingerprint.hex) == carla.signing.verify_key
    assert roster.key_of("00" * 32) is None


def test_a_roster_with_a_hole_a_stranger_or_a_double_is_refused(
    anna: EditorKey, bram: EditorKey, carla: EditorKey
) -> None:
    roster = found_roster(VAULT, anna, [ConfirmedCard(bram.card)]).admit(ConfirmedCard(carla.card), bram)
    first, second, third = roster.members
    forged = replace(third, by=anna.card.fingerprint.hex)
    for members in ((second, third), (first, third), (third,), (first, second, forged)):
        with pytest.raises(SignatureError):
            roster_of(Roster(VAULT, members))
    with pytest.raises(DamagedVaultError, match="twice"):
        roster_of(Roster(VAULT, (first, second, second)))
    with pytest.raises(DamagedVaultError, match="empty"):
        roster_of(Roster(VAULT, ()))


def test_an_admission_is_for_one_vault(anna: EditorKey, bram: EditorKey) -> None:
    with pytest.raises(SignatureError):
        roster_of(found_roster(VAULT, anna, [ConfirmedCard(bram.card)]), vault="cd" * 16)


def test_the_recipient_belongs_to_the_identity(anna: EditorKey) -> None:
    sealed = age.encrypt(b"x", recipients=[anna.card.recipient])
    assert age.decrypt(sealed, identities=[anna.identity.reveal_text()]) == b"x"
    assert isinstance(anna.identity, Secret)


def test_whoever_left_stays_a_link_of_the_chain(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> None:
    roster = found_roster(VAULT, anna, [ConfirmedCard(bram.card)])
    without = roster.dismiss(anna.card, bram).admit(ConfirmedCard(carla.card), bram, since=7)
    assert roster_of(without) == without
    assert [card.name for card in without.cards] == ["Bram", "Carla"]
    assert without.founder == anna.card
    assert without.key_of(anna.card.fingerprint.hex) == anna.signing.verify_key
    assert without.present_key_of(anna.card.fingerprint.hex) is None
    assert without.present_key_of(bram.card.fingerprint.hex) == bram.signing.verify_key
    assert [member.since for member in without.members] == [0, 0, 7]


def test_a_departure_is_signed_by_an_editor_for_this_vault(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> None:
    roster = found_roster(VAULT, anna, [ConfirmedCard(bram.card)])
    with pytest.raises(SignatureError, match="dismissed by somebody"):
        roster_of(roster.dismiss(bram.card, carla))
    left = roster.dismiss(bram.card, anna).members[1].left
    with pytest.raises(SignatureError):
        roster_of(Roster(VAULT, (replace(roster.members[0], left=left), roster.members[1])))
    elsewhere = found_roster("cd" * 16, anna, [ConfirmedCard(bram.card)]).dismiss(bram.card, anna)
    with pytest.raises(SignatureError):
        roster_of(Roster(VAULT, (roster.members[0], replace(roster.members[1], left=elsewhere.members[1].left))))


def test_somebody_is_left(anna: EditorKey) -> None:
    with pytest.raises(DamagedVaultError, match="empty"):
        roster_of(found_roster(VAULT, anna, []).dismiss(anna.card, anna))


def test_a_name_that_reads_as_a_colleagues_is_told_apart(anna: EditorKey, bram: EditorKey) -> None:
    impostor = new_editor("\u0410nna ".strip())  # the first letter is Cyrillic
    roster = found_roster("ab" * 16, anna, [ConfirmedCard(bram.card)])
    assert [roster.called(key.card.fingerprint.hex) for key in (anna, bram)] == ["Anna", "Bram"]
    both = roster.admit(ConfirmedCard(impostor.card), bram)
    shown = [both.called(key.card.fingerprint.hex) for key in (anna, impostor)]
    for name, key in zip(shown, (anna, impostor), strict=True):
        assert name == f"{key.name} ({' '.join(key.card.fingerprint.words.split()[:3])})"
    alone = both.dismiss(impostor.card, anna)
    assert alone.called(anna.card.fingerprint.hex) == "Anna"
    assert alone.called("ab" * 32) == ""
