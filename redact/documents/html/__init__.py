"""HTML: exports of a CMS, of Google Docs, of Word and LibreOffice, whole documents and fragments."""

from .format import HtmlFormat

__all__ = ["HtmlFormat"]
