from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from bronwacht.redact.detect.engine import _ADDRESS, ENTITIES, MIN_SCORE, _signs, patterns
from bronwacht.redact.detect.loading import loading
from bronwacht.redact.detect.recognisers import Beside, Words, WordsEngine, _engine, analyze, by_letters, within_reach
from bronwacht.redact.draft import DetailType, Lang
from bronwacht.redact.segment import segment
from hypothesis import given, settings
from hypothesis import strategies as st
from presidio_analyzer import LemmaContextAwareEnhancer
from presidio_analyzer.predefined_recognizers import EmailRecognizer, UrlRecognizer

Growth = Callable[[Callable[[int], object], int], float]

NL, EN = Lang.NL, Lang.EN


def test_no_pattern_is_given_up_for_want_of_time() -> None:
    asked = (
        "from bronwacht.redact.detect.recognisers import analyze; from bronwacht.redact.draft import Lang;"
        "print(len(analyze('x ' * 50_000 + 'ann@example.org', Lang.EN, {'EMAIL_ADDRESS'})))"
    )
    environment = {**os.environ, "REGEX_TIMEOUT_SECONDS": "0"}
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "1\n"


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(
    ("stretch", "kind"),
    [
        ("j.devries@voorbeeld.example.org", DetailType.CONTACT),
        ("https://voorbeeld.example.com/pagina", DetailType.CONTACT),
        ("192.168.17.23", DetailType.CONTACT),
        ("fe80::1ff:fe23:4567:890a", DetailType.CONTACT),
        ("NL91ABNA0417164300", DetailType.ID),
        ("NL91 ABNA 0417 1643 00", DetailType.ID),
        ("4012888888881881", DetailType.ID),
        ("4012 8888 8888 1881", DetailType.ID),
    ],
)
def test_what_has_a_form_is_found(lang: Lang, stretch: str, kind: DetailType) -> None:
    text = f"Eerst dit.\n\nBericht: {stretch} en verder niets."
    assert [(m.span.of(text), m.type) for m in patterns(text, lang)][:1] == [(stretch, kind)]


@pytest.mark.parametrize(("lang", "number"), [(NL, "06-12345678"), (NL, "14 0183"), (EN, "+44 20 7946 0958")])
def test_phone_numbers_of_the_countries_drafts_come_from(lang: Lang, number: str) -> None:
    text = f"Bel me op {number} na zessen."
    assert [(m.span.of(text), m.type) for m in patterns(text, lang)] == [(number, DetailType.CONTACT)]


@pytest.mark.parametrize("number", ["078-05-1121", "AB 12 34 56 C"])
def test_numbers_of_english_speaking_countries(number: str) -> None:
    assert [m.span.of(text) for text in [f"It said {number} there."] for m in patterns(text, EN)] == [number]
    assert "presidio.us_ssn" not in {m.rule for m in patterns(f"Er stond {number} op.", NL)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "Het kostte 48.000 euro, 7,1 procent meer dan in 2019.",
        "Tussen 1989-1995, op 13-10-1984 en van 12:30 tot 14:45 uur kostte het 1.250.000 euro.",
    ],
)
@pytest.mark.parametrize("lang", list(Lang))
def test_nothing_to_find(text: str, lang: Lang) -> None:
    assert patterns(text, lang) == ()


def test_a_page_beside_a_mail_address_is_found_and_a_host_within_one_is_not() -> None:
    text = "Mail j.de.vries@krant.nl of zie krant.nl/tip voor meer."
    assert [m.span.of(text) for m in patterns(text, NL)] == ["j.de.vries@krant.nl", "krant.nl/tip"]
    alone = "Mail j.de.vries@krant.nl gerust."
    assert [m.rule for m in patterns(alone, NL)] == ["presidio.email_address"]


PIECES = (
    "Zij belde |in 2019 |op 12-10-2020 |voor 1.250.000 euro |20 mensen, |van 12:30 tot 14.45 uur |\n\n|06-12345678 "
    "|+32 478 12 34 56 |(020) 123 45 67 |07700 900123 |dossier 2021/0044 |13 12 34 |zin.Nog |j.jansen@krant.nl "
    "|a@b.example |www.krant.nl/x |https://krant.nl |10.0.12.7 |fe80::1 |3:2 |NL91 ABNA 0417 1643 00 "
    "|GB29NWBK60161331926819 |4012888888881881 |078-05-1121 |AB123456C |123456789 |social security |tel. |number "
    "|1991/1992 "
).split("|")
NO_PHONE = re.compile(r"[\d.]+|\d{4}[-/]\d{4}|\d\d?[-./]\d\d?[-./]\d+")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.sampled_from(Lang))
def test_a_recogniser_that_is_not_asked_would_have_found_nothing(text: str, lang: Lang) -> None:
    asked = {(m.span.start, m.span.end, m.rule) for m in patterns(text, lang)}
    for paragraph in segment(text).paragraphs:
        stretch, end = paragraph.of(text), 0
        for r in sorted(analyze(stretch, lang, ENTITIES[lang]), key=lambda r: (r.start, -r.end)):
            if r.start < end or (r.entity == "PHONE_NUMBER" and NO_PHONE.fullmatch(stretch[r.start : r.end])):
                continue
            end = r.end
            assert (paragraph.start + r.start, paragraph.start + r.end, f"presidio.{r.entity.lower()}") in asked


def test_the_suffix_list_is_the_bundled_one() -> None:
    import tldextract

    patterns("mail a@voorbeeld.example.nl", NL)
    assert tldextract.tldextract.TLD_EXTRACTOR.suffix_list_urls == ()


@pytest.mark.parametrize("lang", list(Lang))
def test_every_entity_has_its_recogniser(lang: Lang) -> None:
    assert set(_engine(lang).get_supported_entities(lang.value)) == ENTITIES[lang]


def test_the_words_around_a_find_count() -> None:
    """Presidio is surer of a number after a word such as "phone": it reads our words."""
    bare, told = (patterns(text, EN)[0].score for text in ("See 020 7946 0958.", "Her phone number is 020 7946 0958."))
    assert MIN_SCORE == bare < told


def test_the_engine_names_nothing() -> None:
    engine = WordsEngine()
    engine.load()
    assert engine.is_loaded()
    words = engine.process_text("Zij woont in Gent.", "nl")
    assert words.entities == []
    assert words.tokens == ["Zij", "woont", "in", "Gent", "."]
    assert words.tokens_indices == [0, 4, 10, 13, 17]
    assert words.lemmas == ["zij", "woont", "in", "gent", "."]
    assert "gent" in words.keywords
    assert "." not in words.keywords
    assert "in" not in words.keywords
    assert [name for name, _ in engine.process_batch(["a", "b"], "en")] == ["a", "b"]
    assert engine.get_supported_entities() == []
    assert engine.get_supported_languages() == ["nl", "en"]
    assert engine.is_punct("!", "nl")
    assert engine.is_stopword("de", "nl")


def test_presidio_is_imported_only_where_there_is_something_for_it() -> None:
    code = (
        "import sys\n"
        "from bronwacht.redact.detect.engine import patterns\n"
        "from bronwacht.redact.draft import Lang\n"
        "assert patterns('Zij was 31 in 2019, en het kostte 48.000 euro.', Lang.NL) == ()\n"
        "assert 'presidio_analyzer' not in sys.modules and 'spacy' not in sys.modules\n"
        "assert patterns('Mail a@krant.nl.', Lang.NL)\n"
        "assert 'presidio_analyzer' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was_after_loading(on: bool) -> None:
    was_on = gc.isenabled()
    try:
        gc.enable() if on else gc.disable()
        with pytest.raises(KeyError), loading():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() is on
    finally:
        gc.enable() if was_on else gc.disable()


@pytest.mark.parametrize("marks", ['""', "''"])
def test_a_page_is_found_without_its_quotation_marks(marks: str) -> None:
    text = f"Zie {marks[0]}https://krant.nl/tip{marks[1]} voor meer."
    assert [m.span.of(text) for m in patterns(text, NL)] == ["https://krant.nl/tip"]


@settings(deadline=None)
@given(st.from_regex(_ADDRESS))
def test_no_address_is_overlooked_for_what_is_looked_at_first(text: str) -> None:
    found = [at for at, entities in _signs(text) if "IP_ADDRESS" in entities]
    assert found == [address.start() for address in _ADDRESS.finditer(text)]


def test_a_word_with_a_point_is_no_page_for_the_letters_that_a_country_has() -> None:
    assert patterns("ann.theroux 9:12 she left", Lang.EN) == ()
    text = "See blog.photography and imogen.sale now."
    assert [match.span.of(text) for match in patterns(text, Lang.EN)] == ["blog.photography", "imogen.sale"]


def test_a_line_of_mail_addresses_is_read_once(growth: Growth) -> None:
    mails = [f"jan.jansen{n}@voorbeeld{n % 97}.nl" for n in range(3000)]
    assert [m.span.of(mails[0]) for m in patterns(mails[0], NL)] == [mails[0]]
    assert growth(lambda n: patterns(", ".join(mails[:n]), NL), 500) < 8


def test_a_line_of_page_addresses_is_read_once(growth: Growth) -> None:
    assert growth(lambda n: patterns(" ".join(f"www.page{at}.com" for at in range(n)), EN), 500) < 8


def test_endings_in_a_row_take_no_time() -> None:
    started = time.process_time()
    patterns("www.example.com " + "www." * 5_000, EN)
    assert time.process_time() - started < 5  # each of a thousand endings tried at each point takes minutes


def test_a_long_word_before_a_mail_address_takes_no_time() -> None:
    started = time.process_time()
    text = "a." * 10_000 + "@ jan.jansen@voorbeeld.nl"
    assert [m.span.of(text) for m in patterns(text, NL)] == ["jan.jansen@voorbeeld.nl"]
    assert time.process_time() - started < 10  # each of its parts was followed to its end, which took two minutes


def test_a_mailbox_of_any_length_is_found() -> None:
    for expression in (p.regex for p in EmailRecognizer.PATTERNS):
        assert within_reach(expression) != expression
    for text in ("j@voorbeeld.nl", f"{'jan.' * 16}j@voorbeeld.nl", f"{'x' * 300}@voorbeeld.nl"):
        (mail,) = patterns(f"mail {text}", NL)
        assert mail.span.end == len(text) + 5


def pages() -> list[str]:
    return [p.regex for p in UrlRecognizer.PATTERNS if not p.name.startswith("Quoted")]


ENDINGS = ["com", "co", "community", "co.uk", "info", "in", "org", "nl", "net", "x"]


@given(st.lists(st.sampled_from(["www", ".", "http://", "/", "a-", '"', " ", "É", "COM", *ENDINGS]), max_size=12))
@settings(max_examples=300, deadline=None)
def test_endings_as_a_tree_find_the_same_pages(pieces: list[str]) -> None:
    text = "".join(pieces)
    for expression in pages():
        assert by_letters(expression) != expression
        as_listed, as_tree = (re.finditer(each, text) for each in (expression, by_letters(expression)))
        assert [page.span() for page in as_listed] == [page.span() for page in as_tree]


def test_the_words_beside_a_find_are_those_that_presidio_looks_at() -> None:
    words = Words("bel mijn telefoon nu op 06 en niet thuis", NL, WordsEngine())
    theirs = LemmaContextAwareEnhancer()
    for at, (word, start) in enumerate(zip(words.tokens, words.tokens_indices, strict=True)):
        assert Beside._find_index_of_match_token(word, start, words.tokens, words.tokens_indices) == at
        for back in (True, False):
            asked = (at, 3, words.lemmas, words.keywords, back)
            assert Beside._add_n_words(*asked) == theirs._add_n_words(*asked)
