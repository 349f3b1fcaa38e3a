"""E-mail: a message with its alternatives, attachments and the messages in it."""

from .format import EmlFormat

__all__ = ["EmlFormat"]
