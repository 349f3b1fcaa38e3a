"""What a story's containers say of the elements in them: deleted, inserted, hidden, in a table, in a text box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from ..model import Place
from .names import (
    A_P,
    C_NV_PR,
    DOC_PR,
    M_T,
    MC_AC,
    MC_CHOICE,
    MC_FALLBACK,
    NAMESPACES,
    V_TEXTPATH,
    W_BOOKMARK,
    W_BR,
    W_CR,
    W_CUSTOM_XML,
    W_DEL,
    W_DEL_INSTR,
    W_DEL_TEXT,
    W_ENDNOTE_REF,
    W_FF_DATA,
    W_FLD_CHAR,
    W_FLD_SIMPLE,
    W_FOOTNOTE_REF,
    W_FRAME_PR,
    W_HYPERLINK,
    W_INS,
    W_INSTR,
    W_MOVE_FROM,
    W_MOVE_TO,
    W_NO_BREAK_HYPHEN,
    W_P,
    W_PERM,
    W_PPR,
    W_PTAB,
    W_R,
    W_RPR,
    W_SDT_PR,
    W_SMART_TAG,
    W_SOFT_HYPHEN,
    W_SYM,
    W_T,
    W_TAB,
    W_TBL,
    W_TR_PR,
    W_TXBX,
    W_VAL,
    W_VANISH,
    q,
)

DRAWN = (
    *(DOC_PR, *C_NV_PR, V_TEXTPATH, q("v:shape"), q("v:imagedata")),
    *(q("v:rect"), q("v:group"), q("v:roundrect"), q("v:oval"), q("v:line")),
)
"""The elements of drawings that say something in their attributes."""
_IGNORABLE = q("mc:Ignorable")
_KNOWN_NAMESPACES = frozenset(NAMESPACES.values())
LEAVES = (
    *(W_T, W_P, W_TAB, W_BR, W_CR, W_DEL_TEXT, W_INSTR, W_DEL_INSTR, W_FLD_CHAR, W_NO_BREAK_HYPHEN, W_SOFT_HYPHEN),
    *(W_SYM, W_PTAB, M_T, W_TXBX, W_HYPERLINK, W_BOOKMARK, W_SDT_PR, W_SMART_TAG, W_CUSTOM_XML, W_FLD_SIMPLE),
    *(W_FF_DATA, W_PERM, W_FOOTNOTE_REF, W_ENDNOTE_REF, q("w:tblCaption"), q("w:tblDescription"), A_P),
    *DRAWN,
)
"""The elements that hold words, or end a stretch of them."""

MARGINS = (q("w:headerReference"), q("w:footerReference"))
_STYLED = (q("w:rStyle"), q("w:pStyle"))
CONTAINERS = (W_DEL, W_MOVE_FROM, W_INS, W_MOVE_TO, W_TBL, W_TXBX, MC_AC, W_VANISH, W_FRAME_PR)
"""The elements that say something of all the leaves in them."""
_DROP_CAP = q("w:dropCap")
_OFF = frozenset({"0", "false", "off"})

KNOWN_CHOICES = frozenset({"wps", "wpg"})
"""The extensions whose form of a thing is kept; of any other, the form for older programs."""


@dataclass
class Marks:
    """About the leaves of one story; a leaf that is in none of these is plain text."""

    out: dict[etree._Element, Place] = field(default_factory=dict)
    inserted: set[etree._Element] = field(default_factory=set)
    tables: dict[etree._Element, etree._Element] = field(default_factory=dict)
    boxed: set[etree._Element] = field(default_factory=set)
    others: list[etree._Element] = field(default_factory=list)
    """Alternate contents, each with a branch that is not shown."""
    joined: set[etree._Element] = field(default_factory=set)
    capitals: set[etree._Element] = field(default_factory=set)
    """Paragraphs that are a large letter at the beginning of the next."""
    hidden_runs: list[etree._Element] = field(default_factory=list)


def marks_of(root: etree._Element, containers: Iterable[etree._Element], hidden_styles: frozenset[str]) -> Marks:
    """The marks by ``containers``, all those below ``root``; leaves of text boxes are boxed and not marked further."""
    marks = Marks()
    for node in containers:
        tag = node.tag
        if node is root or (tag == W_TXBX and node in marks.boxed):
            continue
        if tag == W_TXBX:
            marks.boxed.update(node.iterdescendants(*LEAVES, W_TXBX))
        elif tag == W_TBL:
            for paragraph in node.iter(W_P):
                marks.tables.setdefault(paragraph, node)
        elif tag == MC_AC:
            marks.others.append(node)
            for branch in not_shown(node):
                marks.boxed.update(branch.iter(*LEAVES))
        elif tag == W_VANISH:
            _hide(marks, node)
        elif tag == W_FRAME_PR:
            _begin(marks, node)
        elif tag in (W_INS, W_MOVE_TO):
            marks.inserted.update(node.iter(*LEAVES))
        else:
            _take_out(marks, node)
    if hidden_styles:
        for style in root.iter(*_STYLED):
            if style.get(W_VAL) in hidden_styles:
                _hide_styled(marks, style)
    return marks


def shown(alternate: etree._Element) -> etree._Element | None:
    """The branch of an alternate content that counts: a known choice, else what older programs get."""
    branches = [child for child in alternate if child.tag in (MC_CHOICE, MC_FALLBACK)]
    for branch in branches:
        if branch.tag == MC_FALLBACK or set(branch.get("Requires", "").split()) <= KNOWN_CHOICES:
            return branch
    return branches[0] if branches else None


def ignorable(root: etree._Element) -> frozenset[str]:
    """The namespaces that a part says may be ignored (ECMA-376 part 3, 10.1), and of which nothing here is known."""
    prefixes = root.get(_IGNORABLE, "").split()
    return frozenset(root.nsmap[prefix] for prefix in prefixes if prefix in root.nsmap) - _KNOWN_NAMESPACES


def not_shown(alternate: etree._Element) -> list[etree._Element]:
    """The other branches."""
    kept = shown(alternate)
    return [child for child in alternate if child is not kept]


def boxes_of(branch: etree._Element) -> list[etree._Element]:
    """The text boxes that are shown where a branch is, but for those in other boxes."""
    return [box for box in branch.iter(W_TXBX) if all(_shows(above) for above in _up_to(box, branch))]


def _up_to(box: etree._Element, branch: etree._Element) -> Iterator[etree._Element]:
    return takewhile(lambda above: above is not branch, box.iterancestors(W_TXBX, MC_CHOICE, MC_FALLBACK))


def _shows(above: etree._Element) -> bool:
    parent = above.getparent()
    return above.tag != W_TXBX and parent is not None and shown(parent) is above


def loose(branch: etree._Element) -> list[etree._Element]:
    """The words of a branch that are in no text box."""
    boxed = {leaf for box in branch.iter(W_TXBX) for leaf in box.iter(W_T)}
    return [leaf for leaf in branch.iter(W_T) if leaf not in boxed]


def _take_out(marks: Marks, node: etree._Element) -> None:
    parent = node.getparent()
    above = parent.getparent() if parent is not None else None
    if parent is None or above is None:
        return
    if parent.tag == W_RPR and above.tag == W_PPR:
        paragraph = above.getparent()
        if paragraph is not None and _next_paragraph(paragraph) is not None:
            marks.joined.add(paragraph)
    elif parent.tag == W_TR_PR:
        marks.out.update(dict.fromkeys(above.iter(*LEAVES), Place.DELETED))
    elif parent.tag != W_RPR:
        marks.out.update(dict.fromkeys(node.iter(*LEAVES), Place.DELETED))


def _begin(marks: Marks, frame: etree._Element) -> None:
    """Note a paragraph that holds the dropped capital of the next (17.3.1.11)."""
    if frame.get(_DROP_CAP, "none") != "none" and (look := frame.getparent()) is not None and look.tag == W_PPR:
        paragraph = look.getparent()
        if paragraph is not None and paragraph.tag == W_P and _next_paragraph(paragraph) is not None:
            marks.capitals.add(paragraph)


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph with which this one becomes one when its end is taken away."""
    following = next(paragraph.itersiblings(tag=(W_P, W_TBL, q("w:sdt"), q("w:sectPr"))), None)
    return following if following is not None and following.tag == W_P else None


def next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    """As :func:`_next_paragraph`, for those who make the change."""
    return _next_paragraph(paragraph)


def _hide(marks: Marks, vanish: etree._Element) -> None:
    look = vanish.getparent()
    run = look.getparent() if look is not None else None
    if run is not None and run.tag == W_R and _on(vanish):
        _hide_run(marks, run)


def _hide_run(marks: Marks, run: etree._Element) -> None:
    marks.hidden_runs.append(run)
    for leaf in run.iter(*LEAVES):
        marks.out.setdefault(leaf, Place.DATA)


def _hide_styled(marks: Marks, style: etree._Element) -> None:
    look = style.getparent()
    owner = look.getparent() if look is not None else None
    if owner is None or owner.tag not in (W_R, W_P):
        return
    runs: Iterator[etree._Element] = iter([owner]) if owner.tag == W_R else owner.iter(W_R)
    for run in runs:
        vanish = run.find(f"{W_RPR}/{W_VANISH}")
        if vanish is None or _on(vanish):
            _hide_run(marks, run)


def _on(switch: etree._Element) -> bool:
    return switch.get(W_VAL, "1") not in _OFF


def hidden_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of the styles whose text is hidden, by themselves or by the style they are based on."""
    if styles is None or next(styles.iter(W_VANISH), None) is None:
        return frozenset()
    based: dict[str, str] = {}
    hides: dict[str, bool] = {}
    for style in styles.iter(q("w:style")):
        name = style.get(q("w:styleId"), "")
        on = style.find(f"{W_RPR}/{W_VANISH}")
        parent = style.find(q("w:basedOn"))
        if on is not None:
            hides[name] = _on(on)
        if parent is not None:
            based[name] = parent.get(W_VAL, "")
    if not any(hides.values()):
        return frozenset()
    return frozenset(name for name in {*based, *hides} if _inherits(name, based, hides))


def _inherits(name: str, based: dict[str, str], hides: dict[str, bool]) -> bool:
    seen: set[str] = set()
    while name not in hides and name in based and name not in seen:
        seen.add(name)
        name = based[name]
    return hides.get(name, False)
