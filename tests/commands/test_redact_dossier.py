"""A final copy is held against the dossier before it is there: whoever the vault knows is not named in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

TEXT = (
    "De gemeente wil niet reageren op klachten over de wethouder. Dat blijkt uit een brief aan de raad.\n\n"
    "Een verpleegkundige, toen 31 jaar oud, vertelt dat zij berichten kreeg. Volgens directeur {name} klopt dat niet.\n"
)
STORY = '[[public]]\nname = "{name}"\n'


def story(name: str) -> str:
    Path("story.toml").write_text(STORY.format(name=name), "utf-8")
    Path("draft.txt").write_text(TEXT.format(name=name), "utf-8")
    return "draft.txt"


def redact(draft: str) -> tuple[str, ...]:
    return ("redact", draft, "--story", "story.toml", "-o", "o.txt", "--dossier", "stables.vault")


def test_a_copy_that_names_a_source_is_withheld(stables: Any) -> None:
    draft = story("Marijke Jansen")
    done = stables.run(*redact(draft), who="anna")
    assert done.code == 5
    assert "the dossier knows somebody" in done.err
    assert "Jansen" not in done.err
    assert not Path("o.txt").exists()


def test_where_it_names_one_is_shown_where_words_may_be(stables: Any) -> None:
    draft = story("Marijke Jansen")
    done = stables.run(*redact(draft), "--show-text", who="anna")
    assert done.code == 5
    assert "line 3 of the copy: … " in done.err
    assert "[Marijke Jansen] klopt dat niet." in done.err
    assert "--show-text" in stables.run(*redact(draft), who="anna").err


def test_one_that_names_nobody_is_written(stables: Any) -> None:
    draft = story("Karel Ottevanger")
    done = stables.run(*redact(draft), who="anna")
    assert done.code == 1  # of the threshold that cannot be met
    assert "Karel Ottevanger" in Path("o.txt").read_text("utf-8")


def test_what_else_it_knows_is_for_a_person_to_look_at(stables: Any) -> None:
    draft = story("Piet Jansen")
    done = stables.run(*redact(draft), who="anna")
    assert done.code == 1
    assert "the dossier knows 1 more thing that" in done.err
    assert Path("o.txt").exists()


def test_a_copy_whose_name_names_a_source_is_not_written(stables: Any) -> None:
    argv = [*redact(story("Karel Ottevanger"))]
    argv[argv.index("o.txt")] = "gesprek-marijke-jansen.txt"
    done = stables.run(*argv, who="anna")
    assert done.code == 2
    assert "the output's name says whom the dossier knows" in done.err
    assert not Path("gesprek-marijke-jansen.txt").exists()


def test_apply_looks_too(stables: Any) -> None:
    word = docx.Document()
    for line in TEXT.format(name="Marijke Jansen").split("\n\n"):
        word.add_paragraph(line)
    word.save("decided.docx")
    done = stables.run("apply", "decided.docx", "-o", "o.docx", "--dossier", "stables.vault", who="anna")
    assert done.code == 5
    assert not Path("o.docx").exists()


@pytest.mark.parametrize("args", [("--tracked",)])
def test_a_review_copy_holds_everything(stables: Any, args: tuple[str, ...]) -> None:
    done = stables.run("redact", story("Piet Jansen"), "--dossier", "stables.vault", *args, who="anna")
    assert done.code == 2
    assert "holds everything" in done.err
