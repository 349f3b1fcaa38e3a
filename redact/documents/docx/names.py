"""The names of WordprocessingML (ECMA-376, 5th edition; Microsoft's extensions in [MS-DOCX]) that are used here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_OFFICE = "http://schemas.openxmlformats.org"
_MS = "http://schemas.microsoft.com/office"

NAMESPACES: Mapping[str, str] = MappingProxyType(
    {
        "w": f"{_OFFICE}/wordprocessingml/2006/main",
        "r": f"{_OFFICE}/officeDocument/2006/relationships",
        "m": f"{_OFFICE}/officeDocument/2006/math",
        "mc": f"{_OFFICE}/markup-compatibility/2006",
        "a": f"{_OFFICE}/drawingml/2006/main",
        "pic": f"{_OFFICE}/drawingml/2006/picture",
        "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
        "wp14": f"{_MS}/word/2010/wordprocessingDrawing",
        "wps": f"{_MS}/word/2010/wordprocessingShape",
        "wpg": f"{_MS}/word/2010/wordprocessingGroup",
        "w14": f"{_MS}/word/2010/wordml",
        "w15": f"{_MS}/word/2012/wordml",
        "w16cid": f"{_MS}/word/2016/wordml/cid",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w10": "urn:schemas-microsoft-com:office:word",
        "ct": f"{_OFFICE}/package/2006/content-types",
        "pr": f"{_OFFICE}/package/2006/relationships",
        "xml": "http://www.w3.org/XML/1998/namespace",
    }
)
STRICT = b"http://purl.oclc.org/ooxml/"
"""How the namespaces of the rarely written strict variant begin."""

TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"
REL = f"{_OFFICE}/officeDocument/2006/relationships/"
"""How the types of relationships begin."""


def q(name: str) -> str:
    """``w:p`` as lxml writes it: ``{namespace}p``."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


def short(name: str) -> str:
    """The reverse of :func:`q`; names of other namespaces stay as they are."""
    namespace, _, local = name[1:].rpartition("}")
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else name


_PREFIXES = {namespace: prefix for prefix, namespace in NAMESPACES.items()}

W_P, W_R, W_T, W_RPR, W_PPR = q("w:p"), q("w:r"), q("w:t"), q("w:rPr"), q("w:pPr")
W_TAB, W_PTAB, W_BR, W_CR, W_SYM = q("w:tab"), q("w:ptab"), q("w:br"), q("w:cr"), q("w:sym")
W_NO_BREAK_HYPHEN, W_SOFT_HYPHEN = q("w:noBreakHyphen"), q("w:softHyphen")
W_DEL_TEXT, W_INSTR, W_DEL_INSTR = q("w:delText"), q("w:instrText"), q("w:delInstrText")
W_FLD_CHAR, W_FLD_SIMPLE, W_FF_DATA, W_FLD_DATA = map(q, ("w:fldChar", "w:fldSimple", "w:ffData", "w:fldData"))
W_FRAME_PR = q("w:framePr")
W_INS, W_DEL, W_MOVE_FROM, W_MOVE_TO = q("w:ins"), q("w:del"), q("w:moveFrom"), q("w:moveTo")
W_TBL, W_TR, W_TR_PR, W_TXBX = q("w:tbl"), q("w:tr"), q("w:trPr"), q("w:txbxContent")
W_HYPERLINK, W_BOOKMARK, W_SDT_PR = q("w:hyperlink"), q("w:bookmarkStart"), q("w:sdtPr")
W_SMART_TAG, W_CUSTOM_XML, W_PERM = q("w:smartTag"), q("w:customXml"), q("w:permStart")
W_FOOTNOTE_REF, W_ENDNOTE_REF = q("w:footnoteReference"), q("w:endnoteReference")
W_FOOTNOTE, W_ENDNOTE = q("w:footnote"), q("w:endnote")
W_VANISH, W_STYLE = q("w:vanish"), q("w:style")
W_VAL, W_ID, W_TYPE, W_AUTHOR, W_DATE, W_NAME = (
    q("w:val"),
    q("w:id"),
    q("w:type"),
    q("w:author"),
    q("w:date"),
    q("w:name"),
)
M_T, MC_AC, MC_CHOICE, MC_FALLBACK = q("m:t"), q("mc:AlternateContent"), q("mc:Choice"), q("mc:Fallback")
R_ID, SPACE = q("r:id"), q("xml:space")
A_P, DOC_PR, C_NV_PR = q("a:p"), q("wp:docPr"), (q("pic:cNvPr"), q("wps:cNvPr"), q("wpg:cNvPr"))
V_TEXTPATH, W_ANCHOR = q("v:textpath"), q("w:anchor")
