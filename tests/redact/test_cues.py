"""The lists of cues: each is of a module, which reads it, and no entry stands twice."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from bronwacht.redact.cues import cues, opening
from bronwacht.redact.draft import Lang

REDACT = Path(str(files("bronwacht.redact")))
LISTS = [
    pytest.param(folder, module, name, entries, id=f"{folder.name}-{module}-{name}")
    for folder in (path.parent.parent for path in sorted(REDACT.rglob("data/cues.toml")))
    for module, lists in tomllib.loads((folder / "data" / "cues.toml").read_text(encoding="utf-8")).items()
    for name, entries in lists.items()
]


@pytest.mark.parametrize(("folder", "module", "name", "entries"), LISTS)
def test_a_list_is_read_by_its_module_and_is_made_of_patterns(
    folder: Path, module: str, name: str, entries: list[str]
) -> None:
    code = (folder / f"{module}.py").read_text(encoding="utf-8")
    asked = re.sub(r"_(?:nl|en)\Z", "", name)
    assert f'cues(__package__, "{module}")' in code.replace("'", '"')
    assert name in [*Lang] or re.search(rf"""["'](?:{name}|{asked}(?:_\{{(?:scene\.)?lang\}})?)["']""", code)
    assert len(set(entries)) == len(entries) > 0
    assert all(re.compile(entry) for entry in entries)


def test_a_list_that_is_not_there_is_no_empty_one() -> None:
    with pytest.raises(KeyError):
        cues("bronwacht.redact", "keeping").any_of("nothing")
    with pytest.raises(KeyError):
        cues("bronwacht.redact", "nobody")


def test_a_word_may_open_a_sentence_and_a_capital_stands_nowhere_else() -> None:
    assert [re.fullmatch(opening(["één", "an?"]), word) is not None for word in ("Één", "één", "An", "a", "éÉN")] == [
        *(True, True, True, True),
        False,
    ]
