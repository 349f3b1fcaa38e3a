"""edit, publish, evidence, alarm, travel, inventory, and what a dossier says to check and risk; the real program."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path

import pytest

from .. import warm
from .conftest import PASSPHRASES, Done, Newsroom

SAMPLE = Path(str(files("bronwacht.commands"))) / "data" / "sample-nl.txt"
ADDED = 'name = "Piet Quist"\ncodename = "Merel"\nemployer = "Stichting Waterlinie"\n[promise]\nAGE = "broad"\n'


def run_with(newsroom: Newsroom, content: bytes, *argv: str, option: str) -> Done:
    """As Anna, with something in a further descriptor."""
    unlocking = ("--key", "anna.key", "--passphrase-fd")
    readers = []
    for data in (content, PASSPHRASES["anna"].encode() + b"\n"):
        reader, writer = os.pipe()
        os.write(writer, data)
        os.close(writer)
        readers.append(reader)
    done = warm.run(
        [*argv, option, str(readers[0]), *unlocking, str(readers[1])],
        input=b"xyz" * 100,
        cwd=newsroom.folder,
        env=newsroom.environment,
        pass_fds=readers,
        alone=True,
    )
    for reader in readers:
        os.close(reader)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_form_goes_out_and_comes_back_changed(stables: Newsroom) -> None:
    argv = ("vault", "edit", "stables.vault", stables.codename)
    refused = stables.run(*argv, "--print", who="anna")
    assert (refused.code, refused.out) == (2, "") and "--force" in refused.err
    printed = stables.run(*argv, "--print", "--force", who="anna")
    assert printed.code == 0 and 'name = "Marijke Jansen"' in printed.out
    changed = printed.out.replace('employer = "Waterlinie"', 'employer = "De Dijk"')
    done = stables.run(*argv, "-", who="anna", stdin=changed)
    assert (done.code, done.out) == (0, ""), done.err
    again = stables.run(*argv, "-", who="anna", stdin=changed)
    assert again.code == 3 and "changed since" in again.line
    shown = stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna")
    assert "De Dijk" in shown.out and "Waterlinie" not in shown.out
    assert "Marijke" not in refused.err + done.err + again.err


def test_an_edit_is_asked_for_on_the_terminal_and_leaves_no_file(stables: Newsroom) -> None:
    before = {path.name for path in stables.folder.rglob("*")}
    asked = [("Passphrase of anna.key: ", PASSPHRASES["anna"]), ("Full name [Marijke Jansen]: ", "Marijke J. Jansen")]
    asked += [("Other names", "-"), ("Telephone", ""), ("Employer [Waterlinie]: ", ""), ("position", "dijkgraaf")]
    asked += [("birth", ""), ("story", ""), ("Tags", ""), ("Destroy", ""), ("established", "paspoort"), ("By", "Anna")]
    asked += [("When", "2024-03-01"), ("AGE [broad]", "never"), ("Promised, such", ""), ("Anything else", "PLACE Edam")]
    asked += [("Anything else", "")]
    done = stables.type("vault", "edit", "stables.vault", stables.codename, "--key", "anna.key", answers=asked)
    assert done.code == 0, done.err
    assert {path.name for path in stables.folder.rglob("*")} == before
    out = stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna").out
    for line in ("Marijke J. Jansen", "dijkgraaf", "paspoort; Anna; 2024-03-01", "never", "known PLACE", "06-12345678"):
        assert line in out
    assert "Toos" not in out


def test_a_slip_of_the_pen_at_the_terminal_costs_no_other_answer(stables: Newsroom) -> None:
    asked = [("Passphrase of anna.key: ", PASSPHRASES["anna"]), ("Full name: ", "Marijke Jansen"), ("Other names", "")]
    asked += [("Telephone", ""), ("Employer", ""), ("position", ""), ("birth (YYYY-MM-DD): ", "3 mei 1987")]
    asked += [("birth (YYYY-MM-DD): ", "2987-05-03"), ("story", ""), ("established", ""), ("Promised", "")]
    asked += [("Anything else", ""), ("Tags", "jansen"), ("Tags", "raad"), ("Destroy", "2023-01-01")]
    argv = ("vault", "add", "stables.vault", "--key", "anna.key")
    other = stables.type(*argv, answers=[*asked, ("Is this somebody else? Type yes: ", "no")])
    assert other.code == 2 and "--namesake" in other.err
    done = stables.type(*argv, answers=[*asked, ("Is this somebody else? Type yes: ", "yes")])
    assert done.code == 0, done.err
    for told in ("such as 1987-05-03", "a tag says who", "2023-01-01, is past", "the date of birth lies ahead"):
        assert told in done.err
    assert "2987" not in done.err.partition("kept; in the open")[2]


def test_a_publication_is_written_down(stables: Newsroom) -> None:
    argv = ("vault", "publish", "stables.vault", stables.codename, "--title", "De manege", "--date", "2021-07-05")
    wrong = stables.run(*argv, "--disclosed", "Marijke", who="anna")
    assert (wrong.code, wrong.out) == (2, "") and "Marijke" not in wrong.err
    done = stables.run(*argv, "--disclosed", "AGE", "--disclosed", "PLACE=broad", who="anna")
    assert (done.code, done.out) == (0, "")
    assert "closer than was promised: AGE, exact (broad)" in done.err and "PLACE" not in done.err
    assert stables.run(*argv, who="anna").code == 2
    dutch = stables.run(*argv[:-1], "5-7-2021", who="anna")
    assert dutch.code == 2 and "a year, a month and a day, such as" in dutch.line
    shown = stables.run("vault", "show", "stables.vault", stables.codename, "--force", who="anna").out
    assert "De manege; 2021-07-05; AGE exact, PLACE broad" in shown


def test_evidence_goes_in_and_comes_out(stables: Newsroom) -> None:
    content = os.urandom(300_000)
    (stables.folder / "chat.bin").write_bytes(content)
    vault = ("stables.vault", stables.codename)
    done = stables.run("vault", "attach", *vault, "chat.bin", who="anna")
    assert done.code == 0 and "300000 bytes" in done.err, done.err
    id_ = done.out.strip()
    assert stables.run("vault", "evidence", *vault, who="anna").code == 2
    listed = stables.run("vault", "evidence", *vault, "--force", who="anna")
    assert listed.out.startswith(id_) and listed.out.endswith("\tchat.bin\n")
    back = stables.run("vault", "extract", *vault, id_, "-o", "back.bin", who="anna")
    assert (back.code, back.out) == (0, ""), back.err
    assert (stables.folder / "back.bin").read_bytes() == content
    assert (stables.folder / "back.bin").stat().st_mode & 0o077 == 0
    assert stables.run("vault", "extract", *vault, id_, "-o", "back.bin", who="anna").code == 2
    assert stables.run("vault", "extract", *vault, "zz", "-o", "other.bin", who="anna").code == 2
    assert not (stables.folder / "other.bin").exists()
    gone = stables.run("vault", "detach", *vault, id_, "--yes", who="anna")
    assert gone.code == 0 and "shredding is not complete" in gone.err
    assert stables.run("vault", "extract", *vault, id_, "-o", "other.bin", who="anna").code == 2


def test_a_files_name_can_stay_off_the_command_line(stables: Newsroom) -> None:
    argv = ("vault", "attach", "stables.vault", stables.codename, "-")
    done = run_with(stables, b"Marijke zegt ja.eml", *argv, option="--name-fd")
    assert done.code == 0, done.err
    listed = stables.run("vault", "evidence", "stables.vault", stables.codename, "--force", who="anna")
    assert listed.out.endswith("\tMarijke zegt ja.eml\n")
    assert b"zegt ja" not in (stables.folder / "stables.vault").read_bytes()


def test_a_canary_is_loud_once_it_is_opened(stables: Newsroom) -> None:
    added = stables.run("vault", "add", "stables.vault", "-", "--canary", who="anna", stdin='name = "Niemand Nergens"')
    codename = added.out.strip()
    words = stables.words["anna"]
    quiet = stables.run("vault", "list", "stables.vault", "--founder", words, who="bram")
    assert "ALARM" not in quiet.err and codename in quiet.out
    assert stables.run("vault", "alarm", "stables.vault", who="anna").code == 0
    shown = stables.run("vault", "show", "stables.vault", codename, "--force", who="bram")
    assert "Nergens" in shown.out and "canary" not in shown.out + shown.err
    for who in ("anna", "bram"):
        told = stables.run("vault", "list", "stables.vault", who=who)
        assert told.code == 0 and f"ALARM: Bram opened {codename}" in told.err
    assert stables.run("vault", "alarm", "stables.vault", who="anna").code == 1
    assert stables.run("vault", "alarm", "stables.vault", "--acknowledge", who="bram").code == 2
    assert stables.run("vault", "alarm", "stables.vault", "--acknowledge", who="anna").code == 0
    assert "ALARM" not in stables.run("vault", "list", "stables.vault", who="anna").err
    assert f"OPENED A CANARY\t{codename}" in stables.run("vault", "log", "stables.vault", who="anna").out


def test_a_key_travels_and_comes_back(stables: Newsroom) -> None:
    key = (stables.folder / "anna.key").read_bytes()
    no = stables.type(
        *("vault", "travel", "stables.vault", "--key", "anna.key"),
        answers=[("Passphrase of anna.key: ", PASSPHRASES["anna"]), ("Type yes: ", "no")],
    )
    assert no.code == 2 and (stables.folder / "anna.key").read_bytes() == key
    done = stables.run("vault", "travel", "stables.vault", "--yes", who="anna")
    assert (done.code, done.out) == (0, "") and "ask Bram" in done.err
    assert not (stables.folder / "anna.key").exists()
    assert not any(key[200:400] in path.read_bytes() for path in stables.folder.rglob("*") if path.is_file())
    told = ("--founder", stables.words["anna"])
    back = stables.run("vault", "travel", "stables.vault", "--back", "Anna", "-o", "anna.key", *told, who="bram")
    assert (back.code, back.out) == (0, ""), back.err
    assert (stables.folder / "anna.key").read_bytes() == key
    assert stables.run("vault", "list", "stables.vault", who="anna").code == 0
    none = stables.run("vault", "travel", "stables.vault", "--back", "Anna", "-o", "b.key", who="bram")
    assert none.code == 2 and not (stables.folder / "b.key").exists()


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("nl", ["WIE HET TECHNISCH KAN OPENEN", "bronnen: 1; daarvan", "Anna: alleen: 1", "geen noodsleuteldelen"]),
        ("en", ["WHO CAN TECHNICALLY OPEN IT", "sources: 1; of these, 0", "Anna: alone: 1", "no break-glass shares"]),
    ],
)
def test_an_inventory_names_and_opens_nobody(stables: Newsroom, lang: str, says: list[str]) -> None:
    before = (stables.folder / "stables.vault").read_bytes()
    done = stables.run("vault", "inventory", "stables.vault", "--lang", lang, who="anna")
    assert (done.code, done.err) == (0, "")
    assert all(line in done.out for line in says), done.out
    for secret in (stables.codename, "Marijke", "Waterlinie", "raad"):
        assert secret not in done.out
    named = stables.run("vault", "inventory", "stables.vault", "--lang", lang, "--codenames", who="anna")
    assert f"  {stables.codename}: " in named.out and "Marijke" not in named.out
    data = json.loads(stables.run("vault", "inventory", "stables.vault", "--json", who="anna").out)
    assert (data["schema"], data["sources"], data["promised"]) == (1, 1, 1)
    assert [one["name"] for one in data["editors"]] == ["Anna", "Bram"] and "codenames" not in data
    assert (stables.folder / "stables.vault").read_bytes() == before


def test_check_says_what_was_promised_and_is_not_clean_without_all(stables: Newsroom) -> None:
    (stables.folder / "draft.txt").write_text("Zij is op 3 mei 1987 geboren, en de gemeente zwijgt daarover.\n")
    argv = ("check", "draft.txt", "--lang", "nl", "--dossier", "stables.vault")
    done = stables.run(*argv, who="anna")
    assert done.code == 1
    assert f"1:11\tbirth_date\t{stables.codename}\tpromised: broad\n" in done.out
    assert "1987" not in done.out + done.err
    (stables.folder / "draft.txt").write_text("De gemeente zwijgt al jaren over de kosten van het plan voor de kade.\n")
    clean = stables.run(*argv, who="anna")
    assert (clean.code, clean.out) == (0, ""), clean.out
    stables.run("vault", "add", "stables.vault", "-", "--two-person", who="anna", stdin=ADDED)
    unseen = stables.run(*argv, who="anna")
    assert (unseen.code, unseen.out) == (4, "")
    assert "no clean bill: Merel" in unseen.err


def test_check_says_each_stretch_once_and_then_what_the_dossier_says_of_it(stables: Newsroom) -> None:
    """The name is found by itself, is known to the dossier, and was never to be published."""
    badge = "Een medewerkster vertelt. Op haar badge stond Marijke Jansen, en zij is te bellen op 06-12345678."
    (stables.folder / "draft.txt").write_text(f"{badge} Haar buurman Kees Quist zag het ook.\n")
    called = f'[[source]]\ncodename = "{stables.codename}"\ncalled = ["Een medewerkster"]\n'
    (stables.folder / "story.toml").write_text(called)
    argv, name = ("check", "draft.txt", "--lang", "nl", "--story", "story.toml"), stables.codename
    assert stables.run(*argv).out.splitlines() == ["1:47\tname", "1:76\tcontact", "1:112\tname"]
    done = stables.run(*argv, "--dossier", "stables.vault", who="anna")
    lines = [line.split("\t")[:3] for line in done.out.splitlines()]
    assert lines == [["1:47", "name", name], ["1:86", "contact", name], ["1:112", "name"]]
    assert "3 found" in done.err


def test_risk_takes_promises_and_publications_from_a_dossier_and_opens_nobody(stables: Newsroom) -> None:
    """Of a source that takes two editors, too."""
    stables.run("vault", "add", "stables.vault", "-", "--two-person", who="anna", stdin=ADDED)
    publish = ("vault", "publish", "stables.vault", "Merel", "--disclosed", "AGE")
    stables.run(*publish, "--title", "Eerder stuk", "--date", "2021-07-05", "--text", "2021-07-05.txt", who="anna")
    stables.run(*publish, "--title", "Ander stuk", "--date", "2021-08-05", who="anna")
    (stables.folder / "draft.txt").write_text(SAMPLE.read_text())
    (stables.folder / "story.toml").write_text(SAMPLE.with_suffix(".toml").read_text())
    earlier = "De vrouw die insprak over de manege werkt al jaren bij de gemeente Wierhaven, zegt zij zelf.\n"
    (stables.folder / "2021-07-05.txt").write_text(earlier)
    dossier = ("--dossier", "stables.vault")
    done = stables.run("risk", "draft.txt", "--story", "story.toml", *dossier, "--json", "-", who="anna")
    assert done.code == 1, done.err
    data = json.loads(done.out)
    assert [(broken["source"], broken["mended"]) for broken in data["promises"]] == [("Merel", True)]
    assert "earlier_unread" in data["not_checked"]
    assert "its text is not here: Ander stuk (2021-08-05), of Merel: AGE exact" in done.err
    assert "2021-07-05.txt" in json.dumps(data["compared"])
    assert "Quist" not in done.out + done.err
    log = stables.run("vault", "log", "stables.vault", who="anna").out.rpartition("\tadded\t")[2]
    assert log and "\tread\t" not in log and "\tchecked" not in log
    assert stables.run("risk", "draft.txt", *dossier, who="anna").code == 2


@pytest.mark.parametrize(
    ("argv", "code", "says"),
    [
        (["edit", "stables.vault", "Nobody", "--print", "--force"], 2, "no source of that codename"),
        (["edit", "stables.vault", "CODENAME", "-"], 2, "which state"),
        (["edit", "stables.vault", "CODENAME", "missing"], 2, "cannot read the form"),
        (["attach", "stables.vault", "CODENAME", "missing"], 2, "cannot read the file"),
        (["attach", "stables.vault", "CODENAME", "."], 2, "cannot read the file"),
        (["attach", "stables.vault", "CODENAME", "empty"], 2, "is empty"),
        (["add", "stables.vault", "-", "--canary", "--two-person"], 2, "opens it alone"),
        (["travel", "stables.vault", "--back", "Bram"], 2, "go together"),
        (["travel", "stables.vault", "--back", "Bram", "-o", "x.key"], 2, "no key behind"),
        (
            ["publish", "stables.vault", "CODENAME", "--title", "x", "--date", "2021-07-05", "--text", "a/b"],
            2,
            "name of",
        ),
        (["alarm", "stables.vault", "--acknowledge"], 2, "no alarm"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_misuse_is_refused_and_changes_nothing(stables: Newsroom, argv: list[str], code: int, says: str) -> None:
    (stables.folder / "empty").write_bytes(b"")
    before = {path.name: path.read_bytes() for path in stables.folder.iterdir() if path.is_file()}
    done = stables.run("vault", *(stables.codename if word == "CODENAME" else word for word in argv), who="anna")
    assert (done.code, done.out) == (code, ""), done.err
    assert says in done.err and "Traceback" not in done.err
    assert {path.name: path.read_bytes() for path in stables.folder.iterdir() if path.is_file()} == before


def test_the_same_source_twice_is_refused_unless_a_namesake(stables: Newsroom) -> None:
    """Forgotten under one codename, somebody who is kept twice would still be there under the other."""
    twice = stables.run("vault", "add", "stables.vault", "-", who="anna", stdin=stables.form)
    assert (twice.code, twice.out) == (2, "")
    assert f"kept already, as {stables.codename}: change that one with `bronwacht vault edit`" in twice.line
    assert "Jansen" not in twice.err
    other = stables.run("vault", "add", "stables.vault", "-", "--namesake", who="anna", stdin=stables.form)
    assert other.code == 0
    acts = [line.split("\t")[2] for line in stables.run("vault", "log", "stables.vault", who="anna").out.splitlines()]
    assert acts == ["created", "added", "checked", "added"]
    assert stables.add('name = "Marijke Pietersen"')
