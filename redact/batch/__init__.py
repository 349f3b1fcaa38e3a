"""Many drafts at once: a tree of files in, a tree of outputs and a page over all of them out."""

from .journal import Journal, JournalError
from .run import Progress, batch
from .summary import Summary, summary
from .work import Job, Settings

__all__ = ["Job", "Journal", "JournalError", "Progress", "Settings", "Summary", "batch", "summary"]
