from __future__ import annotations

import base64
import datetime
import itertools

import pytest
from bronwacht.vault import age
from bronwacht.vault.errors import (
    CertificateError,
    EditorNameError,
    ForeignShareError,
    ShareError,
    SpoiledShareError,
    TooFewSharesError,
    VaultError,
)
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.quorum import (
    Certificate,
    Issue,
    certify,
    new_issue,
    read_certificate,
    read_given,
    read_shares,
    rebuild,
    share_sheet,
)
from bronwacht.vault.secret import Secret

VAULT, OTHER_VAULT = "ab" * 16, "cd" * 16
TODAY = datetime.date(2024, 5, 17)
NAMES = ("Anna", "Bram", "Carla", "Daan", "Els", "Freek", "Gerda")
FOUNDER = "ef" * 32


@pytest.fixture(scope="module")
def issue() -> Issue:
    return new_issue(NAMES[:5], 3, today=TODAY)


@pytest.fixture(scope="module")
def certificate(issue: Issue, anna: EditorKey) -> Certificate:
    return read_certificate(certify(VAULT, FOUNDER, issue.quorum, anna))


def sheets(issue: Issue, vault: str = VAULT) -> list[Secret]:
    return [share_sheet(share, issue.quorum, vault) for share in issue.shares]


@pytest.mark.parametrize("count", range(2, 8))
def test_every_k_of_n_holders_make_the_key_and_every_k_minus_1_do_not(count: int, anna: EditorKey) -> None:
    for threshold in range(2, count + 1):
        made = new_issue(NAMES[:count], threshold, today=TODAY)
        known = read_certificate(certify(VAULT, FOUNDER, made.quorum, anna))
        given = read_shares(sheets(made), known)
        for chosen in itertools.combinations(given, threshold):
            assert rebuild(chosen, known) == made.breaker
        for chosen in itertools.combinations(given, threshold - 1):
            with pytest.raises(TooFewSharesError):
                rebuild(chosen, known)


def test_every_spoiled_share_of_every_number_is_named(issue: Issue, certificate: Certificate) -> None:
    # Well-formed shares of the same mark and number, but of another polynomial: no checksum finds these.
    from shamir_mnemonic import EncryptedMasterSecret, split_ems

    for number, name in enumerate(NAMES[:5], start=1):
        ems = EncryptedMasterSecret(issue.quorum.mark, True, 0, bytes(32))
        forged = split_ems(1, [(3, 5)], ems)[0][number - 1].mnemonic()
        texts = [share.words for share in issue.shares]
        texts[number - 1] = Secret(forged)
        with pytest.raises(SpoiledShareError, match=f"of {name} .number {number}. is spoiled") as refusal:
            rebuild(read_shares(texts, certificate), certificate)
        assert refusal.value.exit_code == 4
        # Those who have no certificate learn that something is wrong, not what.
        with pytest.raises(SpoiledShareError):
            chosen = [texts[number - 1], *(text for text in texts if text is not texts[number - 1])]
            rebuild(read_shares(chosen, None), None)


def test_a_mistyped_share_is_called_by_place_and_holder(issue: Issue, certificate: Certificate) -> None:
    words = issue.shares[3].words.reveal_text().split()
    words[20] = "academic" if words[20] != "academic" else "acid"
    with pytest.raises(ShareError, match=r"^share 2 of those given, Daan's by its number, is spoiled"):
        read_shares([issue.shares[0].words, Secret(" ".join(words))], certificate)
    with pytest.raises(ShareError, match=r"^share 1 of those given has 3 words"):
        read_shares([Secret("one two three")], certificate)


def test_shares_of_another_vault_and_of_an_earlier_issue_are_told(issue: Issue, certificate: Certificate) -> None:
    later = new_issue(NAMES[:5], 3, today=TODAY)
    mine, elsewhere, replaced = sheets(issue), sheets(issue, OTHER_VAULT), sheets(later)
    for foreign, says in (
        (elsewhere[1], "another vault"),
        (replaced[1], "was replaced"),
        (later.shares[1].words, "of"),
    ):
        with pytest.raises(ForeignShareError, match=says) as refusal:
            rebuild(read_shares([mine[0], foreign, mine[2]], certificate), certificate)
        assert refusal.value.exit_code == 4
    with pytest.raises(ForeignShareError):
        rebuild(read_shares([issue.shares[0].words, later.shares[1].words], None), None)


def test_a_share_given_twice_is_named(issue: Issue, certificate: Certificate) -> None:
    given = read_shares([issue.shares[0].words, issue.shares[1].words, issue.shares[1].words], certificate)
    with pytest.raises(ShareError, match="of Bram was given twice"):
        rebuild(given, certificate)
    with pytest.raises(TooFewSharesError):
        rebuild(given, None)
    with pytest.raises(TooFewSharesError):
        rebuild([], None)


def test_words_alone_do(issue: Issue) -> None:
    assert rebuild(read_shares([share.words for share in issue.shares[2:]], None), None) == issue.breaker


def test_the_sheet_reads_as_its_numbered_words_too(issue: Issue) -> None:
    text = share_sheet(issue.shares[0], issue.quorum, VAULT).reveal_text()
    assert "SHARE 1 OF 5" in text and "Any 3" in text and "Anna" in text
    assert max(map(len, text.splitlines())) < 80
    table = "\n".join(line for line in text.splitlines() if line[:2].strip().isdigit())
    assert len(table.split()) == 66
    assert read_given(Secret(table), "it").share == issue.shares[0]
    assert read_given(Secret(text), "it").issue == issue.quorum.issue


def test_every_changed_byte_of_a_shares_block_is_refused_or_changes_nothing(
    issue: Issue, certificate: Certificate
) -> None:
    sheet = share_sheet(issue.shares[0], issue.quorum, VAULT).reveal()
    start = sheet.index(b"-----BEGIN")
    others = [share.words for share in issue.shares[1:3]]
    for at in range(start, len(sheet)):
        for text in (sheet[:at], sheet[:at] + bytes([sheet[at] ^ 1]) + sheet[at + 1 :]):
            try:
                made = rebuild(read_shares([Secret(text), *others], certificate), certificate)
            except VaultError as refusal:
                assert "\n" not in str(refusal)
            else:
                # White space, and the last bits of the base64, say nothing.
                assert made == issue.breaker


def test_the_key_is_one_that_stock_age_takes(issue: Issue) -> None:
    sealed = age.encrypt(b"keyring", recipients=[issue.breaker.card.recipient])
    assert age.decrypt(sealed, identities=[issue.breaker.identity.reveal_text()]) == b"keyring"


def test_nothing_secret_is_in_a_repr(issue: Issue) -> None:
    for thing in (
        issue,
        issue.shares,
        read_shares(sheets(issue), None),
        share_sheet(issue.shares[0], issue.quorum, VAULT),
    ):
        assert not set(repr(thing).replace("'", " ").split()) & set(issue.shares[0].words.reveal_text().split())
        assert "AGE-SECRET" not in repr(thing)


@pytest.mark.parametrize(
    ("names", "threshold", "error"),
    [
        (NAMES[:3], 1, ShareError),
        (NAMES[:3], 4, ShareError),
        ((*NAMES, "Hans"), 3, ShareError),
        ((), 2, ShareError),
        (("Anna", "anna", "Bram"), 2, ShareError),
        (("Anna", "B\nC"), 2, EditorNameError),
    ],
    ids=str,
)
def test_what_is_no_quorum(names: tuple[str, ...], threshold: int, error: type[VaultError]) -> None:
    with pytest.raises(error):
        new_issue(names, threshold, today=TODAY)


def test_a_certificate_is_signed_and_holds_no_share(issue: Issue, anna: EditorKey) -> None:
    text = certify(VAULT, FOUNDER, issue.quorum, anna)
    inside = base64.b64decode("".join(text.splitlines()[1:-1]))
    read = read_certificate(f"Dear all,\n{text}\nRegards")
    assert (read.vault, read.founder, read.quorum) == (VAULT, FOUNDER, issue.quorum)
    assert read.issuer.fingerprint == anna.card.fingerprint
    for share in issue.shares:
        assert share.words.reveal() not in inside


def test_a_changed_or_cut_certificate_is_refused(issue: Issue, anna: EditorKey, bram: EditorKey) -> None:
    text = certify(VAULT, FOUNDER, issue.quorum, anna)
    inside = base64.b64decode("".join(text.splitlines()[1:-1]))
    head, tail = text.splitlines()[0], text.splitlines()[-1]
    swapped = inside.replace(anna.card.name.encode(), b"Anne")
    changed = [swapped, inside.replace(b"Bram", b"Brim"), inside.replace(VAULT.encode(), OTHER_VAULT.encode())]
    changed += [inside[:at] + bytes([inside[at] ^ 4]) + inside[at + 1 :] for at in range(0, len(inside), 97)]
    changed += [inside[:at] for at in range(0, len(inside), 211)]
    for data in changed:
        with pytest.raises(VaultError):
            read_certificate(f"{head}\n{base64.b64encode(data).decode()}\n{tail}\n")
    for cut in ("", "x", text[:-5], text[5:], "A" * 300_000):
        with pytest.raises(CertificateError):
            read_certificate(cut)
