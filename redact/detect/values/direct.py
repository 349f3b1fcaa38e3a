"""What kind of name, contact, address, or number a stretch is."""

from __future__ import annotations

import re

from ...draft import DetailType, Lang, Span, Value
from .ruled import BEFORE, all_by_rule, by_rule

_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-zà-ÿ]?\.?[\s-]?){1,5}(?:(?:v|d|van|de|der)\.?\s?){0,3}(?:[A-ZÀ-Þ]\.?)?")
_CASE = re.compile(
    r"zaak|dossier|klacht|melding|kenmerk|aangifte|\bcase|complaint|grievance|incident|claim|\bref\b|matter|docket"
)
_NICKNAME_MARKS = "'‘’“”\"„"


def name(text: str, span: Span, lang: Lang) -> Value:
    """Initials, a nickname (in quotation marks, or in lower case), or a name."""
    stretch = span.of(text)
    if _INITIALS.fullmatch(stretch) and ("." in stretch or stretch.isupper()) and len(stretch) <= 12:
        return {"kind": "initials"}
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    quoted = bool(before and after) and before in _NICKNAME_MARKS and after in _NICKNAME_MARKS
    return {"kind": "nickname" if quoted else "name"}


def contact(text: str, span: Span, lang: Lang) -> Value:
    """An e-mail address, a URL, a handle, or a phone number."""
    if value := by_rule(DetailType.CONTACT, text, span, lang):
        return value
    stretch = span.of(text)
    if re.search(r"\w@\w", stretch):
        return {"kind": "email"}
    if re.search(r"://|www\.|\w\.\w+/", stretch):
        return {"kind": "url"}
    return {"kind": "phone" if sum(c.isdigit() for c in stretch) >= 4 else "handle"}


def address(text: str, span: Span, lang: Lang) -> Value:
    """A postcode alone, or a street."""
    return by_rule(DetailType.ADDRESS, text, span, lang) or {"kind": "street"}


def identifier(text: str, span: Span, lang: Lang) -> Value:
    """A citizen service number, a bank account, a plate, a case, or another code."""
    kinds = [value.get("kind") for value in all_by_rule(DetailType.ID, text, span, lang)]
    if special := next((kind for kind in kinds if kind != "code"), None):
        return {"kind": special}
    around = text[max(0, span.start - BEFORE) : span.end].lower()
    return {"kind": "case" if _CASE.search(around) else "code"}
