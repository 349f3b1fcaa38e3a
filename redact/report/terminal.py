"""What ``scan``, ``risk``, and the demo show in a terminal: the same view as the HTML report, in lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..analysis import Analysis
from ..documents import Document, Place
from ..draft import Detail, DetailType, Lang, Person, Reading
from ..presumed import presumed_public
from ..risk.assessment import Verdict
from ..story import Adversary
from .columns import Pen, padded, printing, side_by_side, terminal_width, width_of, wrapped
from .explain import Explanation
from .phrases import Phrases
from .sources import Outcome, Reader, Saying, Source
from .view import View
from .words import Words, words_of

INDENT = "  "
REASON_INDENT = "      "
"""Reasons stand under their detail, further in."""
MIN_BAR = 10
"""Columns below which a bar on a log scale shows nothing."""


def scan_text(
    reading: Reading,
    document: Document | None = None,
    *,
    in_name: Sequence[DetailType] = (),
    lang: Lang | None = None,
    show_text: bool = False,
    explain: bool = False,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Who is in the draft and what it says of them; stretches of the draft only with ``show_text``.

    With the ``document`` also where in the file a detail stands if not in the running text, and what was not looked at;
    ``in_name`` is what the file's name gives away. With ``explain`` also what each detail rests on, and what stays and
    why.
    """
    chosen = lang or reading.draft.lang
    t, pen, width = words_of(chosen), Pen(colour), width or terminal_width()
    say = Phrases(reading, t, show_text=show_text)
    why = Explanation(reading, chosen, show_text=show_text) if explain else None
    counts = {
        "details": t(_one(reading.details, "terminal.one_detail", "terminal.details"), n=len(reading.details)),
        "persons": t(_one(reading.persons, "terminal.one_person", "terminal.persons"), n=len(reading.persons)),
    }
    lines = [pen(printing(t("terminal.scan", file=reading.draft.name, **counts)), bold=True)]
    for person in (*reading.persons, None):
        own = [d for d in reading.details if (d.persons[:1] == (person.id,) if person else not d.persons)]
        if own:
            lines += ["", *_heading(_called(person, say, t), width, pen)]
            if why and person:
                lines += _reasons([why.person(person)], width, pen, INDENT)
            for detail in own:
                lines += _found(detail, document, say, t, width)
                lines += _reasons(why.detail(detail), width, pen) if why else []
    lines += _stays(reading, why, width, pen) if why else []
    if presumed := presumed_public(reading):
        lines += ["", *wrapped(t(_one(presumed, "terminal.presumed_one", "terminal.presumed"), n=len(presumed)), width)]
    lines += _about_file(document, in_name, t, width, pen)
    return "\n".join([*lines, ""])


def _about_file(
    document: Document | None, in_name: Sequence[DetailType], t: Words, width: int, pen: Pen
) -> Iterator[str]:
    """What the file's name gives away, and what in the file was not looked at."""
    if in_name:
        types = ", ".join(t(f"type.{type.value}") for type in in_name)
        yield from ("", *(pen(line, fg="red") for line in wrapped(t("terminal.in_name", types=types), width)))
    if document and document.unread:
        kinds = ", ".join(t(f"unread.{kind.value}") for kind in document.unread)
        yield from ("", *wrapped(t("terminal.unread", kinds=kinds), width))


def _stays(reading: Reading, why: Explanation, width: int, pen: Pen) -> Iterator[str]:
    """The names that stay and the details of public people, with the reasons."""
    if kept := len(reading.kept) + len(reading.stand_ins):
        yield from ("", *_heading(why.heading("kept", kept), width, pen))
        for line in why.kept():
            yield from _item(line, width)
    if reading.left_out:
        yield from ("", *_heading(why.heading("left_out", len(reading.left_out)), width, pen))
        for detail, reasons in why.left_out():
            yield from _item(detail, width)
            yield from _reasons(reasons, width, pen)


def _reasons(reasons: Iterable[str | None], width: int, pen: Pen, indent: str = REASON_INDENT) -> list[str]:
    hanging = f"{indent}  "
    return [
        pen(line, dim=True) for reason in reasons if reason for line in wrapped(reason, width, hanging, first=indent)
    ]


def risk_text(analysis: Analysis, *, show_text: bool = False, width: int | None = None, colour: bool = False) -> str:
    """Every source with their crowds before and after, and with ``show_text`` the changed sentences."""
    view, pen, width = View(analysis, show_text=show_text), Pen(colour), width or terminal_width()
    t = view.words
    lines = [pen(printing(view.title), bold=True), ""]
    lines += wrapped(view.summary, width)
    if view.sources:
        lines += [pen(line, dim=True) for line in wrapped(t("terminal.axis", end=view.ticks[-1][1]), width)]
    for source in view.sources:
        lines += ["", *_source(source, view, width, pen)]
    if view.log:
        lines += ["", "", pen(t("rewrite.heading"), bold=True), *_rewrite(view, width, pen)]
    if view.same_people:
        lines += ["", "", pen(t("links.heading"), bold=True), *_links(view, width)]
    if view.analysis.promised:
        lines += ["", "", pen(t("promises.heading"), bold=True), *_promises(view, width)]
    lines += ["", "", pen(t("examined.not_heading"), bold=True)]
    lines += [line for item in view.not_checked for line in _item(item, width)]
    return "\n".join([*lines, ""])


def _heading(text: str, width: int, pen: Pen) -> list[str]:
    return [pen(line, bold=True) for line in wrapped(text, width)]


def _one(what: Sequence[object], one: str, several: str) -> str:
    return one if len(what) == 1 else several


def _called(person: Person | None, say: Phrases, t: Words) -> str:
    if person is None:
        return t("terminal.nobody")
    mention = say.stretch(person.mentions[0]) if person.mentions else None
    called = t("terminal.of", name=person.codename or person.id, role=t(f"role.{person.role.value}"))
    return called if mention is None else f"{called}: {t('number.quoted', text=mention)}"


def _found(detail: Detail, document: Document | None, say: Phrases, t: Words, width: int) -> list[str]:
    place = t("terminal.offsets", start=detail.span.start, end=detail.span.end)
    where = document.place_of(detail.span) if document else Place.BODY
    if document and where is not Place.BODY:
        words = t(f"place.{where.value}")
        kept = document.is_published(detail.span)
        place += f", {words if kept else t('terminal.left_out', place=words)}"
    known = t(f"observability.{detail.observability.value}")
    score = say.number(round(detail.score, 2))
    return _item(f"{say.detail(detail.id)} ({detail.id}, {place}, {known}, {score})", width)


def _source(source: Source, view: View, width: int, pen: Pen) -> Iterator[str]:
    t = view.words
    quoted = t("number.quoted", text=source.introduced) if source.introduced else ""
    yield from _heading(f"{source.name}: {quoted}" if quoted else source.name, width, pen)
    for key, told in (
        ("terminal.found", [x for x in source.says if not x.earlier]),
        ("terminal.published", [x for x in source.says if x.earlier]),
    ):
        if told:
            yield from wrapped(f"{t(key)}: {', '.join(_said(x, t) for x in told)}.", width, INDENT)
    for line in source.doubts:
        yield from _item(line, width)
    for reader in source.readers:
        yield from _reader(reader, view, width, pen)
    for line in source.obstacles:
        yield from _item(line, width)


def _item(text: str, width: int) -> list[str]:
    return wrapped(text, width, f"{INDENT}  ", first=f"{INDENT}- ")


def _said(saying: Saying, t: Words) -> str:
    stretch = [t("number.quoted", text=saying.stretch)] if saying.stretch else []
    ids = [f"({', '.join(saying.ids)})"] if saying.ids else []
    return " ".join([saying.kind, *stretch, *ids])


def _reader(reader: Reader, view: View, width: int, pen: Pen) -> Iterator[str]:
    names = max(width_of(_short(adversary, view.words)) for adversary in view.adversaries)
    labels = max(width_of(view.words(f"verdict.{verdict.value}")) for verdict in Verdict)
    for when, outcome in ((view.words("terminal.now"), reader.before), (view.words("terminal.later"), reader.after)):
        name = _short(reader.adversary, view.words) if outcome is reader.before else ""
        line = f"{INDENT}{padded(name, names)}  {padded(when, 4)}  {padded(outcome.low, 9)}  "
        narrow = width_of(line) + labels > width
        if narrow:  # a telephone, or half of a screen: broken off, it would be no table
            yield from [f"{INDENT}{name}"] if name else []
            line = f"{INDENT}  {padded(when, 4)}  {outcome.low}  "
        label = pen(padded(outcome.label, 0 if narrow else labels), fg="green" if outcome.met else "red")
        room = width - width_of(line) - labels - 2
        drawn = f"  {_bar(outcome, reader.place, room)}" if room >= MIN_BAR and not narrow else ""
        yield (line + label + drawn).rstrip()


def _links(view: View, width: int) -> Iterator[str]:
    for line in view.same_people:
        yield from wrapped(line, width)
    for here, there, why in view.links:
        yield from _item(f"{here}: {there}, {why}", width)


def _short(adversary: Adversary, t: Words) -> str:
    return printing(t(f"adversary_short.{adversary.value}"))


def _bar(outcome: Outcome, threshold: float, room: int) -> str:
    """One line of a log scale: the interval, its likeliest point, and the threshold."""
    cells = ["·"] * room
    last = room - 1
    if outcome.bar:
        low, median, high = (round(place * last) for place in (outcome.bar.low, outcome.bar.median, outcome.bar.high))
        cells[low : high + 1] = ["━"] * (high + 1 - low)
        cells[median] = "●"
    at = round(threshold * last)
    cells[at] = "┊" if cells[at] == "·" else "╋" if cells[at] == "━" else cells[at]
    return "".join(cells)


def _rewrite(view: View, width: int, pen: Pen) -> Iterator[str]:
    if not view.show_text:
        for e in view.log:
            words = f", {view.words('number.quoted', text=e.words)}" if e.words else ""
            yield from _item(f"{e.label}: {e.action}{words}. {e.buys}", width)
    for change in view.changes:
        yield ""
        for entry in view.entries(change):
            yield from (pen(line, dim=True) for line in wrapped(f"{entry.label}. {entry.buys}", width))
        yield from side_by_side(change.before, change.after, width, pen)


def _promises(view: View, width: int) -> Iterator[str]:
    for sentence in view.promise_scope:
        yield from _item(sentence, width)
    for source, detail, agreed, after in view.promises:
        yield from _item(view.words("promises.line", source=source, detail=detail, agreed=agreed, after=after), width)
