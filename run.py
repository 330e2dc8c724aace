"""Recap from a clone: `python3 run.py ask "last week"`, or `python3 run.py test`.

The first start makes a virtual environment; the later ones only use it. Every Python since 2.7 can read this file, so that
an old one answers with a sentence; what follows the check is written for the Python that it asks for.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Recap needs Python 3.11 or later; this is %d.%d. Install a later one (from python.org, or with your system's packages), "
        "then run again with it: python3.11 run.py" % sys.version_info[:2]
    )

from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bot.setup.clone import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
