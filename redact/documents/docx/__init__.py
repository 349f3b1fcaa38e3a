"""Word documents: text out, edits in, final copy, review copy."""

from .format import DocxFormat

__all__ = ["DocxFormat"]
