"""The pages of an index: what stays, what is sealed anew, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from bronwacht.vault import age
from bronwacht.vault.canonical import Fields
from bronwacht.vault.errors import DamagedVaultError
from bronwacht.vault.index import Attached, Part, Record, sha256
from bronwacht.vault.padding import RECORD_SIZES
from bronwacht.vault.pages import PAGE_SIZE, ROOM, Lines, Packing, Page, read_pages, repack, seal_page
from bronwacht.vault.secret import Secret
from hypothesis import given
from hypothesis import strategies as st

VAULT = "ab" * 16
IDENTITY = Secret(age.generate_identity().identity)


def line(number: int, parts: int = 0) -> Record:
    things = (Attached("cd" * 16, IDENTITY, tuple(Part(10_000 + n, bytes(32)) for n in range(parts))),) if parts else ()
    return Record(f"{number:032x}", f"Vogel {number}", 100 + number, IDENTITY, 1, bytes(32), attached=things)


LINES = tuple(line(number) for number in range(600))


def settled(packing: Packing) -> tuple[Page, ...]:
    """The pages when those that were to be sealed are, in places that nobody looks at."""
    fresh = [Page(50_000 + n, IDENTITY, bytes(32), records) for n, records in enumerate(packing.fresh)]
    return (*packing.kept, *fresh)


def held(pages: Iterable[Page]) -> list[Record]:
    return sorted((record for page in pages for record in page.records), key=lambda record: record.id)


PAGES = settled(repack((), Lines(LINES), anew=False))


def test_pages_are_filled_with_room_to_grow() -> None:
    assert held(PAGES) == list(LINES)
    for page in PAGES[:-1]:
        assert PAGE_SIZE - ROOM - 600 < page.length <= PAGE_SIZE - ROOM
    assert repack((), Lines(()), anew=False) == Packing((), ())


def test_what_does_not_change_stays() -> None:
    assert repack(PAGES, Lines(LINES), anew=False) == Packing(PAGES, ())


def test_a_line_that_changes_renews_its_own_page_alone() -> None:
    changed = replace(LINES[200], tags=("raad",))
    packing = repack(PAGES, Lines(LINES).put([changed]), anew=False)
    assert len(packing.kept) == len(PAGES) - 1 and len(packing.fresh) == 1
    page = next(page for page in PAGES if LINES[200] in page.records)
    assert held(settled(packing)) == sorted((changed, *LINES[:200], *LINES[201:]), key=lambda record: record.id)
    assert {record.id for record in packing.fresh[0]} == {record.id for record in page.records}


def test_a_new_line_goes_to_the_emptiest_page() -> None:
    packing = repack(PAGES, Lines((*LINES, line(900))), anew=False)
    assert packing.kept == PAGES[:-1] and packing.fresh == ((*PAGES[-1].records, line(900)),)
    full = [page for page in PAGES if page is not PAGES[-1]]
    packing = repack(full, Lines([*held(full), line(900)]), anew=False)
    assert [len(records) for records in packing.fresh][-1] == 1


def test_a_line_that_is_taken_out_leaves_its_page_renewed_or_gone() -> None:
    without = Lines(record for record in LINES if record.id != LINES[0].id)
    packing = repack(PAGES, without, anew=False)
    assert len(packing.kept) == len(PAGES) - 1 and LINES[0] not in packing.fresh[0]
    assert repack(PAGES[:1], Lines(()), anew=False) == Packing((), ())


def test_when_a_key_was_taken_out_every_page_is_renewed() -> None:
    packing = repack(PAGES, Lines(LINES), anew=True)
    assert not packing.kept
    assert packing.fresh == tuple(page.records for page in PAGES)


def test_one_long_line_has_a_page_of_its_own_that_is_longer() -> None:
    long = line(900, parts=4096)
    packing = repack((), Lines((*LINES[:3], long, *LINES[3:6])), anew=False)
    assert (long,) in packing.fresh
    assert packing.sizes[packing.fresh.index((long,))] > RECORD_SIZES[-1]


def test_a_line_that_outgrows_its_page_stays_there_if_need_be() -> None:
    """Nothing is ever lost for want of room: what no longer fits a page of the usual size makes it longer."""
    grown = replace(line(0, parts=300), id=LINES[0].id)
    packing = repack(PAGES, Lines(LINES).put([grown]), anew=False)
    assert held(settled(packing)) == sorted((grown, *LINES[1:]), key=lambda record: record.id)
    for records, size in zip(packing.fresh, packing.sizes, strict=True):
        assert len(seal_page(records, VAULT, size)[1]) > size


@given(st.lists(st.tuples(st.sampled_from(["add", "change", "drop"]), st.integers(0, 40)), max_size=12), st.booleans())
def test_whatever_changes_nothing_is_lost_or_there_twice(acts: Sequence[tuple[str, int]], anew: bool) -> None:
    lines = Lines(LINES[:300])
    pages = settled(repack((), lines, anew=False))
    for number, (act, which) in enumerate(acts):
        match act:
            case "add":
                lines = lines.put([line(1000 + number, parts=which * 20)])
            case "change":
                lines = lines.put([replace(lines[which], version=number + 2)])
            case _:
                lines = Lines(record for record in lines if record is not lines[which])
    pages = settled(repack(pages, lines, anew=anew))
    assert held(pages) == sorted(lines, key=lambda record: record.id)
    assert (lines.places, lines.by_id) == (Lines(tuple(lines)).places, Lines(tuple(lines)).by_id)


def sealed() -> tuple[Page, bytes]:
    identity, blob = seal_page(LINES[:3], VAULT, PAGE_SIZE)
    return Page(40, identity, sha256(blob), LINES[:3]), blob


def opened(page: Page, blob: bytes, vault: str = VAULT, known: Sequence[Page] = ()) -> tuple[Page, ...]:
    def read(places: Iterable[int]) -> Iterator[bytes]:
        for place in places:
            assert place == page.place
            yield blob

    return read_pages(Fields({"pages": [page.to_json()]}, "the keyring"), vault, read, known)


def test_a_page_is_read_back_and_is_a_plain_age_file() -> None:
    page, blob = sealed()
    assert opened(page, blob) == (page,)
    assert b"Vogel 2" in age.decrypt(blob, identities=[page.identity.reveal_text()])


def test_a_known_page_is_not_read_again() -> None:
    page, _ = sealed()
    assert opened(page, b"nobody looks at this", known=[page])[0] is page


def test_another_page_is_refused() -> None:
    page, blob = sealed()
    for wrong, match in (
        (blob[:-1], "changed or swapped"),
        (blob[:-1] + bytes([blob[-1] ^ 1]), "changed or swapped"),
        (sealed()[1], "changed or swapped"),
    ):
        with pytest.raises(DamagedVaultError, match=match):
            opened(page, wrong)
    with pytest.raises(DamagedVaultError, match="another vault"):
        opened(page, blob, "cd" * 16)
    with pytest.raises(DamagedVaultError, match="own key"):
        opened(replace(page, identity=IDENTITY), blob)
    cut = age.encrypt(b"{}", recipients=[age.recipient_of(IDENTITY.reveal_text())])
    with pytest.raises(DamagedVaultError):
        opened(Page(40, IDENTITY, sha256(cut), ()), cut)
