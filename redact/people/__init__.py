"""Whose detail is this: details grouped by person, and a role for each person.

Called by the pipeline after detection. It never drops a detail: one that belongs to a public person is handed over to
that person, and the pipeline leaves it out.
"""

from .persons import attribute

__all__ = ["attribute"]
