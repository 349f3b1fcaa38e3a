from __future__ import annotations

import base64
import datetime

import pytest
from bronwacht.vault.errors import CertificateError, ForeignShareError, SpoiledShareError, VaultError
from bronwacht.vault.keys import EditorKey
from bronwacht.vault.quorum import Given, Issue, new_issue
from bronwacht.vault.quorum_drill import DRILL_LIFE, answer_drill, check_answer, new_drill
from bronwacht.vault.signing import VerifyKey

VAULT, OTHER_VAULT = "ab" * 16, "cd" * 16
NOW = datetime.datetime(2024, 5, 17, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
NAMES = ("Anna", "Bram", "Carla")


@pytest.fixture(scope="module")
def issue() -> Issue:
    return new_issue(NAMES, 2, today=NOW.date())


def keys_of(*editors: EditorKey) -> dict[str, VerifyKey]:
    return {editor.card.fingerprint.hex: editor.signing.verify_key for editor in editors}


def test_every_holder_can_prove_that_they_have_their_share(issue: Issue, anna: EditorKey) -> None:
    drill = new_drill(VAULT, issue.quorum, anna, now=NOW)
    quorum = issue.quorum
    for share, name in zip(issue.shares, NAMES, strict=True):
        for given in (Given(share), Given(share, VAULT, issue.quorum.issue)):
            answer = answer_drill(f"Answer this:\n{drill}", given)
            holder = check_answer(answer, VAULT, quorum, keys_of(anna).get, now=NOW + HOUR)
            assert holder.name == name
        quorum = quorum.with_drill(holder.number, NOW + HOUR)
    assert [holder.drilled for holder in quorum.holders] == [NOW + HOUR] * 3


def test_an_answer_says_nothing_of_the_share(issue: Issue, anna: EditorKey) -> None:
    drill = new_drill(VAULT, issue.quorum, anna, now=NOW)
    answer = answer_drill(drill, Given(issue.shares[0]))
    inside = base64.b64decode("".join(answer.splitlines()[1:-1]))
    words = issue.shares[0].words.reveal_text().split()
    assert sum(f'"{word}"'.encode() in inside or f" {word} ".encode() in inside for word in words) == 0


def test_an_answer_counts_once_and_for_its_own_drill(issue: Issue, anna: EditorKey, bram: EditorKey) -> None:
    drill = new_drill(VAULT, issue.quorum, anna, now=NOW)
    answer = answer_drill(drill, Given(issue.shares[0]))
    key_of = keys_of(anna).get
    drilled = issue.quorum.with_drill(1, NOW + HOUR)
    with pytest.raises(CertificateError, match="Anna has answered"):
        check_answer(answer, VAULT, drilled, key_of, now=NOW + HOUR)
    for late in (NOW + DRILL_LIFE + HOUR, NOW - HOUR):
        with pytest.raises(CertificateError, match="days old"):
            check_answer(answer, VAULT, issue.quorum, key_of, now=late)
    with pytest.raises(VaultError, match="not an editor"):
        check_answer(answer, VAULT, issue.quorum, keys_of(bram).get, now=NOW)
    with pytest.raises(ForeignShareError):
        check_answer(answer, OTHER_VAULT, issue.quorum, key_of, now=NOW)
    with pytest.raises(ForeignShareError):
        check_answer(answer, VAULT, new_issue(NAMES, 2, today=NOW.date()).quorum, key_of, now=NOW)


def test_who_holds_another_share_cannot_answer(issue: Issue, anna: EditorKey) -> None:
    drill = new_drill(VAULT, issue.quorum, anna, now=NOW)
    elsewhere = new_issue(NAMES, 2, today=NOW.date())
    answer = answer_drill(drill, Given(elsewhere.shares[1]))
    with pytest.raises(SpoiledShareError, match="what Bram holds is not"):
        check_answer(answer, VAULT, issue.quorum, keys_of(anna).get, now=NOW)
    for given in (
        Given(issue.shares[0], OTHER_VAULT, issue.quorum.issue),
        Given(issue.shares[0], VAULT, elsewhere.quorum.issue),
    ):
        with pytest.raises(ForeignShareError):
            answer_drill(drill, given)


def test_changed_and_cut_drills_and_answers_are_refused(issue: Issue, anna: EditorKey) -> None:
    drill = new_drill(VAULT, issue.quorum, anna, now=NOW)
    answer = answer_drill(drill, Given(issue.shares[0]))
    lines = answer.splitlines()
    inside = base64.b64decode("".join(lines[1:-1]))
    changed = [inside[:at] + bytes([inside[at] ^ 1]) + inside[at + 1 :] for at in range(0, len(inside), 53)]
    changed += [inside[:at] for at in range(0, len(inside), 199)]
    for data in changed:
        with pytest.raises(VaultError):
            text = f"{lines[0]}\n{base64.b64encode(data).decode()}\n{lines[-1]}\n"
            check_answer(text, VAULT, issue.quorum, keys_of(anna).get, now=NOW)
    for text in ("", drill, answer[: len(answer) // 2]):
        with pytest.raises(CertificateError):
            check_answer(text, VAULT, issue.quorum, keys_of(anna).get, now=NOW)
    for text in ("", answer, drill[: len(drill) // 2]):
        with pytest.raises(CertificateError):
            answer_drill(text, Given(issue.shares[0]))
