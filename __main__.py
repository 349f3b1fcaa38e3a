"""``python -m bronwacht``: the same as the ``bronwacht`` command."""

from .cli import main

if __name__ == "__main__":
    main()
