from __future__ import annotations

import datetime
import io
from dataclasses import replace

from bronwacht.vault.editing import publish
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.evidence import attach
from bronwacht.vault.inventory import take_inventory
from bronwacht.vault.keys import EditorKey, new_editor, seal_key
from bronwacht.vault.log import Act
from bronwacht.vault.quorum_acts import issue
from bronwacht.vault.secret import Secret
from bronwacht.vault.shredding import shred
from bronwacht.vault.source import Publication, Source
from bronwacht.vault.travel import leave
from bronwacht.vault.two_person_acts import add_for_two

from .conftest import SOURCE, Shared

TODAY = datetime.date(2026, 11, 26)


def test_it_counts_what_is_held_and_opens_nothing(shared_vault: Shared, carla: EditorKey) -> None:
    vault = shared_vault.open()
    for_two = add_for_two(vault, Source("Piet Quist", retain_until=datetime.date(2025, 1, 1)))
    gone = vault.add(Source("Zoë Zwart"))
    shred(vault, gone)
    attach(vault, shared_vault.codename, io.BytesIO(b"x" * 5000), "chat.txt")
    publish(vault, for_two, Publication("De manege", TODAY))
    vault.show(shared_vault.codename)
    grant(vault, carla.card.confirm(carla.card.fingerprint.words))
    before = shared_vault.path.read_bytes()
    found = take_inventory(vault, today=TODAY)
    assert shared_vault.path.read_bytes() == before
    assert (found.dossier, found.on, found.acts, found.shredded) == ("Stables", TODAY, len(vault.log()), 1)
    assert (len(found.holdings), found.expired, found.undated, found.file_bytes) == (2, 1, 0, (16 + 4) * 1024)
    one = next(one for one in found.holdings if one.codename == for_two)
    assert (one.for_two, one.files, one.publications, one.promised) == (True, 0, 1, False)
    anna, bram, late = found.openers
    assert (anna.name, anna.alone, anna.with_another, anna.readings, anna.renewed) == ("Anna", 1, 1, 1, False)
    assert (bram.with_another, late.name, late.with_another, late.renewed) == (1, "Carla", 0, True)
    assert found.break_glass is None and found.left == ()
    assert "Marijke" not in repr(found) and for_two not in repr(found)


def test_it_tells_who_left_who_is_away_and_what_break_glass_opens(
    shared_vault: Shared, anna: EditorKey, carla: EditorKey
) -> None:
    vault = shared_vault.open()
    add_for_two(vault, Source("Piet Quist"))
    issue(vault, ["Dirk", "Els", "Fien"], 2, hand_over=lambda *_: None, today=TODAY)
    grant(vault, carla.card.confirm(carla.card.fingerprint.words))
    revoke(vault, "Carla")
    leave(vault, seal_key(anna, Secret("kast motregen vlinder zadel hooi kelder"), work_factor=2))
    found = take_inventory(vault, today=TODAY)
    assert found.left == ("Carla",)
    assert [(one.name, one.away) for one in found.openers] == [("Anna", True), ("Bram", False)]
    assert found.break_glass is not None
    # What takes two was split before there were shares.
    assert (found.break_glass.threshold, found.break_glass.opens) == (2, 1)
    assert dict(found.break_glass.holders) == dict.fromkeys(["Dirk", "Els", "Fien"])
    assert found.not_rekeyed == 1


def test_whoever_has_another_key_now_is_not_among_those_who_were_editors_once(
    shared_vault: Shared, carla: EditorKey
) -> None:
    vault = shared_vault.open()
    shred(vault, shared_vault.codename)
    rotate(vault, new_editor("Anna"), act=Act.RATCHETED)
    rotate(vault, new_editor("Anna"))
    for _ in range(2):
        issue(vault, ["Dirk", "Els", "Fien"], 2, hand_over=lambda *_: None, today=TODAY)
    found = take_inventory(vault, today=TODAY)
    assert found.left == () and [one.name for one in found.openers] == ["Bram", "Anna"]
    for key in (carla, new_editor("Carla")):
        grant(vault, key.card.confirm(key.card.fingerprint.words))
        revoke(vault, "Carla")
    assert take_inventory(vault, today=TODAY).left == ("Carla",)


def test_a_canary_counts_as_a_source(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    plain = take_inventory(vault, today=TODAY)
    vault.add(replace(SOURCE, name="Niemand Nergens", codename="", canary=True))
    assert len(take_inventory(vault, today=TODAY).holdings) == len(plain.holdings) + 1
