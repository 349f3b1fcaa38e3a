from __future__ import annotations

import pytest
from bronwacht.redact.draft import Lang
from bronwacht.redact.language import UnknownLanguageError, language_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De vrouw die insprak bij de raad wil niet met haar naam in de krant.", Lang.NL),
        ("The woman who spoke at the council does not want her name in the paper.", Lang.EN),
        ("Ze werkte voor The Guardian en The Times, maar schrijft het in een Nederlandse krant op.", Lang.NL),
    ],
)
def test_languages(text: str, lang: Lang) -> None:
    assert language_of(text) is lang


@pytest.mark.parametrize(
    "text", ["", "12345 67890 !!", "Nous avons parlé avec trois femmes qui travaillaient pour ce maire."]
)
def test_other_languages_are_refused(text: str) -> None:
    with pytest.raises(UnknownLanguageError, match="--lang"):
        language_of(text)


def test_every_corpus_and_bench_draft_is_known(shared: object) -> None:
    from pathlib import Path

    folders = {"corpus/nl": Lang.NL, "corpus/en": Lang.EN, "bench/nl-dev": Lang.NL, "bench/en-dev": Lang.EN}
    for folder, lang in folders.items():
        for path in sorted((Path(str(shared)) / folder).glob("*.txt")):
            assert language_of(path.read_text(encoding="utf-8").split("\n---\n", 1)[1]) is lang, path.name
