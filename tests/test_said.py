"""Every line that the program can say has a Dutch one, in a catalogue that says nothing else."""

from __future__ import annotations

import ast
import os
import pickle
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bronwacht.commands.clicked import MODULES
from bronwacht.errors import InputError, UsageError, reason
from bronwacht.said import Tongue, catalogue, listed, said, speak, spoken, tongue_of

ROOT = Path(__file__).resolve().parent.parent
MADE = runpy.run_path(str(ROOT / "docs" / "make_catalogue.py"))
ASKERS = frozenset({"echo", "secho", "tell", "ask", "ask_hidden", "terminal", "prompt", "confirm"})
LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak(Tongue.EN)


@cache
def trees() -> list[tuple[str, ast.AST]]:
    return [(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in MADE["modules"]()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    every: dict[str, str] = MADE["every_text"]()
    return every


def test_every_text_has_a_dutch_one_and_none_is_left_over(texts: dict[str, str]) -> None:
    known = catalogue()
    assert set(texts) - set(known) == set(), "run make docs, then translate what is empty in data/said_nl.po"
    assert set(known) - set(texts) == set(), "nothing says these any more; run make docs"
    assert len(texts) > 1000


def test_the_file_is_as_the_program_writes_it(texts: dict[str, str]) -> None:
    assert (ROOT / "data" / "said_nl.po").read_text("utf-8") == MADE["written"](texts, catalogue()), "run: make docs"


@pytest.mark.parametrize(
    "pattern",
    [
        r"\{(\w+)",  # what is filled in
        r"%\(\w+\)s",
        r"--[a-z][\w-]+",  # options
        r"`[^`]+`",  # what can be typed
        r"BRONWACHT_\w+|RECOVERY\.txt|~/[\w./]+|\?vault=NAME",
    ],
)
def test_names_stand_in_both(pattern: str) -> None:
    for english, dutch in catalogue().items():
        # A word more does no harm where Dutch has no "it" for what was named before.
        missing = set(re.findall(pattern, english)) - set(re.findall(pattern, dutch))
        assert not missing, f"{english!r}: {missing}"
        if pattern.startswith(r"\{"):
            assert set(re.findall(pattern, english)) == set(re.findall(pattern, dutch)), english


def test_both_begin_and_end_alike() -> None:
    """A question keeps the space before its answer, an error its small letter and no full stop."""
    for english, dutch in catalogue().items():
        assert (english[:1] == " ") == (dutch[:1] == " "), english
        assert (english[-1:] == " ") == (dutch[-1:] == " "), english
        assert (english[-1:] == ".") == (dutch[-1:] == "."), english
        assert english.count("\n\n") == dutch.count("\n\n"), english
        if english[:1].islower() and not english.startswith(("bronwacht", "from now")):
            assert not dutch[:1].isupper(), english


def test_numbers_take_what_they_took() -> None:
    for english, dutch in catalogue().items():
        for form in re.findall(r"\{\w+(:[^}%]+)\}", english):
            assert form in dutch, english


def is_text(node: ast.expr) -> bool:
    """Whether an argument is written-out words, which nobody could translate."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.Constant) and LETTERS.search(str(part.value)) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(LETTERS.search(node.value))


def test_every_text_that_is_said_is_written_out() -> None:
    """``said(text)`` would escape the catalogue, and an f-string would be no key of it."""
    for where, tree in trees():
        for call, text in MADE["sayings"](tree):
            name = MADE["called"](call)
            assert not isinstance(text, ast.JoinedStr), f"{where}:{call.lineno}"
            if name == "said":
                assert isinstance(text, ast.Constant), f"{where}:{call.lineno}"
            for value in call.keywords:
                parts = [value.value.body, value.value.orelse] if isinstance(value.value, ast.IfExp) else [value.value]
                words = [part for part in parts if is_text(part) and " " in ast.unparse(part)]
                assert not words, f"{where}:{call.lineno}: {value.arg} is said in English"


def test_nothing_is_said_past_the_catalogue() -> None:
    for where, tree in trees():
        if not where.startswith(("commands/", "vault/", "cli.py")):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and MADE["called"](node) in ASKERS:
                assert not is_text(node.args[0]) or "bronwacht: " in ast.unparse(node), f"{where}:{node.lineno}"
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                assert ast.unparse(node.exc.func) != "click.UsageError", f"{where}:{node.lineno}: use Misuse"


def test_errors_are_texts_to_translate() -> None:
    """No error of the house is raised with words that were put together before."""
    for where, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and MADE["is_error"](MADE["called"](node)):
                first = node.args[0]
                if isinstance(first, ast.BinOp | ast.JoinedStr):
                    pytest.fail(f"{where}:{node.lineno}: give the text, and its values by name")


@pytest.mark.parametrize(
    ("environ", "tongue"),
    [
        ({}, Tongue.EN),
        ({"LANG": "nl_NL.UTF-8"}, Tongue.NL),
        ({"LANG": "nl"}, Tongue.NL),
        ({"LANG": "nl_BE@euro"}, Tongue.NL),
        ({"LANG": "nld_XX"}, Tongue.EN),
        ({"LANG": "C.UTF-8"}, Tongue.EN),
        ({"LANG": "de_DE.UTF-8"}, Tongue.EN),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, Tongue.EN),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nl_NL.UTF-8"}, Tongue.NL),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "nl_NL.UTF-8", "LC_ALL": "C"}, Tongue.EN),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": ""}, Tongue.NL),
        ({"LANG": "nl_NL.UTF-8", "BRONWACHT_LANG": "en"}, Tongue.EN),
        ({"LC_ALL": "C", "BRONWACHT_LANG": "NL"}, Tongue.NL),
        ({"LANG": "nl_NL.UTF-8", "BRONWACHT_LANG": ""}, Tongue.NL),
    ],
)
def test_the_language_is_that_of_the_environment(environ: dict[str, str], tongue: Tongue) -> None:
    assert tongue_of(environ) is tongue


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        tongue_of({"BRONWACHT_LANG": "de"})


def test_a_text_is_said_when_it_is_shown() -> None:
    error = UsageError("{name}: exists already, and nothing is overwritten; choose another name", name="a.txt")
    outer = InputError("{why}; nothing was written", why=error)
    assert str(outer) == "a.txt: exists already, and nothing is overwritten; choose another name; nothing was written"
    speak(Tongue.NL)
    assert spoken() is Tongue.NL
    assert str(outer).startswith("a.txt: bestaat al, en") and str(outer).endswith("; er is niets geschreven")
    assert outer.said.english.startswith("a.txt: exists already") and outer.said.english.endswith("nothing was written")


def test_an_error_crosses_to_another_process_and_can_still_be_translated() -> None:
    error = pickle.loads(pickle.dumps(UsageError("{why}; nothing was written", why=said("the report"))))
    speak(Tongue.NL)
    assert str(error) == "het rapport; er is niets geschreven"


def test_no_repr_holds_a_value() -> None:
    remark, error = said("name         {name}", name="Geheim"), InputError("{name}: is a folder", name="Geheim")
    assert "Geheim" not in repr(remark) + repr(error) + repr(error.args)
    assert "Geheim" in str(remark) and "Geheim" in str(error)


def test_braces_in_what_is_filled_in_stay() -> None:
    assert str(InputError("{name}: cannot be read", name="{x}.txt")) == "{x}.txt: cannot be read"
    assert str(InputError("a text with {braces} and no value")) == "a text with {braces} and no value"


def test_numbers_are_written_as_each_language_does() -> None:
    told = said("the desk ends after {minutes:g} minutes without an act, or by Ctrl-C", minutes=0.5)
    many = InputError("{shown}: holds more than {max_parts:,} parts; no draft does", shown="1.5", max_parts=10_000)
    assert "0.5 minutes" in str(told) and "10,000 parts" in str(many)
    speak(Tongue.NL)
    assert "0,5 minuten" in str(told) and str(many).startswith("1.5: bevat meer dan 10.000 delen")
    assert "0.5" in told.english and "10,000" in many.said.english


def test_a_list_is_said_in_one_language() -> None:
    told = listed([said("the report"), "x", said("the drill")], between=said(" or "))
    assert str(told) == told.english == "the report or x or the drill" and str(listed([])) == ""
    speak(Tongue.NL)
    assert str(told) == "het rapport of x of de oefening"


@pytest.mark.skipif(sys.platform != "linux", reason="the words of another system's faults are others")
def test_the_systems_faults_are_its_own_words_in_small_letters() -> None:
    from bronwacht import errors

    for number, remark in errors._FAULTS.items():
        assert str(remark) == os.strerror(number).lower()
    assert str(reason(OSError(9999, "Something New"))) == "something new"
    assert str(reason(OSError())) == "the system does not say why"


def files_opened(*argv: str, lang: str) -> str:
    code = (
        "import sys, runpy\n"
        "sys.addaudithook(lambda event, args: print(args[0], file=sys.stderr) if event == 'open' else None)\n"
        f"sys.argv = ['bronwacht', *{list(argv)!r}]\n"
        "runpy.run_module('bronwacht', run_name='__main__')\n"
    )
    environ = {**os.environ, "BRONWACHT_LANG": lang}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environ).stderr


@pytest.mark.parametrize("argv", [["--help"], ["vault", "list", "no-such-vault"], ["scan"], ["risk", "--help"]])
def test_english_never_reads_the_catalogue(argv: list[str]) -> None:
    assert "said_nl.po" not in files_opened(*argv, lang="en")
    assert "said_nl.po" in files_opened(*argv, lang="nl")


def test_click_is_asked_for_in_all_its_modules() -> None:
    """A new module of click's that says something is to be looked at."""
    import click

    folder = Path(str(click.__file__)).parent
    asks = {f"click.{p.stem}" for p in folder.glob("*.py") if re.search(r"gettext import", p.read_text("utf-8"))}
    assert asks - set(MODULES) == {"click._termui_impl", "click._winconsole", "click.shell_completion"}
