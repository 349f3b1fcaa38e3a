"""The HTML report: one file that fetches nothing and runs nothing, in both languages, for every code there is."""

from __future__ import annotations

import itertools
import re
import string
import tomllib
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from bronwacht.commands.signoff import signoff
from bronwacht.redact.analysis import Analysis, Barrier, Bought, NotChecked, Obstacle
from bronwacht.redact.draft import Action, DetailType, Lang, Level, Observability, Reading, Role
from bronwacht.redact.promises import Hindrance
from bronwacht.redact.report import risk_json, risk_text, to_html
from bronwacht.redact.report.figures import MAX_DECADES, number, rounded, scale_of
from bronwacht.redact.report.phrases import Phrases
from bronwacht.redact.report.sheet import sheet
from bronwacht.redact.report.sources import LEAST_SHOWN
from bronwacht.redact.report.view import View
from bronwacht.redact.report.words import words_of
from bronwacht.redact.risk.assessment import Assessment, Crowd, Verdict
from bronwacht.redact.story import Adversary

Analyse = Callable[..., Analysis]
DATA = files("bronwacht.redact.report").joinpath("data")
VOID = {"meta", "link", "br", "hr", "img", "input", "col"}


class Page(HTMLParser):
    """Collects tags, attributes, and text; every element must be closed in its turn."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("show_text", [True, False])
def test_one_file_that_fetches_and_runs_nothing(analyse: Analyse, lang: Lang, show_text: bool) -> None:
    source = to_html(analyse(lang), show_text=show_text)
    page = Page(source)
    assert not re.search(r"https?://|//\w|url\(|@import|javascript:", source)
    assert not {"script", "iframe", "object", "link", "img"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href", "srcset")]
    assert ("lang", lang.value) in page.attributes


@pytest.mark.parametrize("lang", list(Lang))
def test_headings_go_down_one_step_at_a_time(analyse: Analyse, lang: Lang) -> None:
    levels = [int(tag[1]) for tag in Page(to_html(analyse(lang))).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_report_in_its_order(analyse: Analyse) -> None:
    text = Page(to_html(analyse())).text
    parts = [
        "Vertrouwelijk: dit rapport bevat tekst",
        "Wat is onderzocht, en wat niet",
        "Niet onderzocht",
        "De bronnen",
        "Merel",
        "Kring te klein".lower(),
        "De goedkoopste herschrijving",
        "Verbanden met eerdere publicaties",
        "Afspraken met bronnen",
        "Logboek van wijzigingen",
        "De cijfers waarop dit rust",
        "Aftekenen",
        "Wat dit rapport niet kan zeggen",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "niet publiceren" in text
    assert "Voorbeeldtabel bevolking" in text


def test_the_log_has_no_removed_words(analyse: Analyse) -> None:
    text = Page(to_html(analyse())).text
    log = text[text.index("Logboek van wijzigingen") : text.index("De cijfers waarop dit rust")]
    assert "buitenlandse dienstreis" in log
    assert not re.search("Gdansk|paardenmarkt|enige vrouw", log)


@pytest.mark.parametrize("show_text", [True, False])
def test_each_detail_has_the_id_that_a_what_if_takes(analyse: Analyse, show_text: bool) -> None:
    analysis = analyse()
    made = to_html(analysis, show_text=show_text)
    shown = re.findall(r'<span class="ids">([^<]+)</span>', made)
    facts = (fact for person in analysis.reading.sources for fact in analysis.reading.facts_of(person.id))
    assert shown == [", ".join(fact.details) for fact in facts] and "d2" in shown


def test_what_cannot_all_be_true_is_said_with_the_numbers_of_the_details(analyse: Analyse) -> None:
    """The crowds multiply both: a lawyer must know before the other side does."""
    analysis = analyse()
    age = next(fact for fact in analysis.reading.facts if fact.type is DetailType.AGE)
    other = replace(age, id="f90", details=("d3",), contradicts=(age.id,))
    facts = (*(replace(f, contradicts=("f90",)) if f is age else f for f in analysis.reading.facts), other)
    doubtful = replace(analysis, reading=replace(analysis.reading, facts=facts))
    said = "Niet allebei waar: de leeftijd ‘toen 31’ (d2) en de plaats ‘om de hoek van het marktterrein’ (d3)."
    for text in (
        Page(to_html(doubtful)).text,
        risk_text(doubtful, show_text=True),
        str(sheet(View(doubtful, show_text=True), "1")),
    ):
        assert " ".join(text.split()).count(said) == 1
    assert "Niet allebei waar" not in Page(to_html(analysis)).text
    told = {fact["id"]: fact for source in risk_json(doubtful)["sources"] for fact in source["facts"]}
    assert (told[age.id]["contradicts"], "contradicts" in told["f90"]) == (["f90"], True)


def test_what_holds_for_the_text_as_it_stands_is_not_read_as_what_holds_after_the_rewrite(analyse: Analyse) -> None:
    """What caps the crowd now stands below both outcomes, and contradicted the second."""
    source = to_html(analyse())
    beside = re.findall(r'<p class="why">(?:<span class="when">([^<]*)</span> )?(Nooit|De kans|Door)', source)
    assert beside and {lead for lead, _ in beside} <= {"Zoals de tekst er nu staat", ""}
    for block in source.split('<div class="reader">')[1:]:
        if "Na herschrijven</" in block and re.search(r"De kans dat niemand|Nooit meer", block):
            assert "Zoals de tekst er nu staat" in block


def test_what_a_strangers_crowd_does_not_count_stands_beside_it(analyse: Analyse) -> None:
    analysis = replace(analyse(), not_checked=(NotChecked.AROUND_ACCUSED,))
    told = "Dat de bron met de beschuldigde of diens organisatie te maken had, telt hier niet mee"
    strangers = [
        a for rows in analysis.before.values() for a in rows if a.adversary is Adversary.STRANGER and a.universe
    ]
    assert to_html(analysis).count(told) == len(strangers) > 0
    assert told not in to_html(replace(analysis, not_checked=()))


@pytest.mark.parametrize("lang", list(Lang))
def test_no_sentence_claims_what_nobody_measured(lang: Lang) -> None:
    words = files("bronwacht.redact.report").joinpath(f"data/strings_{lang.value}.toml").read_text("utf-8")
    assert not re.search(r"\b(?:altijd uit de|always follows)\b", words)
    assert not re.search(r"gevallen binnen valt|holds the true number", words)


def test_a_chance_is_not_rounded_up_to_certainty(analyse: Analyse) -> None:
    analysis = analyse()

    def with_chance(p_unique: float) -> str:
        before = {
            id: tuple(replace(a, crowd=a.crowd and replace(a.crowd, p_unique=p_unique)) for a in rows)
            for id, rows in analysis.before.items()
        }
        return Page(to_html(replace(analysis, before=before))).text

    assert "niemand anders past is 99%" in with_chance(0.998)
    assert "niemand anders past is 100%" not in with_chance(0.998)
    assert "niemand anders past" not in with_chance(1.0)


@pytest.mark.parametrize(
    ("lang", "left", "says"),
    [
        (Lang.NL, 0, "blijft er geen over."),
        (Lang.NL, 1, "blijft er 1 over."),
        (Lang.NL, 2, "blijven er 2 over."),
        (Lang.EN, 0, "none remains."),
        (Lang.EN, 1, "1 remains."),
        (Lang.EN, 2, "2 remain."),
    ],
)
def test_what_remains_is_counted_in_a_sentence_that_holds(
    analyse: Analyse, monkeypatch: pytest.MonkeyPatch, lang: Lang, left: int, says: str
) -> None:
    monkeypatch.setattr(View, "counts", (4, 3, left))
    assert View(replace(analyse(), lang=lang), show_text=True).summary.endswith(says)


def test_nothing_makes_a_crowd_one_time_smaller() -> None:
    assert round(10**LEAST_SHOWN, 1) > 1


def test_without_text_it_quotes_nothing(analyse: Analyse) -> None:
    text = Page(to_html(analyse(), show_text=False)).text
    assert not re.search("Gdansk|paardenmarkt|enige vrouw|Groningen", text)
    assert "geen tekst van de conceptversie" in text


def test_the_log_says_what_each_edit_buys_and_how_many_there_are_for_each_reason(analyse: Analyse) -> None:
    text = " ".join(Page(to_html(analyse())).text.replace("\u00ad", "").split())
    assert "Zonder deze wijziging houdt een collega minstens 2 mensen over, met de wijziging minstens 38." in text
    assert "Alleen deze wijziging achterwege laten verandert geen enkele ondergrens." in text
    assert "buitenstaander: 7 → 1.200" in text
    assert "Aantal per reden: gebeurtenis (1), leeftijd (1), plaats (1), reis (1), kleine groep (1)." in text
    unknown = replace(analyse(), buys=(Bought("p2", Adversary.COLLEAGUE, None, 1),))
    text = " ".join(Page(to_html(unknown)).text.replace("\u00ad", "").split())
    assert "houdt een collega minstens 1 persoon over; met de wijziging is te weinig bekend voor een getal." in text
    assert "collega: 1 → ?" in text


def test_promises_that_were_and_were_not_compared(analyse: Analyse) -> None:
    source = to_html(analyse())
    text = " ".join(Page(source).text.split())
    assert "vergeleken met wat is afgesproken met Merel." in text
    assert "Met Wulp en Bron 3 zijn geen afspraken opgegeven." in text
    assert "want in deze tekst is niets over Kluut herkend." in text
    rows = re.findall('<td data-label="Afspraak">(.*?)</td><td data-label="Na herschrijven">(.*?)</td>', source)
    assert rows == [
        ("hooguit vaag", "niet nagekomen: een passage die moet blijven, vertelt het"),
        ("niet publiceren", "nagekomen"),
    ]
    assert "gaat in tegen" not in text
    assert source.count("Er wordt een afspraak met de bron mee nagekomen.") == 1
    kept = Page(to_html(replace(analyse(), promises=()))).text
    assert "Geen van die details gaat in tegen een afspraak." in kept
    none = Page(to_html(replace(analyse(), promises=(), promised=()))).text
    assert "er zijn geen afspraken opgegeven" in none


@pytest.mark.parametrize("lang", list(Lang))
def test_the_report_says_how_to_verify_a_sign_off_by_a_command_that_the_program_has(
    analyse: Analyse, lang: Lang
) -> None:
    source = to_html(analyse(lang))
    (line,) = re.findall("<code[^>]*>(.*?)</code>", source)
    program, name, *argv = line.split()
    assert (program, name) == ("bronwacht", "signoff")
    asked = signoff.make_context(name, argv).params
    assert asked["verify"] and len(asked["files"]) == 3 and len(asked["signers"]) == 1
    assert Page(source).text.count(View(analyse(lang), show_text=True).words("signoff.by_key")) == 1


def test_changed_sentences_stand_beside_each_other(analyse: Analyse) -> None:
    source = to_html(analyse())
    assert "op een <del>dienstreis naar Gdansk</del>, waar" in source
    assert "op een <ins>buitenlandse dienstreis</ins>, waar" in source


def test_text_of_the_draft_is_never_markup(analyse: Analyse) -> None:
    analysis = analyse()
    draft, evil = analysis.reading.draft, "<script>alert(1)</script>&amp;"
    changed = replace(analysis.edits[0], replacement=evil)
    reading = replace(analysis.reading, draft=replace(draft, text=draft.text + evil, name=f"{evil}.txt"))
    story = replace(analysis.story, title=evil)
    page = Page(to_html(replace(analysis, reading=reading, story=story, edits=(changed, *analysis.edits[1:]))))
    assert "script" not in page.tags
    assert page.text.count(evil) >= 4  # title twice, file, new words


def test_the_same_analysis_gives_the_same_bytes(analyse: Analyse) -> None:
    assert to_html(analyse()) == to_html(analyse())


def every_code(analysis: Analysis) -> Analysis:
    """The analysis with every verdict, barrier, role, type, and unexamined thing in it."""
    reading = analysis.reading
    persons = (*reading.persons, *(replace(reading.persons[0], id=role.value, role=role) for role in Role))
    detail, fact = reading.details[0], reading.facts[0]
    details = [replace(detail, id=f"x{type}", type=type, fact=None) for type in DetailType]
    facts = [replace(fact, id=f"y{seen}", observability=seen) for seen in Observability]
    edits = [
        replace(edit, action=action)
        for edit, action in zip(analysis.edits, Action, strict=True)
    ]  # fmt: skip
    first = analysis.before["p2"][0]
    verdicts = tuple(replace(first, verdict=verdict, crowd=None) for verdict in Verdict)
    return replace(
        analysis,
        reading=Reading(reading.draft, (*reading.details, *details), persons, (*reading.facts, *facts)),
        edits=tuple(edits),
        before={**analysis.before, "p3": verdicts},
        obstacles=tuple(Obstacle("p2", Adversary.STRANGER, f, why) for why in Barrier for f in ("f1", None)),
        not_checked=tuple(NotChecked),
        promises=tuple(replace(analysis.promises[0], hindrance=why) for why in Hindrance),
    )


@pytest.mark.parametrize("lang", list(Lang))
def test_every_code_has_words_and_none_is_printed(analyse: Analyse, lang: Lang) -> None:
    text = Page(to_html(every_code(analyse(lang)))).text
    kinds = (Verdict, Barrier, NotChecked, Observability, Hindrance)
    codes = [code.value for kind in kinds for code in kind if "_" in code.value]
    assert not [code for code in codes if code in text]
    assert not re.search(r"\{\w*\}", text)
    assert not re.search(r"\b(safe|safely|low risk|veilig|laag risico)\b", text, re.IGNORECASE)


def test_both_languages_say_the_same_things() -> None:
    nl, en = (tomllib.loads(DATA.joinpath(f"strings_{lang}.toml").read_text("utf-8")) for lang in ("nl", "en"))

    def shape(table: dict[str, dict[str, str | list[str]]]) -> dict[str, object]:
        return {
            f"{section}.{key}": len(text) if isinstance(text, list) else fields(text)
            for section, texts in table.items()
            for key, text in texts.items()
        }

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert shape(nl) == shape(en)


def test_every_text_is_used() -> None:
    package = files("bronwacht.redact.report")
    sources = [item.read_text("utf-8") for item in package.iterdir() if item.name.endswith(".py")]
    templates = [DATA.joinpath(name).read_text("utf-8") for name in ("report.html.jinja", "report.typ")]
    used = "".join([*sources, *templates])
    table = tomllib.loads(DATA.joinpath("strings_nl.toml").read_text("utf-8"))
    by_code = {"verdict", "finding", "adversary", "adversary_short", "knows", "barrier", "action", "type", "role"}
    by_code |= {"roles", "observability", "language", "not_checked", "adversary_within", "promised", "type_within"}
    by_code |= {"sign", "place", "unread", "hindrance"}
    unused = [f"{s}.{k}" for s, texts in table.items() if s not in by_code for k in texts if f"{s}.{k}" not in used]
    assert unused == []


# Figures


@pytest.mark.parametrize(
    ("n", "nl", "en"), [(1, "1", "1"), (41_300, "41.300", "41,300"), (0.0247, "0,0247", "0.0247"), (2.5, "2,5", "2.5")]
)
def test_numbers_in_both_languages(n: float, nl: str, en: str) -> None:
    assert (number(n, Lang.NL), number(n, Lang.EN)) == (nl, en)


def test_a_crowd_is_never_shown_larger_than_it_is() -> None:
    assert rounded(Crowd(99, 100, 101, 0, 0)) == (99, 100, 110)
    assert rounded(Crowd(199, 1994, 19_941, 0, 0)) == (190, 2000, 20_000)


def test_no_crowd_is_shown_larger_than_everybody_there_is(analyse: Analyse) -> None:
    say = Phrases(analyse().reading, words_of(Lang.EN), show_text=True)
    everybody = 17_590_672
    assert say.crowd(Crowd(everybody, everybody, everybody, 0, 0), everybody) == "17 million people"
    assert say.crowd(Crowd(16_900_000, 17_580_000, everybody, 0, 0), everybody) == "16 million to 17.59 million people"
    assert say.crowd(Crowd(2, 3, 3, 0, 0), 3) == "2 to 3 people"


def test_the_scale_holds_everything_that_is_drawn(analyse: Analyse) -> None:
    groups = [*analyse().before.values(), *analyse().after.values()]
    scale = scale_of(a for group in groups for a in group)
    assert scale.ticks[-1] == 100_000
    assert (scale.place(1), scale.place(100_000), scale.place(10**9)) == (0, 1, 1)
    huge = Assessment("p", Adversary.STRANGER, Verdict.MEETS_THRESHOLD, 10**12, None, None)
    assert scale_of([huge]).decades == MAX_DECADES
    assert scale_of([]).decades == 3


# Contrast (WCAG 2.2, 1.4.3: 4.5 to 1 for text)


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize(
    ("front", "back"),
    [("ink", "paper"), ("soft", "paper"), ("bad", "paper"), ("good", "paper"), ("ink", "gone"), ("ink", "new")],
)
def test_contrast(scheme: int, front: str, back: str) -> None:
    css = DATA.joinpath("report.css").read_text("utf-8")
    block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--(\w+): #(\w+);", block))
    light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_what_stays_in_the_text_and_counts_no_more_is_said(analyse: Analyse) -> None:
    analysis = analyse()
    edited = {id for edit in analysis.edits for id in edit.details}
    fact = next(fact for fact in analysis.reading.facts_of("p2") if edited.isdisjoint(fact.details))
    gone = next(fact for fact in analysis.reading.facts_of("p2") if not edited.isdisjoint(fact.details))
    silent = replace(analysis, levels={fact.id: Level.ABSENT, gone.id: Level.ABSENT})
    told = f"({fact.details[0]}) er nog, en ze tellen niet mee"
    for shown in (
        " ".join(Page(to_html(silent)).text.replace("\u00ad", "").split()),
        " ".join(risk_text(silent, show_text=True).split()),
        str(sheet(View(silent, show_text=True), "1")),
    ):
        assert shown.count(told) == 1
        assert f"({gone.details[0]}) er nog" not in shown
    assert "tellen niet mee: zonder" not in risk_text(replace(silent, edits=(), buys=()), show_text=True)  # a what if


def test_what_stays_as_it_is_is_said_where_not_every_reader_is_kept_at_a_distance(analyse: Analyse) -> None:
    analysis = analyse()
    facts = analysis.reading.facts_of("p2")
    near = replace(analysis, levels={fact.id: Level.ABSENT for fact in facts[1:]})
    (unmet, *others) = near.after["p2"]
    unmet = replace(unmet, verdict=Verdict.NOT_ENOUGH_KNOWN)
    told = f"({facts[0].details[0]}). Niet elke lezer blijft daarmee op afstand"
    for after, times in (
        ((unmet, *others), 1),
        (tuple(replace(each, verdict=Verdict.MEETS_THRESHOLD) for each in (unmet, *others)), 0),
    ):
        shown = replace(near, after={**near.after, "p2": after})
        for text in (
            " ".join(Page(to_html(shown)).text.replace("\u00ad", "").split()),
            " ".join(risk_text(shown, show_text=True).split()),
            str(sheet(View(shown, show_text=True), "1")),
        ):
            assert text.count(told) == times
