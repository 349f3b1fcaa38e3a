"""Markdown: the source as it is, without the comments that no reader of the page sees."""

from .format import MarkdownFormat

__all__ = ["MarkdownFormat"]
