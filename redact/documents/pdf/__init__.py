"""PDF: read in the order of people, written as pictures of its pages with what was to go painted out."""

from .format import PdfFormat

__all__ = ["PdfFormat"]
