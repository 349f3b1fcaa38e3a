"""``bronwacht redact``: a final copy that says less about the sources."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import UsageError
from ..said import said
from ..vault.stores import Address
from .common import (
    FINDINGS_REMAIN,
    STAGE_WORDS,
    Progress,
    analysed,
    beside,
    broken,
    corrections_option,
    draft_argument,
    earlier_option,
    lang_option,
    path_of,
    promises_in,
    promises_option,
    story_of,
    story_option,
    unmet,
)
from .dossier import DossierCheck, promises_of
from .paths import PATH
from .unlock import editor_options, open_dossier
from .vault.common import to_address


@click.command()
@draft_argument()
@story_option
@corrections_option
@earlier_option
@promises_option
@lang_option
@click.option("-o", "--out", type=PATH, help="The copy; by default NAME.final (or .review) beside FILE.")
@click.option("--tracked", is_flag=True, help="Write a review copy (docx, odt): each edit a suggestion to decide on.")
@click.option(
    "--dossier",
    type=to_address,
    metavar="VAULT",
    help="Withhold a copy that names whom this vault knows; keep what it promised them.",
)
@click.option("--show-text", is_flag=True, help="Also show the changed sentences side by side.")
@editor_options
@click.pass_context
def redact(
    ctx: click.Context,
    file: Path,
    story_path: Path | None,
    corrections_path: Path | None,
    earlier_paths: tuple[Path, ...],
    promises_path: Path | None,
    lang: str | None,
    out: Path | None,
    tracked: bool,
    dossier: Address | None,
    show_text: bool,
    key_path: Path | None,
    passphrase_fd: int | None,
    founder: str | None,
) -> None:
    """Write a final copy of FILE with the least damaging edits that lift every crowd over its threshold.

    The written file is read again before you get it. Exit code 1 when a threshold could not be met: the copy is
    written, and what stands in the way is said; likewise where a promise to a source could not be kept, where pages
    are pictures, or their letters unknown, and where words stand in the copy that nobody sees.

    What was promised comes from --promises, or from --dossier, which has it of the story file's sources by codename.

    With --tracked: a review copy in which each edit is a tracked change with a comment. It still holds everything;
    decide in Word or LibreOffice, then make the final copy with `bronwacht apply`.
    """
    from ..redact.documents import WithheldError
    from ..redact.pipeline import write
    from ..redact.report import risk_text, suggestions, wants_colour
    from ..redact.reviewed import obstacle, review_copy
    from .output import check_copy, tell_faint_copy, tell_path, tell_places, tell_unread, write_new

    path = path_of(file)
    if out is None and path is None:
        raise UsageError("where shall the copy go? name it with -o FILE")
    target = out or beside(file, f"{file.stem}.{'review' if tracked else 'final'}{file.suffix}")
    check_copy(target, source=path)
    if tracked and dossier:
        raise UsageError("a review copy holds everything; give --dossier to apply, or to check the final copy")
    if promises_path and dossier:
        raise UsageError("promises come from a dossier or from a file; leave out one of the two")
    story = story_of(story_path)
    promises, also = promises_in(promises_path, story), None
    if dossier:
        vault = open_dossier(dossier, key_path, passphrase_fd, founder)
        also = DossierCheck(vault)
        promises = promises_of(vault, [source.codename for source in story.sources])
    document, analysis = analysed(path, story_path, lang, corrections_path, earlier_paths, promises)
    if tracked:
        write_new([(target, review_copy(document, suggestions(analysis)))], source=path)
        if why := obstacle(document):
            click.echo(
                said("no final copy can be made of it later: {why}. Do that in the draft before you decide", why=why),
                err=True,
            )
    else:
        try:
            write(document, analysis, target, Progress(STAGE_WORDS), also=also)
        except WithheldError as error:
            tell_places(error.leaks, show_text=show_text)
            raise
    click.echo(risk_text(analysis, show_text=show_text, colour=wants_colour(sys.stderr)), err=True)
    faint = tell_faint_copy(target, what=said("the review copy") if tracked else said("the final copy"))
    tell_path(target)
    unread = not tracked and tell_unread(document)
    left = also.tell() if also else False
    ctx.exit(FINDINGS_REMAIN if left or unread or faint or unmet(analysis.after) or broken(analysis) else 0)
