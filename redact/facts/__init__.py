"""Details to facts: what one or more details say about one person.

Called by the pipeline once people are known; the risk engine and the planner reckon with facts, never with details.
"""

from .gather import gather

__all__ = ["gather"]
