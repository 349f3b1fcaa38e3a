"""``bronwacht apply``: from a review copy, decided on in a word processor, to a final copy."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import LeakError, UsageError
from ..said import Remark, said
from ..vault.stores import Address
from .common import (
    FINDINGS_REMAIN,
    STAGE_WORDS,
    Progress,
    corrections_of,
    corrections_option,
    lang_of,
    lang_option,
    story_of,
    story_option,
)
from .dossier import DossierCheck
from .paths import PATH
from .unlock import editor_options, open_dossier
from .vault.common import to_address

if TYPE_CHECKING:
    from ..redact.draft import Edit, Reading, Span
    from ..redact.reviewed import Decisions, Reviewed


@click.command()
@click.argument("review", type=PATH)
@click.option("-o", "--out", type=PATH, required=True, help="The final copy.")
@click.option(
    "--rest", type=click.Choice(["accept", "reject"]), help="What to do with suggestions that are still open."
)
@click.option("--draft", type=PATH, help="The draft of which this is the review copy: then all is checked against it.")
@click.option("--dossier", type=to_address, metavar="VAULT", help="Withhold a copy that names whom this vault knows.")
@story_option
@corrections_option
@lang_option
@editor_options
@click.pass_context
def apply(
    ctx: click.Context,
    review: Path,
    out: Path,
    rest: str | None,
    draft: Path | None,
    dossier: Address | None,
    story_path: Path | None,
    corrections_path: Path | None,
    lang: str | None,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Make a final copy of REVIEW, a review copy in which you accepted and rejected suggestions.

    Nothing of its past goes along: no suggestion, comment, name of an author or time. Suggestions that are still open
    stop it, unless --rest says what to do with them. One that a comment tells alone (in an alternative text, say) is
    open while the comment stands: delete it to reject it; --rest accept makes it. With --draft, whatever you accepted
    is looked for in the whole of the final copy. Exit code 1 says that something was taken out in one place and left at
    another, that a name, an address, a contact or a number of a private person still stands, or that words stand there
    that nobody sees.
    """
    from ..redact.documents import write_final
    from ..redact.reviewed import open_review
    from .output import check_copy, tell_faint_copy, tell_path

    check_copy(out, source=review)
    reviewed = open_review(review)
    if lang is None:
        _check_language(reviewed.document.published_text, story_path)
    if reviewed.open and rest is None:
        raise UsageError(
            "{count} suggestions are not decided{beside}; decide in the word processor, or say --rest accept or"
            " --rest reject",
            count=len(reviewed.open),
            beside=_beside(reviewed),
        )
    edits = reviewed.open if rest == "accept" else ()
    also = DossierCheck(open_dossier(dossier, key_path, passphrase_fd, founder)) if dossier else None
    told, reading = None, None
    if draft:
        reading = _read(draft, reviewed, story_path, corrections_path, lang)
        told = _compare(reviewed, reading, edits, story_path)
    write_final(reviewed.document, edits, out, kept=_kept(reviewed, reading, story_path), also=also)
    if not reviewed.open:
        click.echo(said("no suggestion was open in it: its text is published as it stands"), err=True)
    click.echo(_summary(told), err=True)
    named = _still_named(out, story_path, lang)
    if named:
        click.echo(
            said("names, addresses, contacts and numbers of people still in it: {named}; look with: scan", named=named),
            err=True,
        )
    faint = tell_faint_copy(out, what=said("the final copy"))
    left = also.tell() if also else False
    tell_path(out)
    ctx.exit(FINDINGS_REMAIN if left or named or faint or (told and told.twice) else 0)


def _beside(reviewed: Reviewed) -> Remark | str:
    """How many of the open suggestions no word processor lists among its changes."""
    from ..redact.documents import Place

    unlisted = (Place.ALT_TEXT, Place.LINK, Place.MARK)
    count = sum(reviewed.document.place_of(edit.span) in unlisted for edit in reviewed.open)
    return (
        said(" ({count} of them in an alternative text, a link or the like: see the comment there)", count=count)
        if count
        else ""
    )


def _check_language(text: str, story_path: Path | None) -> None:
    """Refuse a story of another language while there is no copy yet."""
    from ..redact.language import UnknownLanguageError
    from ..redact.pipeline import language_in

    with suppress(UnknownLanguageError):
        language_in(text, story_of(story_path))


def _still_named(out: Path, story_path: Path | None, lang: str | None) -> int:
    """How many direct details the final copy holds: rejected, overlooked, or never suggested in its place."""
    from ..redact.draft import DIRECT_TYPES
    from ..redact.language import UnknownLanguageError
    from ..redact.pipeline import open_draft, read

    story = story_of(story_path)
    try:
        _, draft = open_draft(out, story, lang_of(lang), whole=True)
    except UnknownLanguageError:
        return 0  # hardly any words, so nobody's story
    return sum(detail.type in DIRECT_TYPES for detail in read(draft, story).details)


def _read(
    draft: Path, reviewed: Reviewed, story_path: Path | None, corrections_path: Path | None, lang: str | None
) -> Reading:
    from ..redact.pipeline import open_draft, read
    from ..redact.reviewed import refuse_other

    story = story_of(story_path)
    _, text = open_draft(draft, story, lang_of(lang))
    refuse_other(text.text, reviewed)
    return read(text, story, Progress(STAGE_WORDS), corrections_of(corrections_path, text.text))


def _kept(reviewed: Reviewed, reading: Reading | None, story_path: Path | None) -> tuple[Span, ...]:
    """What stays in the review copy's text on purpose: what the story file says, and what is of the draft's public."""
    from ..redact.keeping import named_to_stay, stays
    from ..redact.reviewed import where_now

    text, story = reviewed.document.published_text, story_of(story_path)
    of_draft = where_now(reading.draft.text, text, stays(reading, story)) if reading else ()
    return (*of_draft, *named_to_stay(text, story))


def _compare(reviewed: Reviewed, reading: Reading, edits: Sequence[Edit], story_path: Path | None) -> Decisions:
    """What became of the draft's details; raises LeakError where one that is gone stands unaccounted for."""
    from ..redact.documents import numbered
    from ..redact.keeping import stays
    from ..redact.reviewed import decisions

    text, passages = reviewed.with_edits(edits)
    told = decisions(reading, text, stays(reading, story_of(story_path)), passages=passages)
    if told.leaks:
        lines = numbered((leak.line, leak.place) for leak in told.leaks)
        raise LeakError(
            "the final copy was withheld (line {lines} of its text): what was taken out in one place stands in"
            " another, where nothing was suggested; change it there too in the review copy",
            lines=lines,
        )
    return told


def _summary(told: Decisions | None) -> Remark:
    if told is None:
        return said(
            "NOT checked: that what you accepted is gone from every place, for the draft was not given (--draft)"
        )
    counts = {"gone": len(told.gone), "left": len(told.left), "twice": len(told.twice)}
    if not told.twice:
        return said("{gone} details are gone, {left} stand as they stood", **counts)
    return said(
        "{gone} details are gone, {left} stand as they stood; of these, {twice} say what was taken out elsewhere: look"
        " at them again",
        **counts,
    )
