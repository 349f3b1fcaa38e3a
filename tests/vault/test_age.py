"""What age.encrypt and age.decrypt promise: who can open what, which error says what, and that no secret is shown."""

from __future__ import annotations

import subprocess
import sys
import time
import traceback

import pytest
from bronwacht.vault import age, bech32
from bronwacht.vault.errors import (
    AgeError,
    HeaderError,
    HeaderMacError,
    KeyTextError,
    NoMatchError,
    PayloadError,
    RecipientsError,
    WorkFactorError,
    WrongPassphraseError,
)
from bronwacht.vault.recipients import parse_identity
from hypothesis import given, settings
from hypothesis import strategies as st

PQ, OTHER_PQ = age.generate_identity(), age.generate_identity()
CLASSIC, OTHER_CLASSIC = age.generate_identity(post_quantum=False), age.generate_identity(post_quantum=False)
PASSPHRASE = "zes losse woorden uit een boek"
FACTOR = 2
LOW_ORDER = bytes(32)

# age.md, "The MLKEM768-X25519 … recipient type" and "The X25519 recipient type"
SPEC_PQ_IDENTITY = "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR"
SPEC_PQ_RECIPIENT = ("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5z", "fzv49zc0k")
SPEC_IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
SPEC_RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"


@settings(deadline=None)
@given(st.binary(max_size=300), st.booleans(), st.booleans(), st.integers(1, 3))
def test_round_trip(plaintext: bytes, armor: bool, post_quantum: bool, readers: int) -> None:
    keys = [age.generate_identity(post_quantum=post_quantum) for _ in range(readers)]
    sealed = age.encrypt(plaintext, recipients=[pair.recipient for pair in keys], armor=armor)
    for identity, _ in keys:
        assert age.decrypt(sealed, identities=[identity]) == plaintext
        assert age.decrypt(sealed, identities=[OTHER_PQ.identity, identity], passphrase="not asked for") == plaintext


@settings(deadline=None)
@given(st.binary(max_size=300), st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.booleans())
def test_round_trip_with_a_passphrase(plaintext: bytes, passphrase: str, armor: bool) -> None:
    sealed = age.encrypt(plaintext, passphrase=passphrase, armor=armor, work_factor=FACTOR)
    assert age.decrypt(sealed, passphrase=passphrase) == plaintext
    assert age.decrypt(sealed, identities=[PQ.identity], passphrase=passphrase) == plaintext


def test_nothing_is_used_twice() -> None:
    first, second = (age.encrypt(b"x", recipients=[CLASSIC.recipient]) for _ in range(2))
    assert len(set(first.split(b"\n")) & set(second.split(b"\n"))) == 1  # the version line
    first, second = (age.encrypt(b"x", passphrase=PASSPHRASE, work_factor=FACTOR) for _ in range(2))
    assert len(set(first.split(b"\n")) & set(second.split(b"\n"))) == 1


def test_a_passphrase_is_stretched_by_eighteen_unless_told_otherwise() -> None:
    assert b" 18\n" in age.encrypt(b"", passphrase=PASSPHRASE)


def test_keys_of_the_specification() -> None:
    assert age.recipient_of(SPEC_IDENTITY) == SPEC_RECIPIENT
    start, end = SPEC_PQ_RECIPIENT
    recipient = age.recipient_of(SPEC_PQ_IDENTITY)
    assert recipient.startswith(start)
    assert recipient.endswith(end)


def test_generated_keys() -> None:
    identity, recipient = age.generate_identity()
    assert identity.startswith("AGE-SECRET-KEY-PQ-1")
    assert recipient.startswith("age1pq1")
    assert age.recipient_of(identity) == recipient
    assert CLASSIC.identity.startswith("AGE-SECRET-KEY-1")
    assert age.recipient_of(CLASSIC.identity) == CLASSIC.recipient
    assert len({PQ.identity, OTHER_PQ.identity, identity}) == 3


class TestWrongKey:
    """Another key would open it: exit code 4."""

    @pytest.mark.parametrize("mine", [PQ, CLASSIC])
    @pytest.mark.parametrize("tried", [OTHER_PQ, OTHER_CLASSIC])
    def test_no_match(self, mine: age.KeyPair, tried: age.KeyPair) -> None:
        sealed = age.encrypt(b"x", recipients=[mine.recipient])
        with pytest.raises(NoMatchError, match="not sealed to any") as refusal:
            age.decrypt(sealed, identities=[tried.identity])
        assert refusal.value.exit_code == 4
        assert type(refusal.value) is NoMatchError

    def test_a_passphrase_for_a_file_without_one(self) -> None:
        with pytest.raises(NoMatchError, match="not sealed to any"):
            age.decrypt(age.encrypt(b"x", recipients=[PQ.recipient]), passphrase=PASSPHRASE)

    def test_a_key_for_a_file_with_a_passphrase(self) -> None:
        sealed = age.encrypt(b"x", passphrase=PASSPHRASE, work_factor=FACTOR)
        with pytest.raises(NoMatchError, match="only keys were given"):
            age.decrypt(sealed, identities=[PQ.identity])

    @pytest.mark.parametrize("wrong", ["", PASSPHRASE + " ", PASSPHRASE.upper()])
    def test_wrong_passphrase(self, wrong: str) -> None:
        sealed = age.encrypt(b"x", passphrase=PASSPHRASE, work_factor=FACTOR)
        with pytest.raises(WrongPassphraseError) as refusal:
            age.decrypt(sealed, passphrase=wrong)
        assert refusal.value.exit_code == 4


class TestMisuse:
    """The call makes no sense: exit code 2, and nothing was written."""

    def test_no_recipients(self) -> None:
        with pytest.raises(RecipientsError, match="no recipients") as refusal:
            age.encrypt(b"x")
        assert refusal.value.exit_code == 2

    def test_nothing_to_try(self) -> None:
        with pytest.raises(RecipientsError, match="nothing to try"):
            age.decrypt(age.encrypt(b"x", recipients=[PQ.recipient]))

    def test_passphrase_beside_recipients(self) -> None:
        with pytest.raises(RecipientsError, match="not to both"):
            age.encrypt(b"x", recipients=[PQ.recipient], passphrase=PASSPHRASE)

    def test_classic_beside_post_quantum(self) -> None:
        with pytest.raises(RecipientsError, match="undo"):
            age.encrypt(b"x", recipients=[PQ.recipient, CLASSIC.recipient])

    def test_empty_passphrase(self) -> None:
        with pytest.raises(RecipientsError, match="empty"):
            age.encrypt(b"x", passphrase="")

    @pytest.mark.parametrize("factor", [-1, 0, 21, 64])
    def test_work_factor_that_nobody_could_read(self, factor: int) -> None:
        with pytest.raises(RecipientsError, match="between 1 and 20"):
            age.encrypt(b"x", passphrase=PASSPHRASE, work_factor=factor)

    def test_more_recipients_than_could_be_read(self) -> None:
        with pytest.raises(RecipientsError, match="1024"):
            age.encrypt(b"x", recipients=[CLASSIC.recipient] * 1025)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "age1",
            PQ.identity,
            CLASSIC.identity,
            CLASSIC.recipient.upper(),
            CLASSIC.recipient[:-1],
            " " + CLASSIC.recipient,
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
            bech32.encode("age", bytes(31)),
            bech32.encode("age", bytes(33)),
            bech32.encode("age", LOW_ORDER),
            bech32.encode("age1pq", bytes(1215)),
            bech32.encode("age1pq", b"\xff" * 1216),  # no ML-KEM key: its coefficients are above the modulus
            bech32.encode("age1pq", bech32.decode(PQ.recipient)[1][:1184] + LOW_ORDER),
            bech32.encode("age1tag", bytes(33)),
        ],
    )
    def test_no_recipient(self, text: str) -> None:
        with pytest.raises(KeyTextError) as refusal:
            age.encrypt(b"x", recipients=[PQ.recipient, text] if "pq" in text else [text])
        assert refusal.value.exit_code == 2

    def test_one_text_instead_of_a_list(self) -> None:
        for text in (PQ.recipient, CLASSIC.recipient):
            with pytest.raises((KeyTextError, RecipientsError)):
                age.encrypt(b"x", recipients=text)
        with pytest.raises(KeyTextError):
            age.decrypt(age.encrypt(b"x", recipients=[PQ.recipient]), identities=PQ.identity)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            PQ.recipient,
            PQ.identity.lower(),
            PQ.identity[:-1],
            PQ.identity + "\n",
            bech32.encode("AGE-SECRET-KEY-", bytes(31)),
            bech32.encode("AGE-SECRET-KEY-PQ-", bytes(33)),
            bech32.encode("AGE-PLUGIN-X-", bytes(32)),
        ],
    )
    def test_no_identity(self, text: str) -> None:
        sealed = age.encrypt(b"x", recipients=[PQ.recipient])
        for call in (lambda: age.decrypt(sealed, identities=[PQ.identity, text]), lambda: age.recipient_of(text)):
            with pytest.raises(KeyTextError):
                call()


class TestDamage:
    """No key would open it: exit code 3, each fault by its own error (the vectors try the rest)."""

    def test_a_stanza_removed_by_somebody_without_the_file_key(self) -> None:
        sealed = age.encrypt(b"x", recipients=[CLASSIC.recipient, OTHER_CLASSIC.recipient])
        second, end = sealed.rindex(b"\n-> "), sealed.index(b"\n--- ")
        with pytest.raises(HeaderMacError) as refusal:
            age.decrypt(sealed[:second] + sealed[end:], identities=[CLASSIC.identity])
        assert refusal.value.exit_code == 3

    def test_a_header_put_before_another_payload(self) -> None:
        one, two = (age.encrypt(text, recipients=[CLASSIC.recipient]) for text in (b"one", b"two"))
        end = [sealed.index(b"\n--- ") + 49 for sealed in (one, two)]
        with pytest.raises(PayloadError) as refusal:
            age.decrypt(one[: end[0]] + two[end[1] :], identities=[CLASSIC.identity])
        assert refusal.value.exit_code == 3

    def test_a_passphrase_stanza_beside_another_is_refused_whatever_the_key(self) -> None:
        scrypt = age.encrypt(b"x", passphrase=PASSPHRASE, work_factor=FACTOR)
        sealed = age.encrypt(b"x", recipients=[PQ.recipient])
        stanza = scrypt[scrypt.index(b"-> ") : scrypt.index(b"--- ")]
        for key in ({"identities": [PQ.identity]}, {"passphrase": PASSPHRASE}):
            with pytest.raises(HeaderError, match="not the only way in"):
                age.decrypt(sealed.replace(b"\n--- ", b"\n" + stanza + b"--- ", 1), **key)

    @pytest.mark.parametrize("digits", [b"21", b"99", b"9" * 5000])
    def test_a_work_factor_above_the_limit_is_not_tried(self, digits: bytes) -> None:
        sealed = age.encrypt(b"x", passphrase=PASSPHRASE, work_factor=9).replace(b" 9\n", b" " + digits + b"\n", 1)
        begin = time.process_time()
        with pytest.raises(WorkFactorError) as refusal:
            age.decrypt(sealed, passphrase=PASSPHRASE)
        assert time.process_time() - begin < 0.2
        assert refusal.value.exit_code == 3

    def test_too_little_memory_for_the_work_factor_is_one_clear_error(self) -> None:
        program = (
            "import resource; from bronwacht.vault import age, errors\n"
            "resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))\n"
            "try: age.encrypt(b'', passphrase='x', work_factor=20)\n"
            "except errors.WorkFactorError as error: print(error)"
        )
        run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert "1024 MiB" in run.stdout


def chain(error: BaseException) -> str:
    """All that any logger could print of an error, what it hides from a traceback included."""
    seen: list[str] = []
    current: BaseException | None = error
    while current is not None:
        fields = [getattr(current, name, "") for name in dir(current) if not name.startswith("__")]
        seen += [repr(current), str(current), repr(current.args), repr(fields)]
        current = current.__cause__ or current.__context__
    return "\n".join([*seen, *traceback.format_exception(error)])


class TestSecretsStayIn:
    def test_in_errors(self) -> None:
        sealed = age.encrypt(b"x", recipients=[PQ.recipient])
        locked = age.encrypt(b"x", passphrase=PASSPHRASE, work_factor=FACTOR)
        # Not written out in the calls: a traceback shows their source.
        wrong, start, bad_identity = "verkeerd", "geheim", OTHER_PQ.identity[:-1]
        odd = start + "\udc80"
        calls = {
            OTHER_PQ.identity[20:]: lambda: age.decrypt(sealed, identities=[OTHER_PQ.identity]),
            bad_identity[20:]: lambda: age.decrypt(sealed, identities=[bad_identity]),
            CLASSIC.identity[20:]: lambda: age.encrypt(b"x", recipients=[CLASSIC.identity]),
            wrong: lambda: age.decrypt(locked, passphrase=wrong),
            start: lambda: age.encrypt(b"x", passphrase=odd),
        }
        for secret, call in calls.items():
            with pytest.raises(AgeError) as refusal:
                call()
            assert secret not in chain(refusal.value)

    def test_in_reprs(self) -> None:
        for pair in (PQ, CLASSIC):
            for view in (repr(pair), str(pair), f"{pair}"):
                assert pair.identity not in view
                assert pair.recipient in view
            data = bech32.decode(pair.identity)[1]
            assert repr(data)[2:10] not in repr(parse_identity(pair.identity))


class TestSniff:
    @pytest.mark.parametrize("armor", [False, True])
    def test_what_anybody_can_see(self, armor: bool) -> None:
        sealed = age.encrypt(b"x", recipients=[PQ.recipient, OTHER_PQ.recipient], armor=armor)
        outline = age.sniff(sealed)
        assert outline == age.Outline(armor, ("mlkem768x25519", "mlkem768x25519"))
        assert not outline.needs_passphrase
        assert age.sniff(age.encrypt(b"x", passphrase="x", armor=armor, work_factor=FACTOR)).needs_passphrase

    @pytest.mark.parametrize("sealed", [b"", b"text", b"age-encryption.org/v1\n", b"\x00" * 100])
    def test_no_age_file(self, sealed: bytes) -> None:
        with pytest.raises(HeaderError):
            age.sniff(sealed)


def test_importing_it_loads_nothing_of_the_other_half() -> None:
    program = (
        "import sys, bronwacht.vault.age\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('spacy', 'presidio_analyzer', 'presidio_anonymizer')"
        " or m.startswith('bronwacht.redact')])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
