"""The parts of a docx: which there are, what they are, how they refer to each other (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from lxml import etree

from ..model import DamagedError, DangerousError, EncryptedError, UnsupportedError
from ..package import Package, check_xml, open_package, parse_checked
from .folding import FOLDED, Folded, fold
from .names import REL, ROOT_RELS, STRICT, TYPES, W_ANCHOR, q
from .strict import ordinary

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")


@dataclass(frozen=True)
class Rel:
    """A relationship of a part: its id, the last word of its type, the part's name or an outside address."""

    id: str
    type: str
    target: str = field(repr=False)
    external: bool


def target_of(node: etree._Element, rel: Rel) -> str:
    """Where a hyperlink leads to: outside, and there to a place (17.16.22: "#" and the anchor behind the target)."""
    anchor = node.get(W_ANCHOR, "")
    return f"{rel.target}#{anchor}" if anchor and "#" not in rel.target else rel.target


class Parts:
    """A docx, its XML parsed when it is asked for; raises :class:`~..model.DocumentError`."""

    def __init__(self, package: Package, shown: str) -> None:
        self.package, self.shown = package, shown
        self._roots: dict[str, etree._Element] = {}
        self._rels: dict[str, tuple[Rel, ...]] = {}
        self.folded: dict[str, Folded] = {}
        """The parts of which the trees are folded."""
        if any(name in package.parts for name in _ENCRYPTED):
            raise EncryptedError("{shown}: is encrypted; save it without a password", shown=shown)
        if TYPES not in package.parts or ROOT_RELS not in package.parts:
            raise DamagedError(
                "{shown}: is no Word document, whatever its extension says; save it as docx", shown=shown
            )
        self._types = _content_types(package.xml(TYPES, shown))
        self.main = self._main()

    def type_of(self, name: str) -> str:
        """The content type of a part, "" when it has none."""
        overrides, defaults = self._types
        return overrides.get(name.lower()) or defaults.get(name.rpartition(".")[2].lower(), "")

    def root(self, name: str) -> etree._Element:
        """The root element of a part."""
        if name not in self._roots:
            if name not in self.package.parts:
                raise DamagedError("{shown}: is damaged (a part is missing); save it again and retry", shown=self.shown)
            self._roots[name] = self.package.xml(name, self.shown)
        return self._roots[name]

    def fold(self, name: str) -> None:
        """Parse a part that was not asked for yet with its plain runs folded, where that can be done."""
        data = self.package.parts[name]
        check_xml(data, self.shown)
        # In whatever part: an element with that mark would pass for one that stands for runs.
        if any(FOLDED.encode() in part for other, part in self.package.parts.items() if other != name):
            return
        with suppress(DamagedError):  # what can be read of it is for the whole file to show
            if name not in self._roots and (found := fold(data, self.shown)):
                self._roots[name] = parse_checked(found[0], self.shown)
                self.folded[name] = found[1]

    def serial(self, name: str) -> bytes:
        """A part as its tree is now, with all that stands beside its root; what is folded, as it stood in the file."""
        tree = self.root(name).getroottree()
        written = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
        return self.folded[name].whole(written) if name in self.folded else written

    def unfold(self, name: str) -> etree._Element:
        """The root of a part as its tree is now, with nothing folded in it any more."""
        if name in self.folded:
            written = self.serial(name)
            del self.folded[name]
            self._roots[name] = parse_checked(written, self.shown)
        return self.root(name)

    def rels(self, name: str) -> tuple[Rel, ...]:
        """The relationships of a part ("" for those of the package)."""
        if name not in self._rels:
            folder, _, base = name.rpartition("/")
            part = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
            held = part in self.package.parts
            self._rels[name] = tuple(_relationships(self.root(part), folder, self.package.parts)) if held else ()
        return self._rels[name]

    def related(self, name: str, kind: str) -> tuple[str, ...]:
        """The parts to which ``name`` has a relationship of that kind."""
        return tuple(rel.target for rel in self.rels(name) if rel.type == kind and not rel.external)

    def part(self, kind: str) -> str | None:
        """The one part of a kind that the main document has, None when it has none."""
        return next((name for name in self.related(self.main, kind) if name in self.package.parts), None)

    def _main(self) -> str:
        found = next((rel.target for rel in self.rels("") if rel.type == "officeDocument"), None)
        if found is None or found not in self.package.parts:
            raise DamagedError(
                "{shown}: is no Word document, whatever its extension says; save it as docx", shown=self.shown
            )
        content_type = self.type_of(found)
        if "macroEnabled" in content_type or any("vbaproject" in name.lower() for name in self.package.parts):
            raise DangerousError("{shown}: holds macros; save it as a docx without them", shown=self.shown)
        if content_type not in (_MAIN, _TEMPLATE):
            raise UnsupportedError("{shown}: is an Office file of another kind; save it as docx", shown=self.shown)
        # Strict, and its relationships are not: every name would be another one; nothing of it would be seen.
        if STRICT in self.package.parts[found][:4096]:
            raise UnsupportedError("{shown}: is strict Open XML; save it as an ordinary docx", shown=self.shown)
        return found


def open_parts(raw: bytes, shown: str) -> Parts:
    """Open a docx; raises :class:`~..model.DocumentError`."""
    package = open_package(raw, shown)
    return Parts(replace(package, parts=ordinary(package.parts)), shown)


def _content_types(root: etree._Element) -> tuple[Mapping[str, str], Mapping[str, str]]:
    overrides = {
        node.get("PartName", "").lstrip("/").lower(): node.get("ContentType", "")
        for node in root.iter(q("ct:Override"))
    }
    defaults = {node.get("Extension", "").lower(): node.get("ContentType", "") for node in root.iter(q("ct:Default"))}
    return overrides, defaults


def _relationships(root: etree._Element, folder: str, names: Iterable[str]) -> Iterator[Rel]:
    actual = {name.lower(): name for name in names}
    for node in root.iter(q("pr:Relationship")):
        kind, target = node.get("Type", ""), node.get("Target", "")
        external = node.get("TargetMode") == "External"
        if not external:
            path = unquote(target)
            path = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
            target = actual.get(path.lower(), path)  # names of parts are alike in any case of their letters
        yield Rel(node.get("Id", ""), kind.removeprefix(REL).rpartition("/")[2], target, external)
