"""``python -m bronwacht``: the same as the ``bronwacht`` command."""

import sys
from pathlib import Path

if __name__ == "__main__" and not sys.flags.safe_path and sys.path[:1] == [str(Path.cwd())]:
    # What is imported from here on is not to come from the folder that somebody works in, which may be that of a leak.
    del sys.path[0]

from .cli import main

if __name__ == "__main__":
    main()
