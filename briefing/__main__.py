"""Runs the program as `python -m briefing`."""

import sys

from briefing.launch import main

if __name__ == "__main__":
    sys.exit(main())
