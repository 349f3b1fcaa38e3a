"""A page written anew, by allow-list: what is shown and how it looks, and nothing of where it came from.

1. Stop at an element of which nobody here knows what it shows.
2. Give classes and places within the page new names; forget those that nothing refers to.
3. Write each tag that is known with the attributes that are, each text as it is shown, and nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from ....said import said
from ..images import redrawn
from ..model import UnknownPartError
from . import css, links
from .hidden import kept
from .layout import Layout
from .meaning import PREFORMATTED
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
    without_text = 0  # up to here: what stands within an element without text has none, and is not asked for again
    for at in layout.tokens.being(tag for tag, meaning in layout.meanings.special.items() if meaning.refused):
        meaning = layout.meanings.special[layout.tokens[at]]
        tag = layout.meanings.tag(layout.tokens[at])
        says = ""
        if at in regions:
            says = regions[at].text
        elif not meaning.leaves and at >= without_text:
            without_text = nesting.end_of(at)
            says = "".join(layout.parts[text] for text in range(at + 1, without_text, 2)).strip()
        if tag is not None and (says or tag.content.strip() or tag.get("srcdoc")):
            known = tag.name in rules().media | rules().fields
            what = said("a <{tag}>", tag=tag.name) if known else said("an element of its own making")
            raise UnknownPartError(
                "{shown}: holds {what} with text in it; write that as ordinary text, or take it out",
                shown=shown,
                what=what,
            )


class _Writer:
    """One page. ``_unique`` are its tokens of markup that are shown, each once."""

    def __init__(self, layout: Layout, shown: str) -> None:
        self._layout = layout
        self._shown = shown
        self._places: dict[str, str] = {}
        self._classes: dict[str, str] = {}
        tags = layout.tokens.kinds_outside([(region.start, region.end) for region in layout.regions])
        self._unique = {token: layout.meanings.tag(token) for token in tags}

    def page(self) -> str:
        """All of it."""
        sheet = self._name()  # 2
        body = "".join(self._body()).strip("\n ")  # 3
        style = "<style>\n" + "\n".join(sheet) + "\n</style>\n" if sheet else ""
        doctype = "<!DOCTYPE html>\n" if self._standard() else ""
        return (
            f'{doctype}<html{self._of_root("html")}>\n<head>\n<meta charset="utf-8">\n{style}</head>\n'
            f"<body{self._of_root('body')}>\n{body}\n</body>\n</html>\n"
        )

    def _name(self) -> list[str]:
        """Give names, by order of first use, to the places that are linked to and the classes that are styled."""
        tags = [tag for tag in (self._root("html"), self._root("body"), *self._unique.values()) if tag and _kept(tag)]
        targets = [(tag.get("href") or "").strip() for tag in tags if tag.name == "a"]
        linked = {_fragment(target) for target in targets if target[:1] == "#"}
        classes = dict.fromkeys(name for tag in tags for name in (tag.get("class") or "").split())
        for tag in tags:
            there = [name for name in _names(tag) if name in linked and name not in self._places]
            self._places |= dict.fromkeys(there, f"n{len(set(self._places.values())) + 1}")
        styled: set[str] = set()
        sheets = self._layout.meanings.sheets
        for sheet in sheets:
            css.clean_sheet(sheet, lambda name: name if name in classes else None, styled)
        self._classes = {name: f"c{number}" for number, name in enumerate((n for n in classes if n in styled), 1)}
        return [rule for sheet in sheets for rule in css.clean_sheet(sheet, self._classes.get)]

    def _standard(self) -> bool:
        """Whether browsers lay the page out by the standard; a fragment is for pages that they do."""
        names = {tag.name for tag in self._unique.values() if tag}
        return "html" not in names or any(token[:9].lower() == "<!doctype" for token in self._layout.tokens[1:12:2])

    def _root(self, name: str) -> Tag | None:
        return next((tag for tag in self._unique.values() if tag and tag.name == name and not tag.closing), None)

    def _of_root(self, name: str) -> str:
        tag = self._root(name)
        return self._attributes(tag) if tag else ""

    def _body(self) -> list[str]:
        layout = self._layout
        written = {token: self._tag(tag) if tag else "" for token, tag in self._unique.items()}
        lined = {
            token: f"{text}\n"
            if text[:2] == "</" and (tag := self._unique[token]) and rules().breaks(tag.name)
            else text
            for token, text in written.items()
        }
        made = [""] * len(layout.tokens)
        says = [lined.get(tag, "") for tag in layout.tokens.distinct]
        made[1::2] = [says[kind] for kind in layout.tokens.kinds.tolist()]
        for region in layout.regions:
            made[region.start : region.end] = [""] * (region.end - region.start)
        plain = not any(char in layout.flow.text for char in "<>&")
        for owner, text in layout.flow.texts().items():
            made[owner] = text if plain else escaped(text)
        if any(tag and tag.name in PREFORMATTED for tag in self._unique.values()):
            self._preformat(made, written)
        return made

    def _preformat(self, made: list[str], written: Mapping[str, str]) -> None:
        """In preformatted text no line ends are added, but one where browsers drop the first."""
        depth, after = 0, False
        for at in range(1, len(made)):
            token = self._layout.tokens[at]
            tag = self._unique.get(token) if at % 2 else None
            if tag and made[at]:
                made[at] = written[token] if depth else made[at]
                if tag.name in PREFORMATTED:
                    depth = max(0, depth + (-1 if tag.closing else 1))
                    after = not tag.closing
                    continue
            elif after and made[at][:1] == "\n":
                made[at] = "\n" + made[at]
            after = after and not made[at]
        made.append("</pre>" * depth)

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
        named = [self._places[name] for name in _names(tag) if name in self._places]
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
        return redrawn(unquote(source[data.end() :]), self._shown)


def _kept(tag: Tag) -> bool:
    """Whether a tag is written with its attributes."""
    if tag.closing or (tag.name == "img" and not (tag.get("src") or tag.get("alt"))):
        return False
    return rules().written(tag.name) is not None or tag.name in ("html", "body")


def _names(tag: Tag) -> list[str]:
    """The names under which links within the page lead to a tag."""
    return [name for name in (tag.get("id"), tag.get("name") if tag.name == "a" else None) if name]


def _fragment(target: str) -> str:
    return unquote(target.strip()[1:])
