"""Markdown: the source as it is, without the comments and front matter that no reader of the page sees."""

from .format import MarkdownFormat

__all__ = ["MarkdownFormat"]
