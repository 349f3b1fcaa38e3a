"""``bronwacht completion``: what a shell needs to complete our commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ..errors import UsageError

PROGRAM = "bronwacht"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in SHELL.

    For bash: `bronwacht completion bash > ~/.bronwacht-completion` once, and a line `. ~/.bronwacht-completion` in
    ~/.bashrc. For zsh the same in ~/.zshrc; for fish, write it to ~/.config/fish/completions/bronwacht.fish.
    """
    found = get_completion_class(shell)
    if found is None:
        raise UsageError("this version of click knows no completion for that shell")
    click.echo(found(ctx.find_root().command, {}, PROGRAM, f"_{PROGRAM.upper()}_COMPLETE").source())
