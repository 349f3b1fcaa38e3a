"""A group of commands that knows their names and help, and imports a command when it is called.

Help is put into the language that is spoken when it is asked for: what is written in the code stays as it is.
"""

from __future__ import annotations

import copy
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from ..said import Tongue, spoken, translated
from .misuse import Misuse
from .paths import is_file

_Command = TypeVar("_Command", bound=click.Command)


class LazyGroup(click.Group):
    """``lazy`` maps a command's name to its ``module:attribute`` below ``package``, and its line of help.

    ``meant`` gives what each command is called, by what somebody may type who knows what it makes or is about.
    ``first`` is what most do with a file, for whoever names the file alone; the first of the table, if not given.
    """

    def __init__(
        self,
        *args: Any,
        lazy: Mapping[str, tuple[str, str]],
        package: str,
        meant: Callable[[], Mapping[str, str]] = dict,
        first: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lazy, self._package, self._meant = lazy, package, meant
        self._first = first or next(iter(lazy))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in self._lazy:
            return None
        module, _, attribute = self._lazy[name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(f".{module}", self._package), attribute)
        return translated_command(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, which looks for a name that is meant among the commands that it knows: it is told of ours."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as unknown:
            told = click.exceptions.NoSuchCommand(args[0], possibilities=self._lazy, ctx=unknown.ctx)
            if not told.possibilities and (meant := self._meant().get(args[0].lower())):
                told.possibilities = [meant]  # type: ignore[misc]
            if not told.possibilities and is_file(Path(args[0])):
                told_first = Misuse(
                    "name a command before the file {name}, such as {first}", name=args[0], first=self._first
                )
                told_first.ctx = unknown.ctx
                raise told_first from None
            raise told from None

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does, in the language that is spoken; of the outermost group nobody else has put it into that."""
        click.Group.format_help(translated_command(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table as it is printed, without importing a command for its help."""
        with formatter.section(translated("Commands")):
            formatter.write_dl([(name, translated(help_line)) for name, (_, help_line) in self._lazy.items()])

    @property
    def help_lines(self) -> tuple[str, ...]:
        """What the table says of each command."""
        return tuple(help_line for _, help_line in self._lazy.values())


def help_texts(command: click.Command) -> Iterator[str]:
    """Every text of a command's own help that is to be translated, as :func:`translated_command` asks for it."""
    if isinstance(command, LazyGroup):
        yield from command.help_lines
    if command.help:
        yield _unwrapped(command.help)
    if command.epilog:
        yield command.epilog
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield parameter.help


def translated_command(command: _Command) -> _Command:
    """The command with its help in the language that is spoken; the very one in English."""
    if spoken() is Tongue.EN:
        return command
    made = copy.copy(command)
    made.help = translated(_unwrapped(command.help)) if command.help else None
    made.epilog = translated(command.epilog) if command.epilog else None
    made.params = [_translated_parameter(parameter) for parameter in command.params]
    if isinstance(made, click.Group) and isinstance(command, click.Group):
        made.commands = {name: translated_command(each) for name, each in command.commands.items()}
    return made


def _unwrapped(text: str) -> str:
    """The paragraphs of a docstring, a line each: where the code breaks its lines is nothing to translate."""
    return "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n"))


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    made = copy.copy(parameter)
    made.help = translated(parameter.help)
    return made
