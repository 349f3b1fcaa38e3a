"""What a Markdown file says to whoever opens it and not to a reader: comments, and definitions that nothing links to.

Read to be found, never written. The reference is CommonMark 0.31.2, and for notes that it does not have Obsidian
(%%comment%%) and CriticMarkup ({>>comment<<}, {--deletion--}). Where their rules are finer, the outcome is a comment
too many: that takes a line out of a page, the other way hands on what was never meant to leave the house. What stands
in code (fences, backticks) is shown to a reader, and stays. So does what front.py does not know for front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .front import front_matter
from .letters import with_letters

MAX_CODE = 2000
"""Characters of a stretch in backticks, of a declaration, of a title: looking for their ends stays cheap."""

MAX_DEPTH = 20
"""Of comments put together from comments: nobody writes two."""

_NEVER: tuple[int, str] | None = (1, "-->")
"""Of a source that is not taken apart to its end."""

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]"  # an escape: "\<!--" is shown
    r"|^(?P<fence>[ ]{0,3}(?:>[ ]{0,4}|(?:[-*+]|\d{1,9}[.)])[ ]{1,4})*(?P<tick>`{3,}(?![^\n]*`)|~{3,}))"
    # A comment on a line of its own ends a paragraph, and with it what looked like code.
    r"|(?P<code>(?<!`)(?P<mark>`+)(?!`)(?:(?!\n[ \t]*\n|\n[ ]{0,3}<!--)[\s\S]){1,2000}?(?<!`)(?P=mark)(?!`))"
    r"|(?P<open><!--|<\?|<!\[CDATA\[|<!(?=[A-Za-z])|%%|\{>>|\{--)",
    re.MULTILINE,
)
_MAY_HIDE = re.compile(r"<|\]:|%%|\{[>-]")
_CLOSE = {
    "<!--": re.compile(r"--!?>"),
    "<?": re.compile(r"\?>"),
    "<![CDATA[": re.compile(r"\]\]>"),
    "<!": re.compile(">"),
    "%%": re.compile("%%"),
    "{>>": re.compile(r"<<\}"),
    "{--": re.compile(r"--\}"),
}
_ENDS = {"<!--": "-->", "%%": "%%"}
"""What hides the rest of the file where its end is missing, and that end; the second does at the start of a line."""

_EMPTY = re.compile(r"-?>")
"""Behind ``<!--``: a comment with nothing in it, which ends there."""

_BLANK = re.compile(r"\n[ \t]*\n")
_BLANK_LINE = re.compile(r"[ \t]*\n")

_TITLE = "|".join(
    rf"{start}(?:(?!\n[ \t]*\n)(?:\\[\s\S]|[^{start}{end}\\])){{0,{MAX_CODE}}}{end}"
    for start, end in (('"', '"'), ("'", "'"), (r"\(", r"\)"))
)
_DEFINITION = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)\[(?P<label>(?![\s^]*\])(?!\^)(?:\\.|[^\[\]\\\n])+)\]:"
    r"[ \t]*(?:\n[ \t>]*)?(?P<target><[^<>\n]*>|[^\s<]\S*)"
    rf"(?:(?:[ \t]+|[ \t]*\n[ \t>]*)(?P<title>{_TITLE}))?(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\]){1,999})\](?!\()")
_NOT_PROSE = re.compile(r"[ \t>]*(?:#{1,6}[ \t].*)?")
"""A line under which a definition may begin: it cannot interrupt a paragraph."""

_NOWHERE = frozenset({"#", "<>"})


@dataclass(frozen=True)
class Page:
    """A source without what no reader sees.

    ``text`` is what is left; ``front`` its front matter, and ``hidden`` what else that said, in order. ``open`` is the
    line, from 1, of a comment that does not end, and how such a one ends; None where there is none.
    """

    text: str = field(repr=False)
    front: tuple[str, ...] = field(default=(), repr=False)
    hidden: tuple[str, ...] = field(default=(), repr=False)
    open: tuple[int, str] | None = None


def page_of(source: str) -> Page:
    """A source taken apart: again and again, for what a comment parted may be one itself, or lose its only link."""
    text, front, hidden, open = with_letters(source), list[str](), list[str](), _NEVER
    for _ in range(MAX_DEPTH):
        if matter := front_matter(text):
            front.append(matter.said)
            text = text[matter.end :]
        found = _Found(text)
        if not matter and not found.cuts:
            open = found.open
            break
        hidden += [words for _, _, words in found.cuts]
        text = found.rest()
    return Page(text, tuple(filter(None, front)), tuple(filter(None, hidden)), open)


class _Found:
    """What is hidden in ``text``: ``cuts`` are its stretches, in order, and what each says."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Any line end is one character of white space and "\n", or "\n": offsets stay.
        self._lines = text.replace("\r\n", " \n").replace("\r", "\n")
        self._unseen: list[tuple[int, int]] = []  # comments and code, which hold no definition and no link
        self.open: tuple[int, str] | None = None
        if not _MAY_HIDE.search(text):
            self.cuts: list[tuple[int, int, str]] = []
            return
        comments = list(self._comments())
        self.cuts = sorted((*comments, *self._definitions()))

    def rest(self) -> str:
        """The text without the cuts."""
        made, at = [], 0
        for start, end, _ in self.cuts:
            start, end = self._widened(max(start, at), end)
            made.append(self._text[at : max(start, at)])
            at = max(end, at)
        return "".join([*made, self._text[at:]])

    def _comments(self) -> Iterator[tuple[int, int, str]]:
        at = 0
        while token := _TOKEN.search(self._lines, at):
            at = token.end()
            if token["fence"]:
                end = rf"^[ \t>]*{token['tick'][0]}{{{len(token['tick'])},}}[ \t]*$"
                closed = re.compile(end, re.MULTILINE).search(self._lines, at)
                at = closed.end() if closed else len(self._lines)
                self._unseen.append((token.start(), at))
            elif token["code"]:
                self._unseen.append(token.span())
            elif token["open"]:
                to_end = self._runs_to_the_end(token["open"], token.start())
                closed = self._closed(token["open"], at, to_end=to_end)
                if closed:
                    at = closed.end()
                    self._unseen.append((token.start(), at))
                    yield token.start(), at, self._text[token.end() : closed.start()].strip()
                elif to_end:
                    self.open = self._lines.count("\n", 0, token.start()) + 1, _ENDS[token["open"]]
                    return

    def _runs_to_the_end(self, opened: str, at: int) -> bool:
        """Whether what opens there hides the rest of the file where nothing ends it, empty lines or not."""
        begin = self._lines.rfind("\n", 0, at) + 1
        return opened in _ENDS and (opened == "<!--" or not self._lines[begin:at].strip(" \t>"))

    def _closed(self, opened: str, at: int, *, to_end: bool) -> re.Match[str] | None:
        if to_end:
            empty = _EMPTY.match(self._lines, at) if opened == "<!--" else None
            return empty or _CLOSE[opened].search(self._lines, at)
        end = at + MAX_CODE
        blank = _BLANK.search(self._lines, at, end)  # "<!" may be no more than that
        return _CLOSE[opened].search(self._lines, at, blank.start() if blank else end)

    def _definitions(self) -> Iterator[tuple[int, int, str]]:
        seen = _blanked(self._lines, self._unseen)
        found = list[re.Match[str]]()
        for match in _DEFINITION.finditer(seen):
            if self._is_definition(seen, match, found[-1].end() if found else -1):
                found.append(match)
        prose = _blanked(seen, [match.span() for match in found]) if found else ""
        linked = {_folded(label[1]) for label in _LABEL.finditer(prose)}
        for match in found:
            label = _folded(match["label"])
            if label in linked and not match["rest"].strip():
                linked.discard(label)  # the first of a label is the one that counts
                continue
            said = (match["label"], match["target"], match["title"] or "", match["rest"])
            words = (word.strip("\"'()<> \t") for word in said)
            start = match.end("before") if match["before"].strip(" \t>") else match.start()
            yield start, match.end(), " ".join(word for word in words if any(c.isalnum() for c in word))

    @staticmethod
    def _is_definition(seen: str, match: re.Match[str], last: int) -> bool:
        """Whether it is one and no prose; ``last`` is where the one before it ends."""
        if match["target"] in _NOWHERE or match["label"] == "//":
            return True  # people write comments so, and not always as the rules have it
        if match["rest"].strip():
            return False
        end = max(0, match.start() - 1)
        before = seen[seen.rfind("\n", 0, end) + 1 : end]
        listed = bool(match["before"].strip(" \t>"))
        return listed or last == end or bool(_NOT_PROSE.fullmatch(before))

    def _widened(self, start: int, end: int) -> tuple[int, int]:
        """A cut with the white space that it would leave: the line that it was, a second space."""
        lines = self._lines
        begin, stop = lines.rfind("\n", 0, start) + 1, lines.find("\n", end)
        stop = len(lines) if stop < 0 else stop
        if lines[begin:start].strip(" \t>") or lines[end:stop].strip():
            doubled = start and lines[start - 1 : start] == " " == lines[end : end + 1]
            return start, end + bool(doubled)
        if not _blank_before(lines, begin):
            return start, end  # an empty line, which parts what the comment parted
        following = _BLANK_LINE.match(lines, stop + 1)
        return begin, following.end() if following else min(stop + 1, len(lines))


def _blank_before(lines: str, at: int) -> bool:
    return not lines[lines.rfind("\n", 0, max(0, at - 1)) + 1 : at].strip(" \t\n>")


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    made, at = [], 0
    for start, end in spans:
        made += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join([*made, text[at:]])


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())
