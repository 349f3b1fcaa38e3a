"""How a coarser value is said, in Dutch and English: :func:`ladder`."""

from .ladder import ladder

__all__ = ["ladder"]
