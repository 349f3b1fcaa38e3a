"""Files in and out: a module a format, each with text out, edits in, a final copy, and its verification."""

from .edits import EditError, apply_edits
from .files import read_document, write_final
from .formats import leaks
from .model import (
    BinaryError,
    Document,
    DocumentError,
    EmptyError,
    EncodingError,
    Format,
    Leak,
    LeakKind,
    MissingError,
    TooLargeError,
    UnsupportedError,
)
from .verify import Leftover, elsewhere

__all__ = [
    "BinaryError",
    "Document",
    "DocumentError",
    "EditError",
    "EmptyError",
    "EncodingError",
    "Format",
    "Leak",
    "LeakKind",
    "Leftover",
    "MissingError",
    "TooLargeError",
    "UnsupportedError",
    "apply_edits",
    "elsewhere",
    "leaks",
    "read_document",
    "write_final",
]
