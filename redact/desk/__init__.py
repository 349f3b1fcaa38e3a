"""The desk: a review of one draft, decision by decision, and the page at which it is done."""

from .refusals import ActError, SavedError
from .session import Desk

__all__ = ["ActError", "Desk", "SavedError"]
