"""Where somebody works whom a text brings in by their work."""

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.employed import employed
from bronwacht.redact.draft import DetailType, Draft, Lang, Span


@pytest.mark.parametrize(
    ("lang", "text", "work", "found"),
    [
        (Lang.EN, "An ex-senior nurse at a hospital in Scotland told us.", "ex-senior nurse", ["hospital", "Scotland"]),
        (Lang.EN, "A worker from a care home that is to close spoke.", "worker", ["care home"]),
        (Lang.EN, "A nurse at the Flim spoke.", "nurse", []),
        (Lang.EN, "The nurse at a hospital in Leeds spoke.", "nurse", []),
        (Lang.EN, "A nurse at a hospital in June spoke.", "nurse", ["hospital"]),
        (
            Lang.NL,
            "Een verzorgster van een verpleeghuis in Zottegem zag het.",
            "verzorgster",
            ["verpleeghuis", "Zottegem"],
        ),
        (Lang.NL, "Een verzorgster van een boot zag het.", "verzorgster", []),
    ],
)
def test_the_employer_behind_the_work(lang: Lang, text: str, work: str, found: list[str]) -> None:
    start = text.index(work)
    assert [m.span.of(text) for m in employed(text, lang, [Span(start, start + len(work))])] == found


def test_detection_finds_it() -> None:
    text = (
        "Campaigners want a hotline, chief executive Denis Marsh said.\n\nAn ex-senior nurse at a hospital"
        " in Scotland has told of how she was forced out of her job after she complained about managers."
    )
    found = {(d.type, d.span.of(text)) for d in find(Draft(text, Lang.EN))}
    assert {(DetailType.EMPLOYER, "hospital"), (DetailType.PLACE, "Scotland")} <= found
