"""What edits leave of a clause that tells nothing any more goes with them; all sentences are invented."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Action, Detail, DetailType, Draft, Edit, Lang, Level, Span
from bronwacht.redact.edits import Choice, settle, settle_everywhere
from bronwacht.redact.whole import whole

T = DetailType
NL, EN = Lang.NL, Lang.EN
ROOT = Path(__file__).resolve().parent.parent.parent
FILES = [path for lang in Lang for path in sorted((ROOT / "corpus" / lang).glob("*.txt"))[::12]]
MARK = re.compile(r"\[\[([A-Z]+) [a-z0-9,]+\|([^\[\]]+?)\]\]")
AT = re.compile(r"⟦(?P<words>[^|⟧]*)\|(?P<said>[^⟧]*)⟧")


def edited(marked: str) -> tuple[str, list[Edit]]:
    """The text of ``marked``, and for each ⟦words|what is said instead⟧ an edit; "-" stands for a gap."""
    text, edits, last = "", [], 0
    for n, mark in enumerate(AT.finditer(marked)):
        text += marked[last : mark.start()]
        span = Span(len(text), len(text) + len(mark["words"]))
        said = "[…]" if mark["said"] == "-" else mark["said"]
        edits.append(Edit((f"d{n}",), span, Action.PARAPHRASE if said else Action.REMOVE, said, T.TRAIT))
        text += mark["words"]
        last = mark.end()
    return text + marked[last:], edits


def made(marked: str, lang: Lang, keep: str = "") -> str:
    text, edits = edited(marked)
    kept = [Span(text.index(keep), text.index(keep) + len(keep))] if keep else []
    better = whole(Draft(text, lang), edits, kept)
    assert {id for edit in better for id in edit.details} == {id for edit in edits for id in edit.details}
    return apply_edits(text, better)


GOES = [
    # One of several verbs, the first, one between, the last.
    (EN, "She ⟦rides a unicycle|-⟧, has a son and was ill.", "She has a son and was ill."),
    (NL, "Ze woont in Ede, ⟦speelt fagot|-⟧ en had een hond.", "Ze woont in Ede en had een hond."),
    (EN, "He sings in Ely, rows at dawn and ⟦keeps bees|-⟧.", "He sings in Ely and rows at dawn."),
    (NL, "Hij zingt in Ede, roeit op de Rijn en ⟦houdt bijen|-⟧.", "Hij zingt in Ede en roeit op de Rijn."),
    (
        EN,
        "He left for Hull, has had a hip replaced since⟦, and breeds ferrets|⟧.",
        "He left for Hull and has had a hip replaced since.",
    ),
    (NL, "Hij woont in Ede, rijdt in ⟦een Volvo en kweekt dahlia's|-⟧.", "Hij woont in Ede en rijdt in […]."),
    # A clause about somebody, or one of two.
    (EN, "A clerk, who ⟦studied law|-⟧ at ⟦Hull|-⟧ and whose ⟦aunt is a nun|-⟧, says so.", "A clerk says so."),
    (
        EN,
        "A clerk who had ⟦worked there|-⟧ since 1996, and who lost a thumb, saw it.",
        "A clerk, who lost a thumb, saw it.",
    ),
    (
        NL,
        "Een stagiaire, ⟦die in Tiel studeerde|-⟧ en nu bij een bank werkt, reed mee.",
        "Een stagiaire, die nu bij een bank werkt, reed mee.",
    ),
    (
        NL,
        "Een bode die jaren beneden werkte en door een val ⟦mank loopt|-⟧, zag het.",
        "Een bode die jaren beneden werkte, zag het.",
    ),
    (NL, "Ze kwam in 1998 naar de school, nadat ⟦haar zoon was aangenomen|-⟧.", "Ze kwam in 1998 naar de school."),
    (EN, "He told no one because she ⟦owns no telephone|-⟧.", "He told no one."),
    # What somebody is besides.
    (EN, "She spoke to a nurse, a ⟦Quaker|-⟧, whom he mocked.", "She spoke to a nurse, whom he mocked."),
    (NL, "Er was een docente, ⟦Belgische|-⟧, pas ⟦gescheiden|-⟧, die het zag.", "Er was een docente, die het zag."),
    (
        EN,
        "A teacher, then ⟦newly married|-⟧ and seven months pregnant, says so.",
        "A teacher, seven months pregnant, says so.",
    ),
    (
        EN,
        "⟦Her niece, a nun|A relative⟧ ⟦in Hull|in England⟧, gave us a diary.",
        "A relative in England gave us a diary.",
    ),
    (EN, "A woman who ⟦packed on line four|-⟧ was pregnant then.", "A woman was pregnant then."),
    (EN, "She ⟦gave evidence|-⟧, and in July her shifts were cut.", "In July her shifts were cut."),
    (NL, "Ze ⟦studeert in Gent|-⟧, ze is ziek.", "Ze is ziek."),
    (NL, "Ze is ⟦getrouwd|-⟧, woont in Ede⟦ en werkt bij een bakker|⟧.", "Ze woont in Ede."),
    (NL, "Er was ⟦een doos|-⟧, en een zoon.", "Er was een zoon."),
    # What hangs on it, where it tells of the same person only.
    (EN, "He left and now ⟦looks|-⟧ after ⟦his grandson|a relative⟧, who is deaf.", "He left."),
    (EN, "I have a cold and ⟦two girls|-⟧ who want to be vets.", "I have a cold."),
    # One of two things.
    (EN, "She lives on ⟦her savings|-⟧ and on what she earns.", "She lives on what she earns."),
    (NL, "Hij leeft van ⟦zijn pensioen|-⟧ en van de verkoop van een boot.", "Hij leeft van de verkoop van een boot."),
    (EN, "He was 31, had ⟦a mortgage|-⟧ and a child.", "He was 31, had a child."),
    (EN, "She told her sister and ⟦her union representative|-⟧.", "She told her sister."),
    # The first of two sentences, and a whole one.
    (EN, "He was ⟦the only porter|-⟧, and he left in June.", "He left in June."),
    (EN, "⟦A botanist by training|Someone⟧, she was ill.", "She was ill."),
    (EN, "It rained. She ⟦kept the napkin|-⟧. He left.", "It rained. He left."),
    (NL, "Het regende. Sindsdien ⟦slaapt ze slecht|-⟧. Hij ging weg.", "Het regende. Hij ging weg."),
    # What somebody is quoted as saying keeps a gap that shows.
    (
        EN,
        "“It rained. I ⟦kept the napkin|-⟧ all the same. He left,” she said.",
        "“It rained. […] He left,” she said.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "wanted"), GOES, ids=[wanted for _, _, wanted in GOES])
def test_what_tells_nothing_goes_with_what_joins_it(lang: Lang, marked: str, wanted: str) -> None:
    assert made(marked, lang) == wanted


STAYS = [
    # It says much else, or names somebody.
    (EN, "He told no one because Mayor Pell ⟦threatened him|-⟧."),
    (EN, "It rained. She ⟦rowed|-⟧ every single morning from the old quay to the far end of the harbour. He left."),
    (NL, "Ze nam hem mee naar huis, ⟦in een Fiat|-⟧ waar zijn rolstoel niet in paste."),
    (NL, "Hij heeft een hond, ⟦een broer|-⟧ die voor Dekkers werkt."),
    (EN, "She has ⟦a toddler|-⟧, she said, and a mother in Ede."),
    # It is half of a choice, a condition, a question, or what was said.
    (EN, "She would leave if he ⟦sold the boat|-⟧."),
    (EN, "He said that she ⟦sold the boat|-⟧."),
    (EN, "She was a nurse or ⟦a midwife|-⟧."),
    (NL, "Ze zou gaan als hij ⟦de boot verkocht|-⟧."),
    (NL, "Hij zei dat ze ⟦de boot verkocht|-⟧."),
    (EN, "It rained. Was she ⟦a Quaker|-⟧? He left."),
    # Another clause hangs on it.
    (EN, "She had a cold and ⟦took ill|-⟧ when the mayor pushed her."),
    (NL, "Ze woont in Ede en had ⟦een scheiding achter de rug|-⟧ toen hij haar belde."),
    (EN, "She left a few weeks after she ⟦sold the boat|-⟧."),
    (EN, "It is awkward, when you're ⟦a magistrate|-⟧ and one of several left in Ede."),
    (NL, "De vrouw, geboren in ⟦Paramaribo|-⟧ en de zeventig gepasseerd, zweeg."),
    (NL, "Wij waren met ⟦z’n tweeën|-⟧, zegt hij, dus iedereen wist het."),
    (NL, "Wie ⟦Tigrinya tolkt|-⟧, kent iedereen."),
    (NL, "Als laatste die nog ⟦lesgaf|-⟧ in het gebouw had hij de sleutel."),
    (NL, "Ze vroeg of ik die man, met ⟦een pet op|-⟧ was."),
    # It is the verb that the sentence waits for.
    (EN, "The ⟦rower|-⟧, a man of 30, ⟦trains|-⟧ every day."),
    # Without it nobody is told of any more.
    (EN, "It rained. One of them was ⟦a choirboy|-⟧. He was ill."),
]


@pytest.mark.parametrize(("lang", "marked"), STAYS, ids=[marked for _, marked in STAYS])
def test_what_says_something_stays(lang: Lang, marked: str) -> None:
    text, edits = edited(marked)
    assert made(marked, lang) == apply_edits(text, edits)


def test_nothing_goes_that_must_stay() -> None:
    marked = "It rained. She ⟦kept|-⟧ the napkin. He left."
    assert made(marked, EN) == "It rained. He left."
    assert made(marked, EN, keep="napkin") == "It rained. She […] the napkin. He left."


def test_a_clause_about_somebody_stays_with_them_without_their_work() -> None:
    text = "He told her chief, a former diver who had been there for years."
    at = text.index("a former diver")
    edit = Edit(("d1",), Span(at, at + len("a former diver")), Action.REPLACE, "[job withheld]", T.OCCUPATION)
    made = apply_edits(text, whole(Draft(text, EN), [edit], ()))
    assert made == "He told her chief, who had been there for years."


def test_of_two_that_say_where_the_gap_goes() -> None:
    text = "Zijn vrouw, die bij de slager aan de Brink werkt, zweeg."
    said = {"de slager": ("[…]", T.EMPLOYER), "aan de Brink": ("op een openbare plek", T.PLACE)}
    edits = [
        Edit((words,), Span(text.index(words), text.index(words) + len(words)), Action.PARAPHRASE, new, type)
        for words, (new, type) in said.items()
    ]
    made = apply_edits(text, whole(Draft(text, NL), edits, ()))
    assert made == "Zijn vrouw, die op een openbare plek werkt, zweeg."


def test_a_paragraph_keeps_its_only_sentence() -> None:
    assert made("It rained.\n\nShe ⟦kept the napkin|-⟧.\n\nHe left.", EN) == "It rained.\n\nShe […].\n\nHe left."


JOINING = Counter("and en die dat who which that".split() * 99)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_word_comes_back_and_no_edit_is_lost(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    text, details, last = "", [], 0
    for mark in MARK.finditer(body):
        text += body[last : mark.start()]
        if mark[1] != "KEEP":
            details.append(Detail(f"d{mark.start()}", Span(len(text), len(text) + len(mark[2])), T(mark[1]), 1.0))
        text += mark[2]
        last = mark.end()
    draft = Draft(text + body[last:], Lang(path.parent.name))
    before = settle(draft, [Choice(detail, Level.ABSENT) for detail in details])
    after = whole(draft, before, ())
    assert all(a.span.end <= b.span.start for a, b in pairwise(after))
    assert {id for edit in after for id in edit.details} == {id for edit in before for id in edit.details}
    assert all(any(wide.span.contains(edit.span) for wide in after) for edit in before)
    old, new = (Counter(re.findall(r"\w+", apply_edits(draft.text, edits).lower())) for edits in (before, after))
    assert not new - old - JOINING


def test_a_plan_is_settled_with_it() -> None:
    text = "Ze woont in Ede, fietst tegels naar Tiel en had een hond."
    words = "fietst tegels naar Tiel"
    span = Span(text.index(words), text.index(words) + len(words))
    choice = Choice(Detail("d1", span, T.TRAIT, 1.0), Level.ABSENT)
    edits = settle_everywhere(Draft(text, NL), [choice], lambda edits: ())
    assert apply_edits(text, edits) == "Ze woont in Ede en had een hond."


def test_a_clause_with_nothing_but_a_mark_behind_it_stays() -> None:
    assert made("In ⟦a brick shed|-⟧, she ⟦counts who rang|-⟧, and when.", EN) == "In […], she […], and when."
    assert made("⟦She lists who called|-⟧, and when.", EN) == "[…], and when."
