"""The ``bronwacht`` command: which commands there are, and how a failure ends.

Output rules, for every command:

- data goes to stdout, talk to stderr; ``-`` is stdin
- outputs are written late and by rename; the input is never overwritten
- a failure is one line on stderr and an exit code: 0 done, 1 findings remain, 2 usage, or an output that cannot be
  written, 3 unreadable or unsupported input, 4 vault locked, wrong key, or not all looked for, 5 a leak in the output
- no traceback reaches the screen: it could hold a name

Each command lives in ``commands/`` and is imported only when it is called, so that ``--help`` and the vault start
without the language engine.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from pathlib import Path
from typing import NoReturn

import click

from . import __version__
from .commands.clicked import speak_click
from .commands.lazy import LazyGroup
from .errors import BronwachtError, UsageError, reason
from .said import Remark, Tongue, printable, said, speak, tongue_of

INTERNAL_ERROR = 70
"""EX_SOFTWARE of sysexits.h: a fault of ours, not of the input."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}
"""What a full, worn or read-only disk says to whoever writes."""

_COMMANDS = {
    "scan": ("commands.scan:scan", "Show what a draft gives away about its sources."),
    "risk": ("commands.risk:risk", "Estimate who can still recognise each source, and the cheapest way out."),
    "diff": ("commands.diff:diff", "Show what changed between two outputs of risk --json."),
    "redact": ("commands.redact:redact", "Write a final copy that says less about the sources."),
    "apply": ("commands.apply:apply", "Make the final copy of a review copy that was decided on."),
    "batch": ("commands.batch:batch", "Scan, assess or redact a whole folder of drafts."),
    "desk": ("commands.desk:desk", "Decide on each suggestion, on a page that this machine alone serves."),
    "check": ("commands.check:check", "Look for what must not be in a text: details, and a dossier's known names."),
    "story": ("commands.story:story", "Start a story file: who is public, which sources there are."),
    "signoff": ("commands.signoff:signoff", "Sign a report and its final copy, or say who signed them."),
    "keys": ("commands.keys:keys", "Make and show an editor's key file."),
    "vault": ("commands.vault:vault", "Keep the identities of sources."),
    "completion": ("commands.completion:completion", "Print what a shell needs to complete commands and options."),
    "demo": ("commands.demo:demo", "Run the main job on a sample draft, or on a file of yours."),
}


def _meant() -> dict[str, str]:
    """What each command is called, by what somebody may type for it; read when a command is unknown."""
    import tomllib

    from .commands.vault import COMMANDS

    words = tomllib.loads((Path(__file__).parent / "commands" / "data" / "meant.toml").read_text("utf-8"))
    return {name: f"vault {name}" for name in COMMANDS} | {typed: name for name in words for typed in words[name]}


@click.group(
    cls=LazyGroup,
    lazy=_COMMANDS,
    meant=_meant,
    package=__package__,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: bronwacht demo. It makes no network connection.",
)
@click.version_option(__version__, prog_name="bronwacht")
@click.option(
    "--speak",
    type=click.Choice([tongue.value for tongue in Tongue]),
    is_eager=True,
    expose_value=False,
    callback=lambda _, __, tongue: _speak(Tongue(tongue)) if tongue else None,
    help="The language to speak to you; else that of BRONWACHT_LANG, or of your system.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Keep anonymous sources anonymous.

    SCAN, RISK, REDACT and CHECK read a draft in Dutch or English; KEYS and VAULT keep who the sources are.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        # Whatever a command says goes through click, which now takes every style off again (no-color.org).
        ctx.color = False


def main(argv: list[str] | None = None) -> None:
    """Run the command line and end the process with the exit code of its outcome."""
    # Read by numpy when it is imported: the tagger's matrices are small, and threads on busy cores only wait there.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _hush()
    _speak_as_asked()
    _need_streams()
    _end_in_order()
    try:
        sys.exit(cli.main(args=argv, prog_name="bronwacht", standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        _fail(said("stopped"), 130)
    except click.exceptions.NoArgsIsHelpError as unasked:
        click.echo(unasked.format_message(), err=True)
        sys.exit(unasked.exit_code)
    except click.ClickException as misuse:
        _fail(_hinted(misuse), misuse.exit_code)
    except BronwachtError as error:
        _fail(error, error.exit_code)
    except UnicodeEncodeError as fault:
        if fault.encoding == "utf-8":
            _fail_inside(fault)
        _fail(
            said(
                "the output has no room for all letters of what is to be shown: its encoding is not UTF-8. Set the"
                " terminal and LANG to UTF-8, and do it again"
            ),
            UsageError.exit_code,
        )
    except BrokenPipeError:
        # The reader of our output has gone away; Python must not complain about it while it exits.
        _give_up_stdout()
        sys.exit(0)
    except OSError as fault:
        if fault.errno not in _NO_ROOM:
            _fail_inside(fault)
        _give_up_stdout()
        _fail(
            said("cannot write ({reason}); make room, or write elsewhere", reason=reason(fault)), UsageError.exit_code
        )
    except _EndedBySignal as asked:
        # Whoever asked is told so: by the very signal, now that all is undone.
        signal.signal(asked.args[0], signal.SIG_DFL)
        signal.raise_signal(asked.args[0])
    except Exception as fault:
        _fail_inside(fault)


def _speak_as_asked() -> None:
    """Speak the language that the environment asks for, from the first line on."""
    try:
        _speak(tongue_of(os.environ))
    except ValueError:
        _fail(said("BRONWACHT_LANG is nl or en; set it to one of these, or unset it"), UsageError.exit_code)


def _speak(tongue: Tongue) -> None:
    speak(tongue)
    if tongue is not Tongue.EN:
        speak_click()


def _need_streams() -> None:
    """Make do without talk or input where the caller closed them; without an output there is nobody to answer."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115  # until the process ends
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open()  # noqa: SIM115
    if sys.stdout is None:
        _fail(said("standard output is closed; leave it open, or point it at /dev/null"), UsageError.exit_code)


class _EndedBySignal(BaseException):
    """Somebody asked the process to end; its only argument is the signal's number."""


def _end_in_order() -> None:
    """Have a request to end, or a closed terminal, undo what is half done, as ^C does.

    By default they end a process where it stands: a terminal that no longer shows what is typed, a part of a file. So
    does SIGQUIT, which whoever is stuck at a question tries next.
    """

    def stop(number: int, _: object) -> NoReturn:
        raise _EndedBySignal(number)

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            if signal.getsignal(number) is signal.SIG_DFL:  # nohup has it ignored
                signal.signal(number, stop)


def _give_up_stdout() -> None:
    """Have nothing more be written to stdout: Python would try once more, and complain, while it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _hush() -> None:
    """Have Python itself print no traceback of what nobody can catch, such as a fault in a dropped generator."""
    sys.unraisablehook = lambda fault: _tell_place(fault.exc_value)
    threading.excepthook = lambda fault: _tell_place(fault.exc_value)
    sys.excepthook = lambda _, fault, __: _tell_place(fault)


def _tell_place(fault: BaseException | None) -> None:
    place = _place(fault) if fault else said("unknown")
    _tell(said("internal error ({place}); please report this line", place=place))


def _hinted(misuse: click.ClickException) -> str | Remark:
    """Say what was wrong with the command line, on one line, and where its options are explained."""
    what = " ".join(misuse.format_message().split())
    context = getattr(misuse, "ctx", None)
    if not context:
        return what
    stop = "" if what.endswith((".", "?", "!")) else "."
    return said(
        "{what} See: {command} --help", what=f"{what[:1].lower()}{what[1:]}{stop}", command=context.command_path
    )


def _place(fault: BaseException) -> str:
    """Name the kind of a fault and where it arose; never its message, which could hold a name."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
    return f"{type(fault).__name__} at {where}"


def _fail_inside(fault: Exception) -> NoReturn:
    if isinstance(fault, ModuleNotFoundError) and fault.name:
        _fail(said("a part of the program is missing ({name}); install it again", name=fault.name), INTERNAL_ERROR)
    _fail(
        said("internal error ({place}); please report this line, it holds no text of yours", place=_place(fault)),
        INTERNAL_ERROR,
    )


def _fail(message: object, code: int) -> NoReturn:
    _tell(message)
    sys.exit(code)


def _tell(message: object) -> None:
    # A file's name may stand in it, and whoever named the file must neither steer the terminal nor add a line.
    click.echo(f"bronwacht: {printable(str(message))}", err=True)
