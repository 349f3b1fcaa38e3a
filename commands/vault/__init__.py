"""``bronwacht vault``: keep who the sources are, for the editors of a dossier.

A module a group of commands; each is imported when one of its commands is called.
"""

from __future__ import annotations

import click

from ...vault.process import harden
from ..lazy import LazyGroup

COMMANDS = {
    "init": ("dossier:init", "Make a vault, a new file, for yourself and other editors."),
    "add": ("sources:add", "Keep a source, and print the codename that it goes by."),
    "list": ("sources:list_", "List the sources by codename, and nothing of who they are."),
    "show": ("sources:show", "Show who a source is; the reading is logged first."),
    "edit": ("editing:edit_", "Change what is known of a source."),
    "publish": ("editing:publish_", "Write down a publication, and what it disclosed of a source."),
    "attach": ("evidence:attach_", "Attach a file to a source."),
    "evidence": ("evidence:evidence", "List the files that are attached to a source."),
    "extract": ("evidence:extract_", "Write an attached file out of the vault."),
    "detach": ("evidence:detach_", "Forget an attached file, for good."),
    "inventory": ("inventory:inventory_", "Say what is held and who can open it, and open nothing."),
    "alarm": ("alarm:alarm", "Say who opened a canary, or acknowledge it."),
    "travel": ("travel:travel", "Leave your key in the vault and wipe it here; give it back."),
    "form": ("sources:form", "Print an empty form for a source."),
    "editors": ("editors:editors", "List who can open the dossier."),
    "grant": ("editors:grant", "Let another editor in."),
    "revoke": ("revoking:revoke", "Take an editor out, and give every record another key."),
    "rotate": ("editors:rotate", "Put a new key in the place of your own."),
    "ratchet": ("editors:ratchet", "Make old copies unreadable with new keys; print whose turn it is."),
    "shred": ("shred:shred", "Forget a source, for good."),
    "expire": ("shred:expire", "List, or forget, the sources past their retention date."),
    "inbox": ("inbox:inbox", "Print the card with which reporters deposit sources."),
    "verify": ("log:verify", "Check the whole vault; compare it with a checkpoint from elsewhere."),
    "log": ("log:log", "Print who did what and when, or a checkpoint to compare."),
    "export": ("copies:export", "Write all sources to a folder that opens without Bronwacht."),
    "import": ("copies:import_", "Take an export in."),
    "backup": ("copies:backup", "Copy the vault to a file, and verify the copy."),
    "restore": ("restore:restore_", "After a real loss: go on from an older copy, and tell everybody."),
    "approve": ("approve:approve_", "Let another editor open a source that takes two; list who asks."),
    "share": ("share:share", "Break-glass shares: issue, list, drill."),
    "recover": ("recover:recover_", "Make a new editor with enough shares, when all are lost."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, package=__name__, first="list")
def vault() -> None:
    """Keep who the sources are.

    A vault is one file with one dossier: its sources, and the editors who can open it. Names of sources never go on
    the command line: `add` reads a form or asks for them, and `show` prints to a terminal only.
    """
    # Before any form is read: a fault in between must not dump the name.
    harden()
