"""A vault against the simplest thing that it could be: a list of codenames and a list of names of editors."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

import pytest
from bronwacht.vault.cards import ConfirmedCard
from bronwacht.vault.editors import grant, revoke, rotate
from bronwacht.vault.errors import NotAnEditorError
from bronwacht.vault.inbox import deposit, deposit_card, take_in
from bronwacht.vault.keys import EditorKey, new_editor
from bronwacht.vault.memory import Memory
from bronwacht.vault.shredding import shred, unratcheted
from bronwacht.vault.source import Source
from bronwacht.vault.vault import create, open_vault
from bronwacht.vault.verify import verify
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule


class VaultMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.memory = Memory(self.folder / "m")
        self.key, other = new_editor("Editor 0"), new_editor("Editor 1")
        self.vault = create(self.folder / "v", "D", self.key, [ConfirmedCard(other.card)], memory=self.memory)
        self.others: dict[str, EditorKey] = {"Editor 1": other}
        self.gone: list[EditorKey] = []
        self.names: set[str] = set()
        self.acts = 1
        self.came = 1

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(length=st.sampled_from([0, 900, 20_000]))
    def add(self, length: int) -> None:
        self.names.add(self.vault.add(Source("Bo", relation="x" * length)))
        self.acts += 1

    @precondition(lambda self: self.names)
    @rule(data=st.data())
    def shred(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.names)))
        shred(self.vault, name)
        self.names.discard(name)
        self.acts += 1
        assert len(unratcheted(self.vault)) == 1 + len(self.others)

    @rule()
    def grant(self) -> None:
        self.came += 1
        newcomer = new_editor(f"Editor {self.came}")
        grant(self.vault, ConfirmedCard(newcomer.card))
        self.others[newcomer.name] = newcomer
        self.acts += 1

    @precondition(lambda self: len(self.others) > 1)
    @rule(data=st.data())
    def revoke(self, data: st.DataObject) -> None:
        name, waited = data.draw(st.sampled_from(sorted(self.others))), unratcheted(self.vault)
        assert set(revoke(self.vault, name).alone) == self.names
        self.gone.append(self.others.pop(name))
        self._wrote_with_new_keys(waited)

    @rule()
    def rotate(self) -> None:
        new, waited = new_editor("Editor 0"), unratcheted(self.vault)
        self.gone.append(self.key)
        rotate(self.vault, new)
        self.key = new
        self._wrote_with_new_keys(waited)
        assert "Editor 0" not in unratcheted(self.vault)

    def _wrote_with_new_keys(self, waited: Collection[str]) -> None:
        """One act; where it was the last ratchet and records came first, the log's entries take another write."""
        self.acts += 1 + bool(waited and not unratcheted(self.vault) and self.names)

    @rule()
    def deposit(self) -> None:
        card = deposit_card(self.vault.keyring)
        deposit(self.vault.store, card.confirm(card.fingerprint.hex), Source("Bo"), by="Rik")
        arrived, _ = take_in(self.vault)
        self.names |= {one.codename for one in arrived}
        self.acts += 1

    @invariant()
    def is_what_it_should_be(self) -> None:
        assert {listing.codename for listing in self.vault.list()} == self.names
        assert {card.name for card in self.vault.editors} == {"Editor 0", *self.others}
        found = verify(self.vault)
        assert (found.records, found.acts, found.deposits) == (len(self.names), self.acts, 0)
        for key in self.gone[-1:]:
            with pytest.raises(NotAnEditorError):
                open_vault(self.folder / "v", key, memory=self.memory)


TestVaultMachine = VaultMachine.TestCase
TestVaultMachine.settings = settings(
    max_examples=5, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)
