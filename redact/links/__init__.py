"""Earlier publications: which of their people are sources of the draft, and what they tell of them besides.

The pipeline reads every earlier publication as it reads the draft and hands the readings to :func:`link`; what comes
back is the draft's reading, whose facts know what was published before, and every link with its reason.
"""

from .link import Linked, in_order, link
from .published import published
from .repeated import repeated

__all__ = ["Linked", "in_order", "link", "published", "repeated"]
