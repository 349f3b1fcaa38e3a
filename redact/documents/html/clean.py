"""A page written anew, by allow-list: what is shown and how it looks, and nothing of where it came from.

1. Stop at an element of which nobody here knows what it shows.
2. Give classes and places within the page new names; forget those that nothing refers to.
3. Write each tag that is known with the attributes that are, each text as it is shown, and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..images import clean as clean_image
from ..model import DocumentError, UnknownPartError
from . import css, links
from .hidden import kept
from .layout import Layout
from .nesting import Nesting
from .rules import rules
from .splice import escaped
from .tokens import Tag

_PICTURE = re.compile(r"\s*data:image/(?:png|jpeg|jpg|gif|webp);base64,", re.IGNORECASE)
_SHAPE = frozenset({"style", "class", "id", "name", "href", "src", "alt"})


def clean(layout: Layout, shown: str) -> str:
    """The final copy of a page, as characters; raises :class:`UnknownPartError` with ``shown`` for the page's name."""
    _check(layout, shown)  # 1
    return _Writer(layout, shown).page()


def _check(layout: Layout, shown: str) -> None:
    nesting = Nesting(layout.tokens, layout.meanings.tag)
    regions = {region.start: region for region in layout.regions}
    for at in range(1, len(layout.tokens), 2):
        meaning = layout.meanings.special.get(layout.tokens[at])
        if meaning is None or not meaning.refused:
            continue
        tag = layout.meanings.tag(layout.tokens[at])
        if at in regions:
            says = regions[at].text
        else:
            says = "" if meaning.leaves else "".join(layout.parts[at + 1 : nesting.end_of(at) : 2]).strip()
        if tag is not None and (says or tag.content.strip() or tag.get("srcdoc")):
            known = tag.name in rules().media | rules().fields
            what = f"a <{tag.name}>" if known else "an element of its own making"
            raise UnknownPartError(
                f"{shown}: holds {what} with text in it; write that as ordinary text, or take it out"
            )


class _Writer:
    """One page."""

    def __init__(self, layout: Layout, shown: str) -> None:
        self._layout = layout
        self._shown = shown
        self._written: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._classes: dict[str, str] = {}

    def page(self) -> str:
        """All of it."""
        sheet = self._name()  # 2
        body = "".join(self._body())  # 3
        style = "<style>\n" + "\n".join(sheet) + "\n</style>\n" if sheet else ""
        doctype = "<!DOCTYPE html>\n" if self._standard() else ""
        return (
            f'{doctype}<html{self._of_root("html")}>\n<head>\n<meta charset="utf-8">\n{style}</head>\n'
            f"<body{self._of_root('body')}>\n{body.strip()}\n</body>\n</html>\n"
        )

    def _tags(self) -> Iterator[tuple[int, str, Tag | None]]:
        """The tokens of markup that are shown, with their places."""
        layout, at = self._layout, 1
        for region in [*layout.regions, None]:
            stop = region.start if region else len(layout.tokens)
            for place in range(at, stop, 2):
                token = layout.tokens[place]
                yield place, token, layout.meanings.tag(token)
            if region:
                at = region.end | 1
                if at > region.end:  # the text behind a region comes after nothing
                    yield region.end - 1, "", None
            else:
                at = stop

    def _name(self) -> list[str]:
        """Give names, by order of first use, to the places that are linked to and the classes that are styled."""
        wanted: dict[str, None] = {}
        there: dict[str, None] = {}
        classes: dict[str, None] = {}
        for token in dict.fromkeys(token for _, token, _ in self._tags()):
            tag = self._layout.meanings.tag(token)
            for attribute in tag.attributes if tag and not tag.closing and _kept(tag) else ():
                if attribute.name == "class":
                    classes |= dict.fromkeys(attribute.value.split())
                elif attribute.name == "id" or (attribute.name == "name" and tag and tag.name == "a"):
                    there[attribute.value] = None
                elif attribute.name == "href" and attribute.value.strip().startswith("#"):
                    wanted[_fragment(attribute.value)] = None
        self._places = {name: f"n{number}" for number, name in enumerate((n for n in there if n in wanted), 1)}
        styled: set[str] = set()
        sheets = self._layout.meanings.sheets
        for sheet in sheets:
            css.clean_sheet(sheet, lambda name: name if name in classes else None, styled)
        self._classes = {name: f"c{number}" for number, name in enumerate((n for n in classes if n in styled), 1)}
        return [rule for sheet in sheets for rule in css.clean_sheet(sheet, self._classes.get)]

    def _standard(self) -> bool:
        """Whether browsers lay the page out by the standard; a fragment is for pages that they do."""
        names = {tag.name for _, _, tag in self._tags() if tag}
        return "html" not in names or any(token[:9].lower() == "<!doctype" for token in self._layout.tokens[1:12:2])

    def _of_root(self, name: str) -> str:
        tag = next((tag for _, _, tag in self._tags() if tag and tag.name == name and not tag.closing), None)
        return self._attributes(tag) if tag else ""

    def _body(self) -> Iterator[str]:
        layout = self._layout
        text = {piece.owner: layout.text[piece.start : piece.end] for piece in layout.flow.pieces()}
        in_pre, after_pre = 0, False
        yield escaped(text.get(0, ""))
        for place, token, tag in self._tags():
            if token not in self._written:
                self._written[token] = self._tag(tag) if tag else ""
            written = self._written[token]
            yield written
            if tag and tag.name in ("pre", "listing"):
                in_pre = max(0, in_pre + (-1 if tag.closing else 1))
            after_pre = written.startswith("<pre") if written else after_pre
            if written[:2] == "</" and not in_pre and tag and rules().breaks(tag.name):
                yield "\n"
            if said := text.get(place + 1):
                yield "\n" * (after_pre and said[0] == "\n")
                yield escaped(said)
                after_pre = False

    def _tag(self, tag: Tag) -> str:
        name = rules().written(tag.name)
        if name is None:
            return ""
        if tag.closing:
            return "<br>" if name == "br" else "" if name in rules().void else f"</{name}>"
        attributes = self._attributes(tag)
        return "" if name == "img" and not attributes else f"<{name}{attributes}>"

    def _attributes(self, tag: Tag) -> str:
        made: dict[str, str] = {}
        for attribute in tag.attributes:
            if attribute.name not in made and attribute.name not in _SHAPE:
                value = kept(attribute.name, attribute.value)
                if value is not None:
                    made[attribute.name] = value
        classes = (self._classes.get(name) for name in (tag.get("class") or "").split())
        made["class"] = " ".join(dict.fromkeys(name for name in classes if name))
        made["style"] = css.clean_style(tag.get("style") or "")
        named = [self._places[name] for name in (tag.get("id"), tag.get("name")) if name in self._places]
        made["id"] = named[0] if named else ""
        if tag.name == "a":
            made["href"] = self._target(tag.get("href") or "")
        elif tag.name == "img":
            made["alt"] = " ".join((tag.get("alt") or "").split())
            made["src"] = self._picture(tag.get("src") or "")
        return "".join(f' {name}="{html.escape(value)}"' for name, value in sorted(made.items()) if value)

    def _target(self, target: str) -> str:
        if target.strip().startswith("#"):
            place = self._places.get(_fragment(target))
            return f"#{place}" if place else ""
        return links.kept(target) or ""

    def _picture(self, source: str) -> str:
        data = _PICTURE.match(source)
        if not data:
            return links.kept(source) or ""
        try:
            raw = base64.b64decode(re.sub(r"\s+", "", unquote(source[data.end() :])), validate=True)
        except (binascii.Error, ValueError):
            raise UnknownPartError(f"{self._shown}: holds a picture that cannot be read; take it out") from None
        try:
            fresh = clean_image(raw)
        except DocumentError as error:
            raise UnknownPartError(f"{self._shown}: holds a picture that cannot be made anew; take it out") from error
        kind = next(kind for mark, kind in _KINDS if fresh.startswith(mark))
        return f"data:image/{kind};base64,{base64.b64encode(fresh).decode()}"


_KINDS = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp"), (b"", "png"))


def _kept(tag: Tag) -> bool:
    return rules().written(tag.name) is not None or tag.name in ("html", "body")


def _fragment(target: str) -> str:
    return unquote(target.strip()[1:])
