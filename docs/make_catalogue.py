"""Bring data/said_nl.po in line with what the code says: `make docs`, then translate what is empty.

What is translated already stays; what nothing says any more goes. A test holds the catalogue against the code.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import click
from bronwacht.said import catalogue

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "data" / "said_nl.po"
OUTSIDE = {"tests", "corpus", "bench", "docs", "keys", "build", "dist", "demo-out", ".venv"}
SAYERS = frozenset({"wrong", "Misuse"})
"""What is called with a text to show, besides ``said`` and the constructors of errors."""

FOREIGN = frozenset(
    """ValueError TypeError KeyError IndexError RuntimeError OSError PermissionError FileExistsError PdfiumError
    ImportError NotImplementedError AssertionError TOMLDecodeError UnicodeDecodeError RecursionError MemoryError
    ActError SavedError HandError WithheldError UnknownVaultError OtherVaultError XMLSyntaxError
    OperationalError""".split()
)
"""Errors of others, which end no command with their message, and ours that find their words by themselves."""

WIDTH = 110
FOR_PROGRAMMERS = re.compile(
    "DeprecationWarning|Value must be an iterable|Could not determine|No options defined|Arguments take exactly"
    "|Boolean option|Unknown color|Choice|.*UUID|Unknown standard stream"
)
"""How those of click's texts begin that only whoever wrote a command can meet."""

HEADER = r"""# What the command line says, in Dutch: gettext's format, by the English text as it stands in the code.
# Kept in line with the code by docs/make_catalogue.py. {name} is filled in; it must stand in both.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: nl\n"
"""


def modules() -> Iterator[Path]:
    """The program's own modules."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.relative_to(ROOT).parts[0] not in OUTSIDE:
            yield path


def called(node: ast.Call) -> str:
    """The name by which something is called, without what is before its dots."""
    if isinstance(node.func, ast.Call) and ast.unparse(node.func) == "type(error)":
        return "type(error)"
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_error(name: str) -> bool:
    """Whether a call of that name makes an error of ours, from the text that is its first argument."""
    return (name.endswith("Error") and name not in FOREIGN) or name in ("error", "_error", "type(error)")


def is_own_text(node: ast.Call) -> bool:
    """Whether an error that is always the same finds its text here: ``super().__init__("…")``."""
    return ast.unparse(node.func) == "super().__init__" and " " in str(getattr(node.args[0], "value", ""))


def sayings(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Each call that takes a text to show, and that text."""
    ours = any(isinstance(node, ast.ImportFrom) and node.module == "said" for node in ast.walk(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = called(node)
            if (ours and name == "said") or name in SAYERS or is_error(name) or is_own_text(node):
                yield node, node.args[0]


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text that a module says."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "counted" and isinstance(node.args[1], ast.Constant):
            yield from (f"{{count}} {node.args[1].value}", f"{{count}} {node.args[1].value}s")
    for _, text in sayings(tree):
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
            yield text.value


def in_code() -> dict[str, str]:
    """Every text that the code says, with the first module that does."""
    found: dict[str, str] = {}
    for path in modules():
        for text in texts(ast.parse(path.read_text("utf-8"))):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    return {text: where for text, where in found.items() if re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", text))}


def in_help(command: click.Command, where: str = "bronwacht") -> Iterator[tuple[str, str]]:
    """Every text of a command's help, and of those below it."""
    from bronwacht.commands.lazy import help_texts

    for text in help_texts(command):
        yield text, f"{where} --help"
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=where)
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                yield from in_help(below, f"{where} {name}")


def in_click() -> Iterator[tuple[str, str]]:
    """What click says by itself, of what it can come to say here."""
    from bronwacht.commands.clicked import MODULES

    yield "required", MODULES[0]  # of which click asks by a variable
    for name in MODULES:
        source = Path(str(import_module(name).__file__))
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in ("_", "ngettext"):
                for text in node.args[: 1 if called(node) == "_" else 2]:
                    if isinstance(text, ast.Constant) and not FOR_PROGRAMMERS.match(str(text.value)):
                        yield str(text.value), name


def in_tables() -> Iterator[tuple[str, str]]:
    """What the tables of documents say of what no final copy can hold."""
    from bronwacht.redact.documents.docx.refusing import kinds
    from bronwacht.redact.documents.docx.rules import rules

    for table in (kinds().refused, rules().refused):
        yield from ((what, "redact/documents/docx/data") for what in table.values())


def every_text() -> dict[str, str]:
    """All that is to be translated, with where it is said, in that order."""
    from bronwacht.cli import cli

    found = in_code()
    for text, where in (*in_tables(), *in_help(cli), *in_click()):
        found.setdefault(text, where)
    return found


def written(wanted: Mapping[str, str], known: Mapping[str, str]) -> str:
    """The catalogue of the ``wanted`` texts, with what is ``known`` of them."""
    parts = [HEADER]
    for text, where in sorted(wanted.items(), key=lambda item: list(dict.fromkeys(wanted.values())).index(item[1])):
        parts.append(f"\n#: {where}\nmsgid {_quoted(text)}\nmsgstr {_quoted(known.get(text, ''))}\n")
    return "".join(parts)


def _quoted(text: str) -> str:
    lines = text.splitlines(keepends=True)
    pieces = [
        json.dumps(piece, ensure_ascii=False)
        for line in lines
        for piece in re.findall(r".{1,100}(?: |$)\s*|\S+\s*", line, re.DOTALL)
    ]
    return "\n".join(['""', *pieces]) if len(pieces) > 1 else "".join(pieces) or '""'


def main() -> None:
    """Write the catalogue anew."""
    known, wanted = catalogue(), every_text()
    CATALOGUE.write_text(written(wanted, known), "utf-8")
    print(f"{len(wanted)} texts, {sum(text not in known for text in wanted)} to translate", file=sys.stderr)


if __name__ == "__main__":
    main()
