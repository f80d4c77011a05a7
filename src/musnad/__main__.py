"""``python -m musnad`` is the same as ``musnad``."""

from musnad.app.cli import main

if __name__ == "__main__":
    main()
