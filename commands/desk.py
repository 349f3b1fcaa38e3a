"""``bronwacht desk``: decide on each suggestion, on a page that this machine alone serves."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import LeakError, UsageError
from ..said import printable, said
from ..vault.process import harden
from .common import (
    FINDINGS_REMAIN,
    beside,
    broken,
    corrections_option,
    draft_argument,
    earlier_option,
    lang_option,
    path_of,
    prepared,
    promises_in,
    promises_option,
    story_of,
    story_option,
    unmet,
)
from .paths import PATH
from .unlock import editor_options, open_dossier_by, unlock
from .vault.common import to_address

if TYPE_CHECKING:
    from ..redact.desk import Desk
    from ..redact.desk.server import Ending, Server
    from ..redact.promises import Promise
    from ..vault.keys import EditorKey
    from ..vault.stores import Address
    from .common import Prepared
    from .desk_hands import DeskHands
    from .sealed_session import SealedSession


_NOT_YET = said("the second reader's copy is held against the dossier; leave --dossier to them")

IDLE_KEPT, IDLE_LOST = 60, 8 * 60
"""Minutes without an act after which the desk ends: an hour where that loses nothing, else a working day."""

LEAKED, INTERRUPTED = LeakError.exit_code, 130


@click.command()
@draft_argument()
@story_option
@corrections_option
@earlier_option
@promises_option
@lang_option
@click.option("--session", "session_path", type=PATH, help="Where to keep what you decide; by default NAME.desk.age.")
@editor_options
@click.option("--for", "card_paths", type=PATH, multiple=True, help="A second reader's card: they decide after you.")
@click.option("--fingerprint", "fingerprints", multiple=True, metavar="WORDS", help="The words of a card, as read out.")
@click.option("--second", is_flag=True, help="Decide as the second reader, without seeing the first one's decisions.")
@click.option("--alone", is_flag=True, help="No second reader comes, or comes back: decide alone, and write the copy.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; any free one if left out."
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--idle", type=click.FloatRange(min=0, min_open=True), metavar="MINUTES", help="End after so long alone.")
@click.option("-o", "--out", type=PATH, help="The final copy; by default NAME.final beside FILE.")
@click.option("--dossier", type=to_address, metavar="VAULT", help="Withhold a copy that names whom this vault knows.")
@click.option("--save-corrections", "corrections_out", type=PATH, help="Also write what you corrected, for next time.")
@click.pass_context
def desk(
    ctx: click.Context,
    file: Path,
    story_path: Path | None,
    corrections_path: Path | None,
    earlier_paths: tuple[Path, ...],
    promises_path: Path | None,
    lang: str | None,
    session_path: Path | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
    card_paths: tuple[Path, ...],
    fingerprints: tuple[str, ...],
    second: bool,
    alone: bool,
    port: int,
    no_browser: bool,
    idle: float | None,
    out: Path | None,
    dossier: Address | None,
    corrections_out: Path | None,
) -> None:
    """Decide on each suggestion for FILE, one key each, on a page in your browser; then write the final copy.

    The page is served on this machine alone, to the one browser that opens the address that is printed. The written
    copy is read again before you get it, and with --dossier held against whom a vault knows. Exit code 1 when something
    was left open, a threshold is not met, a promise is not kept, or a person should look at what the dossier knows.

    What was promised comes from --promises, or from --dossier, which has it of the story file's sources by codename.

    With a key: what you decide is kept after each act, sealed to it; the same command goes on where you were. Without
    one nothing is kept. With --for: no copy is written yet, and a second reader decides with --second and their key;
    if they never do, go on with --alone.
    """
    from .desk_hands import DeskHands
    from .dossier import DossierCheck, promises_of
    from .output import check_copy, check_new, tell_path

    harden()
    if promises_path and dossier:
        raise UsageError("promises come from a dossier or from a file; leave out one of the two")
    path = path_of(file)
    if out is None and path is None:
        raise UsageError("where shall the final copy go? name it with -o FILE")
    target = out or beside(file, f"{file.stem}.final{file.suffix}")
    check_copy(target, source=path)
    check_new([target] if corrections_out in (None, corrections_path) else [target, corrections_out], source=path)
    if alone and (second or card_paths):
        raise UsageError("--alone is for the first reader, when nobody reads after them; leave out --second and --for")
    if dossier and card_paths:
        raise UsageError(_NOT_YET)
    place = _place(path, session_path, second or alone or bool(card_paths), has_key=key_path is not None)
    story = story_of(story_path)
    promises, session, check = promises_in(promises_path, story), None, None
    if place or dossier:
        ask = passphrase_fd is None
        cards = _cards(card_paths, fingerprints, ask=ask)
        key = unlock(key_path, passphrase_fd)
        session = _session(place, key, cards, second=second, alone=alone) if place else None
        if dossier and session and session.is_for_others and not second:
            raise UsageError(_NOT_YET)
        if dossier:
            vault = open_dossier_by(dossier, key, founder, ask=ask)
            check = DossierCheck(vault)
            promises = promises_of(vault, [source.codename for source in story.sources])
        del key  # what opens everything need not be at hand for as long as the page is open
    found = prepared(path, story_path, lang, corrections_path, earlier_paths)
    review = _review(found, promises, session, second=second, alone=alone)
    copy = None if session and session.is_for_others and not second else target
    hands = DeskHands(review, found.document, copy, session, corrections_out, check)
    if session:
        session.save(review.saved())
    if alone:
        click.echo(said("nobody reads after you any more: the session is sealed to your key, the copy yours"), err=True)
    review.foresee()
    # What reading the draft has made stays; going through all of it would hold up a key press now and then.
    gc.collect()
    gc.freeze()
    minutes = idle or (IDLE_KEPT if session else IDLE_LOST)
    _tell_start(session, minutes)
    ending, leaked = _served(hands, found, port, minutes, browser=not no_browser)
    if ending != "left":
        kept = said("go on with the same command") if session else said("nothing of it was kept")
        click.echo(said("the desk has ended, and no final copy was written; {kept}", kept=kept), err=True)
        ctx.exit(LEAKED if leaked else FINDINGS_REMAIN if ending == "idle" else INTERRUPTED)
    if copy is None:
        click.echo(
            said(
                "no copy was written: the second reader decides now, with --second and their key. Should they never do"
                " so, go on with --alone"
            ),
            err=True,
        )
    else:
        tell_path(target)
    changed, left = hands.tell_changed(), check.tell() if check else False
    end = review.analysis()
    ctx.exit(FINDINGS_REMAIN if changed or left or review.open_count or unmet(end.after) or broken(end) else 0)


def _place(path: Path | None, session_path: Path | None, needed: bool, *, has_key: bool) -> Path | None:
    """Where the session is kept; None without a key, which is refused where it is ``needed``."""
    if not has_key:
        if session_path or needed:
            raise UsageError("a session is sealed to your key; name your key file with --key FILE")
        return None
    place = session_path or (path.with_name(f"{path.stem}.desk.age") if path else None)
    if place is None:
        raise UsageError("where shall the session be kept? name it with --session FILE")
    return place


def _session(place: Path, key: EditorKey, cards: list[str], *, second: bool, alone: bool) -> SealedSession:
    """The session that is gone on with, or a new one."""
    from .sealed_session import SealedSession

    session = SealedSession.open(place, key, cards)
    if second and session.saved is None:
        raise UsageError("there is no session of a first reader; name it with --session FILE")
    if second and session.is_own and session.is_for_others:
        raise UsageError("you are the first reader of this session; the second one decides with their own key")
    if not second and not session.is_own:
        raise UsageError(
            "{name} is a session of which you are the second reader: decide with --second, without seeing what the"
            " first one decided; if you expect none, move it away",
            name=printable(place.name),
        )
    if alone and not session.is_for_others:
        raise UsageError("no second reader was named for {name}; leave out --alone", name=printable(place.name))
    return session.without_others() if alone else session


def _cards(paths: tuple[Path, ...], fingerprints: tuple[str, ...], *, ask: bool) -> list[str]:
    from .vault.cards import confirm_cards, read_card_file

    cards = [read_card_file(path) for path in paths]
    return [confirmed.card.recipient for confirmed in confirm_cards(cards, fingerprints, ask=ask)]


def _review(
    found: Prepared, promises: Sequence[Promise], session: SealedSession | None, *, second: bool, alone: bool
) -> Desk:
    from ..redact.desk import Desk

    told = (found.document, found.reading, found.story, found.lang or found.reading.draft.lang)
    earlier, corrections = found.earlier, found.corrections
    if session is None or session.saved is None:
        return Desk.begin(*told, earlier=earlier, corrections=corrections, promises=promises)
    reader = "second" if second else "alone" if alone else "first" if session.is_for_others else None
    saved = session.saved
    return Desk.resume(saved, *told, earlier=earlier, corrections=corrections, promises=promises, reader=reader)


def _tell_start(session: SealedSession | None, minutes: float) -> None:
    # It begins as the draft's name, which somebody else may have given.
    name = printable(session.path.name) if session else ""
    if session is None:
        click.echo(said("no key was named, so nothing is kept: what you decide is lost when the desk ends"), err=True)
    elif session.saved is None:
        click.echo(said("what you decide is kept, sealed to your key, in {name}", name=name), err=True)
    else:
        click.echo(said("going on with {name}", name=name), err=True)
        if session.by:
            click.echo(
                said(
                    "it was written by {name}, whose words are: {words}. If you do not expect that, ask them, and look"
                    " at every decision",
                    name=printable(session.by.name),
                    words=session.by.fingerprint.words,
                ),
                err=True,
            )
    if session and session.is_for_others and session.is_own:
        click.echo(
            said("a second reader decides after you, and the final copy is theirs to write (unless you go on --alone)"),
            err=True,
        )
    click.echo(said("the desk ends after {minutes:g} minutes without an act, or by Ctrl-C", minutes=minutes), err=True)


def _served(
    hands: DeskHands,
    found: Prepared,
    port: int,
    minutes: float,
    *,
    browser: bool,
) -> tuple[Ending, bool]:
    """How the desk ended, and whether the last copy that was written had a leak."""
    from ..redact.desk.loopback import listen
    from ..redact.desk.security import Entry
    from ..redact.desk.server import Ending, Hands, Server
    from .browser import doorway

    with listen(port) as sock, contextlib.ExitStack() as stack:
        entry = Entry(sock.getsockname()[1])
        lang = found.lang or found.reading.draft.lang
        others = Hands(hands.save, hands.finish, minutes * 60, copies=hands.out is not None)
        server = Server(hands.review, lang, entry, others)
        lead = stack.enter_context(doorway()) if browser else None
        try:
            return asyncio.run(_run(server, sock, lead)), server.leaked
        except KeyboardInterrupt:
            return Ending.STOPPED, server.leaked


async def _run(server: Server, sock: socket.socket, lead: Callable[[str], None] | None) -> Ending:
    """Serve; print an address now, and a new one whenever somebody presses Enter at the terminal."""

    def invite() -> None:
        url = server.entry.new_url()
        click.echo(said("open this address once, in your own browser:\n\n    {url}\n", url=url), err=True)
        if lead:
            lead(url)

    def again() -> None:
        line = ""
        with contextlib.suppress(OSError):
            line = sys.stdin.readline()
        if line:
            invite()
        else:  # the terminal has gone, and would be found ready without end
            loop.remove_reader(terminal)

    if sys.stdin.isatty():
        loop, terminal = asyncio.get_running_loop(), sys.stdin.fileno()
        loop.add_reader(terminal, again)
    invite()
    return await server.run(sock)
