"""What each thing that two people share, or cannot share, counts for; all of it documented in docs/links.md.

A weight is a base-ten logarithm: of how rare it is that another has the same (above 0), or of how rarely one person is
told of in both ways (below 0). Where population tables have a figure, :mod:`.rarity` asks them first. The numbers here
are assumptions, set by reading pairs of articles (tests/redact/links/data) and kept round.
"""

from __future__ import annotations

from ..analysis import Sign
from .verdict import Verdict

NEAR, FAR = 1.0, 2.0
"""A rival within a factor of ten leaves it open which of two it is; one that is a hundred times likelier does not."""
BEYOND_DOUBT = 6.0
"""With so much, a rival only shows that one person was read as two, or two as one."""
CONTRADICTED = -1.0
"""With so much evidence against it, a chain of links over a third article does not hold."""
BY_CODENAME = 9.0
"""The story file itself calls them by one codename."""

MOST_OF_A_FACT = 1.4
"""No fact counts for more: whoever wrote of one such source may write of another."""
MOST_OF_A_QUOTE = 4.5
"""A quotation word for word is as good as certain; more would outweigh every contradiction."""
MOST_OF_A_SHORT_QUOTE, SHORT = 2.5, 8
"""What one of fewer words counts for at most: others say it, too, so that it makes nobody certain by itself."""
SPOKE_BEFORE = 2.0
"""The draft says of somebody that they spoke in an earlier article, and calls them by the same work."""
LEAST = 0.15
"""What counts for less is left out."""

OTHER_GENDER = Verdict(Sign.OTHER_GENDER, -3.0)
OTHER_BIRTH = Verdict(Sign.OTHER_BIRTH, -3.0)
A_YEAR_OFF = Verdict(Sign.OTHER_BIRTH, -1.0)
"""An age that was told a little wrong is a year off more often than several."""
OTHER_GROUP = Verdict(Sign.OTHER_GROUP, -2.0)
FEWER_CHILDREN = Verdict(Sign.OTHER_FAMILY, -1.5)
OTHER_WORK = Verdict(Sign.OTHER_WORK, -0.5)
"""A second article calls somebody by another job often enough."""

OTHER_ORIGIN = Verdict(Sign.OTHER_ORIGIN, -1.0)
"""Some people have two nationalities, and some papers mistake one."""

SAME_AGE_THEN = 1.0
"""Both say "sixteen" of a time that neither dates."""
SAME_SIZE, SAME_ONLY, SAME_MEMBERS = 0.7, 0.4, 1.0
"""A group of as many; of which both are the only one; with a word for its members in common."""
SAME_DESTINATION, SAME_ABROAD = 1.4, 0.7
SAME_EVENT = 0.4
"""An event of the same kind; its own words, its date and its place count beside it."""
SAME_DAY, SAME_MONTH, SAME_SEASON, SAME_YEAR = 1.5, 1.2, 0.8, 0.2
LOOSE = 0.4
"""How much of its weight a shared time keeps when nothing that happened then is shared."""
SAME_LENGTH = 0.5
"""A length of time ("twenty years with the firm") that has grown by as much as has passed since."""
ON_COMMON_GROUND = 0.2
"""What is left of a place or an employer that the whole story is about."""
SAID_MORE = (1.0, 0.8, 0.4)
"""How much of its weight is left where one says more ("cook", "line cook"), and where both do ("loans officer",
"housing officer")."""
A_BEGINNING = 0.6
"""How much of its weight is left where two words only begin alike ("kleuterjuf", "kleuterleidster")."""

A_WORD = 0.7
"""A word that says something and returns in what somebody says."""
A_PAIR = 0.3
"""Two such words that follow one another in both."""
A_STEP = 0.4
"""Each word of a quotation that is the same to the letter, from the fourth on."""
A_DETAIL_WORD, A_DETAIL_NAME = 0.5, 1.2
"""A word that two other details or sentences share, without and with a capital."""
REPEATED = ((2, 1.0), (3, 0.6), (5, 0.3))
"""How much a word is still worth, of 1, that stands in so many sentences of an article."""
OFTEN = 0.1
OF_OTHERS = 0.3
"""How much of that is left where it is told of somebody else, too."""
