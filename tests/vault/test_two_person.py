from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import replace

import pytest
from bronwacht.vault import age
from bronwacht.vault.errors import (
    AgeError,
    DamagedVaultError,
    NeedsApprovalError,
    RequestError,
    TooFewEditorsError,
    VaultError,
)
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.secret import Secret
from bronwacht.vault.two_person import (
    REQUEST_LIFE,
    About,
    Halves,
    Request,
    check_motive,
    hand_over,
    join,
    new_request,
    own_half,
    read_halves,
    read_requests,
    split_identity,
    standing,
    whole_identity,
)

ABOUT = About("ab" * 16, "cd" * 16, "Merel")
NOW = datetime.datetime(2024, 5, 17, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def identity() -> Secret:
    return Secret(age.generate_identity().identity)


@pytest.fixture(scope="module")
def editors(anna: EditorKey, bram: EditorKey, carla: EditorKey) -> list[EditorKey]:
    return [anna, bram, carla]


@pytest.fixture(scope="module")
def halves(identity: Secret, editors: list[EditorKey]) -> Halves:
    return split_identity(identity, ABOUT, [editor.card for editor in editors], None)


def test_any_two_editors_open_it(halves: Halves, identity: Secret, editors: list[EditorKey]) -> None:
    read = read_halves(halves.to_json())
    for first, second in itertools.permutations(editors, 2):
        handed = hand_over(own_half(read, ABOUT, second), ABOUT, first.card)
        assert join(own_half(read, ABOUT, first), handed, ABOUT, first) == identity


def test_one_editor_opens_nothing_with_all_that_they_have(
    halves: Halves, identity: Secret, editors: list[EditorKey]
) -> None:
    sealed = age.encrypt(b"who it is", recipients=[age.recipient_of(identity.reveal_text())])
    for editor in editors:
        mine = own_half(halves, ABOUT, editor)
        opened = []
        for blob in [*halves.sealed.values(), sealed]:
            try:
                opened.append(age.decrypt(blob, identities=[editor.identity.reveal_text()]))
            except AgeError:
                continue
        # Their own half, and that alone.
        (document,) = opened
        assert mine.words.reveal() in document
        assert identity.reveal() not in document
        # Handed to oneself, a half is still one half.
        with pytest.raises(DamagedVaultError):
            join(mine, hand_over(mine, ABOUT, editor.card), ABOUT, editor)
        # The half taken for the whole is not it either.
        from bronwacht.vault.shares import identity_of
        from shamir_mnemonic import Share

        guess = identity_of(Secret(Share.from_mnemonic(mine.words.reveal_text()).value))
        with pytest.raises(AgeError):
            age.decrypt(sealed, identities=[guess.reveal_text()])


def test_what_is_handed_over_opens_for_the_one_who_asked(halves: Halves, editors: list[EditorKey]) -> None:
    anna, bram, carla = editors
    handed = hand_over(own_half(halves, ABOUT, bram), ABOUT, anna.card)
    assert own_half(halves, ABOUT, bram).words.reveal() not in handed
    with pytest.raises(DamagedVaultError):
        join(own_half(halves, ABOUT, carla), handed, ABOUT, carla)


def test_a_half_of_another_record_is_not_handed_over(halves: Halves, anna: EditorKey) -> None:
    for other in (replace(ABOUT, record="ef" * 16), replace(ABOUT, codename="Merels"), replace(ABOUT, vault="00" * 16)):
        with pytest.raises(DamagedVaultError, match="another record"):
            own_half(halves, other, anna)


def test_halves_of_two_splits_do_not_fit(halves: Halves, identity: Secret, editors: list[EditorKey]) -> None:
    anna, bram, _ = editors
    other = split_identity(identity, ABOUT, [editor.card for editor in editors], None)
    handed = hand_over(own_half(other, ABOUT, bram), ABOUT, anna.card)
    with pytest.raises(DamagedVaultError, match="does not fit"):
        join(own_half(halves, ABOUT, anna), handed, ABOUT, anna)


def test_who_came_later_has_no_half(halves: Halves) -> None:
    with pytest.raises(NeedsApprovalError) as refusal:
        own_half(halves, ABOUT, new_editor("Daan"))
    assert refusal.value.exit_code == 4


def test_break_glass_has_it_whole(halves: Halves, identity: Secret, editors: list[EditorKey]) -> None:
    breaker = new_editor("break-glass")
    split = split_identity(identity, ABOUT, [editor.card for editor in editors], breaker.card)
    assert whole_identity(read_halves(split.to_json()), ABOUT, breaker) == identity
    with pytest.raises(NeedsApprovalError):
        whole_identity(halves, ABOUT, breaker)
    with pytest.raises(DamagedVaultError):
        whole_identity(split, ABOUT, editors[0])


@pytest.mark.parametrize("count", [0, 1, 17])
def test_it_takes_two_editors(count: int, identity: Secret, anna: EditorKey) -> None:
    with pytest.raises(TooFewEditorsError):
        split_identity(identity, ABOUT, [anna.card] * count, None)


def test_damaged_halves_are_refused(halves: Halves, anna: EditorKey) -> None:
    mine = halves.sealed[anna.card.fingerprint.hex]
    for at in range(0, len(mine), 41):
        for bad in (mine[:at], mine[:at] + bytes([mine[at] ^ 1]) + mine[at + 1 :]):
            with pytest.raises(VaultError):
                own_half(Halves({anna.card.fingerprint.hex: bad}, b""), ABOUT, anna)
    nonsense = age.encrypt(b'{"bronwacht":"half","format":1}', recipients=[anna.card.recipient])
    with pytest.raises(DamagedVaultError):
        own_half(Halves({anna.card.fingerprint.hex: nonsense}, b""), ABOUT, anna)
    for value in ({"halves": {"x": "?"}, "whole": ""}, {"halves": {}}, [], {"halves": {}, "whole": "", "more": 1}):
        with pytest.raises(DamagedVaultError):
            read_halves(value)  # type: ignore[arg-type]


def test_requests_expire(anna: EditorKey) -> None:
    request = new_request("cd" * 16, anna.card.fingerprint.hex, "  the lawyer\nasks for it ", now=NOW)
    assert request.motive == "the lawyer asks for it"
    assert read_requests([request.to_json()]) == (request,)
    assert standing([request], now=NOW + REQUEST_LIFE / 2) == (request,)
    assert standing([request], now=NOW + REQUEST_LIFE) == ()


@pytest.mark.parametrize("motive", ["", "because", "x" * 200, "\x1b[2J the lawyer asks", '"' * 80, "é" * 80])
def test_a_motive_says_something_and_fits_the_log(motive: str) -> None:
    with pytest.raises(RequestError):
        check_motive(motive)


def test_a_damaged_request_is_refused() -> None:
    good = Request("00" * 4, "cd" * 16, "ab" * 32, "the lawyer asks", NOW).to_json()
    for bad in ({"expires": "soon"}, {"expires": "2024-05-17"}, {"id": "x"}, {"handed": "?"}, {"more": 1}):
        with pytest.raises(DamagedVaultError):
            read_requests([{**good, **bad}])


def test_nothing_secret_is_in_a_repr(halves: Halves, anna: EditorKey) -> None:
    assert not re.search(r"[A-Za-z0-9+/]{80}", repr(halves))
