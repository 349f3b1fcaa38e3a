from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from bronwacht.vault.agreed import Agreed, agreed_in, with_agreed
from bronwacht.vault.canary import acknowledge, alarms_in
from bronwacht.vault.editing import MAX_TITLE, edit, publish, stamp_of
from bronwacht.vault.editors import rotate
from bronwacht.vault.errors import AlarmError, ConflictError, FormError
from bronwacht.vault.form import parse_edited
from bronwacht.vault.form_text import form_of
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.source import KnownFact, Promise, Publication, Source, Told
from bronwacht.vault.two_person_acts import add_for_two, approve, ask, open_approved, pending
from bronwacht.vault.vault import Vault
from bronwacht.vault.verify import verify
from hypothesis import given
from hypothesis import strategies as st

from .conftest import SOURCE, Shared

ARTICLE = Publication("Ruzie om de manege", datetime.date(2021, 7, 5), {"AGE": Told.BROAD}, "2021-07-05.txt")


def stamp(vault: Vault, codename: str) -> str:
    return stamp_of(vault.keyring.find(codename))


def test_what_is_edited_is_what_is_shown(shared_vault: Shared) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    changed = replace(vault.show(codename), role="", aliases=("Toos", "R. Toos"), tags=("water",), promise={})
    edit(vault, codename, changed, stamp=stamp(vault, codename))
    assert shared_vault.open_as_bram().show(codename) == changed
    (listing,) = vault.list()
    assert (listing.version, listing.tags) == (2, ("water",))
    assert agreed_in(vault.keyring.find(codename)).promise == {}
    assert [line.act for line in vault.log()][-2:] == ["edited", "read"]
    verify(vault)


def test_what_another_has_changed_since_is_not_written_over(shared_vault: Shared) -> None:
    anna, bram, codename = shared_vault.open(), shared_vault.open_as_bram(), shared_vault.codename
    seen, source = stamp(anna, codename), anna.show(codename)
    publish(bram, codename, ARTICLE)
    with pytest.raises(ConflictError, match="changed since"):
        edit(anna, codename, replace(source, role="x"), stamp=seen)
    assert bram.show(codename) == replace(source, publications=(*source.publications, ARTICLE))


@pytest.mark.parametrize("changed", [{"codename": "Andere"}, {"tags": ("Marijke",)}])
def test_an_edit_that_gives_it_away_or_renames_is_refused(shared_vault: Shared, changed: dict[str, str]) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    source = replace(vault.show(codename), **changed)  # type: ignore[arg-type]
    with pytest.raises(FormError) as refusal:
        edit(vault, codename, source, stamp=stamp(vault, codename))
    assert "Marijke" not in str(refusal.value)
    assert vault.list()[0].version == 1


def test_a_publication_is_written_down_without_opening_anybody(shared_vault: Shared) -> None:
    vault, codename = shared_vault.open(), shared_vault.codename
    publish(vault, codename, ARTICLE)
    line = vault.log()[-1]
    assert (line.act, line.codename, line.note) == ("published", codename, "Ruzie om de manege")
    assert agreed_in(vault.keyring.find(codename)).publications == (*SOURCE.publications, ARTICLE)
    assert not any(entry.act == "read" for entry in vault.log())
    assert vault.show(codename).publications == (*SOURCE.publications, ARTICLE)
    verify(vault)


@pytest.mark.parametrize("title", ["", " x", "a\nb", "x" * (MAX_TITLE + 1), SOURCE.publications[0].what])
def test_a_title_that_cannot_be_or_is_there_already_is_refused(shared_vault: Shared, title: str) -> None:
    vault = shared_vault.open()
    with pytest.raises(FormError):
        publish(vault, shared_vault.codename, replace(SOURCE.publications[0], what=title))


def test_a_record_for_two_is_published_and_edited_by_two(shared_vault: Shared) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    codename = add_for_two(anna, Source("Piet Quist", promise={"AGE": Promise.NEVER}))
    publish(bram, codename, ARTICLE)
    assert agreed_in(anna.keyring.find(codename)) == Agreed({"AGE": Promise.NEVER}, (ARTICLE,))
    ask(anna, codename, "the lawyer asks for it")
    approve(bram, pending(bram)[0])
    source = open_approved(anna, codename)
    assert source.publications == (ARTICLE,)
    seen = stamp(anna, codename)
    publish(bram, codename, replace(ARTICLE, what="Vervolg"))
    with pytest.raises(ConflictError):
        edit(anna, codename, replace(source, role="stalknecht"), stamp=seen)
    edit(anna, codename, replace(source, role="stalknecht"), stamp=stamp(anna, codename))
    assert not len(anna.keyring.find(codename).identity)
    assert agreed_in(anna.keyring.find(codename)).publications == (ARTICLE,)


def test_a_line_with_nothing_agreed_has_no_section(shared_vault: Shared) -> None:
    record = shared_vault.open().keyring.find(shared_vault.codename)
    assert with_agreed(record, Agreed()).sections == {}
    assert with_agreed(with_agreed(record, Agreed()), SOURCE) == record


def test_a_canary_is_like_any_other_until_it_is_opened(shared_vault: Shared) -> None:
    anna, bram = shared_vault.open(), shared_vault.open_as_bram()
    codename = anna.add(replace(SOURCE, name="Niemand Nergens", aliases=(), contacts=(), canary=True))
    assert b"canary" not in anna.keyring.to_json()
    assert [entry.codename for entry in anna.list()].count(codename) == 1
    bram.check("Niemand heeft het gezegd.")
    assert alarms_in(anna.keyring) == ()
    shown = bram.show(codename)
    assert shown.name == "Niemand Nergens"
    (alarm,) = alarms_in(anna.keyring)
    assert (alarm.by, alarm.record) == (bram.key.card.fingerprint.hex, anna.keyring.find(codename).id)
    assert [line.act for line in anna.log()][-2:] == ["read", "OPENED A CANARY"]
    bram.show(codename)
    assert len(alarms_in(anna.keyring)) == 1


def test_an_edited_canary_stays_one_and_a_deposit_is_none(shared_vault: Shared) -> None:
    vault = shared_vault.open()
    codename = vault.add(Source("Niemand Nergens", canary=True))
    edit(vault, codename, Source("Nemo Nergens"), stamp="1.0")
    shared_vault.open_as_bram().show(codename)
    assert len(alarms_in(vault.keyring)) == 1


def test_whoever_raised_an_alarm_does_not_acknowledge_it(shared_vault: Shared, bram: EditorKey) -> None:
    anna, as_bram = shared_vault.open(), shared_vault.open_as_bram()
    with pytest.raises(AlarmError):
        acknowledge(anna)
    codename = anna.add(Source("Niemand Nergens", canary=True))
    as_bram.show(codename)
    with pytest.raises(AlarmError, match="another editor"):
        acknowledge(as_bram)
    for name in ("Bram", "Somebody else"):
        rotate(as_bram, new_editor(name))
        with pytest.raises(AlarmError, match="another editor"):
            acknowledge(as_bram)
    assert acknowledge(anna) == 1
    assert alarms_in(anna.keyring) == ()
    last = anna.log()[-1]
    assert (last.act, last.subject, last.codename) == ("acknowledged an alarm", "Bram", codename)


TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)
NONEMPTY = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
TYPES = st.sampled_from(["AGE", "PLACE", "EMPLOYER"])


@given(
    st.builds(
        Source,
        name=NONEMPTY,
        codename=TEXT,
        aliases=st.lists(NONEMPTY, max_size=3).map(tuple),
        employer=TEXT,
        born=st.none() | st.dates(),
        promise=st.dictionaries(TYPES, st.sampled_from(Promise)),
        publications=st.lists(
            st.builds(Publication, TEXT, st.none() | st.dates(), st.dictionaries(TYPES, st.sampled_from(Told)), TEXT),
            max_size=2,
        ).map(tuple),
        facts=st.lists(st.builds(KnownFact, TYPES, TEXT), max_size=2).map(tuple),
    )
)
def test_a_form_that_is_given_back_as_it_is_changes_nothing(source: Source) -> None:
    assert parse_edited(form_of(source, stamp="3.1").encode()) == (source, "3.1")


def test_a_form_with_all_there_is_comes_back(source: Source) -> None:
    quoted = replace(source, relation='zei "\\nee\\"\x7f', facts=(KnownFact("PLACE", "Edam"),))
    assert parse_edited(form_of(quoted, stamp="1.1").encode()) == (quoted, "1.1")


def test_a_form_without_its_state_edits_nothing() -> None:
    with pytest.raises(FormError, match="which state"):
        parse_edited(b'name = "X"')
