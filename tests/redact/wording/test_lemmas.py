"""The lists read by place say what simplemma says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import simplemma
from bronwacht.redact.draft import Lang
from bronwacht.redact.wording import lemmas

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("lang", list(Lang))
def test_every_word_of_some_drafts_has_simplemmas_lemma(lang: Lang) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus" / lang.value).glob("*.txt"))[::60]]
    words = {word for text in texts for word in re.findall(r"[\w'’-]+|\S", text)}
    assert len(words) > 400
    for word in words:
        known = simplemma.is_known(word, lang.value)
        assert lemmas.lemma(word, lang) == (simplemma.lemmatize(word, lang.value) if known else ""), word


@pytest.mark.parametrize("lang", list(Lang))
def test_the_places_are_of_the_list_that_is_installed(lang: Lang) -> None:
    assert isinstance(lemmas._Lists()._get_dictionary_uncached(lang.value), lemmas._Placed)


def test_for_another_list_the_places_are_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lemmas, "_digest", lambda lang: "0" * 64)
    found = lemmas._Lists()._get_dictionary_uncached("en")
    assert not isinstance(found, lemmas._Placed)
    assert found["nurses"] == "nurse"


def test_the_places_are_made_the_same_again() -> None:
    import gzip

    assert gzip.decompress(lemmas._file("en").read_bytes()) == b"\n".join(lemmas._lines("en"))
