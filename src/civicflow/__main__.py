"""The command line for ``python -m civicflow``, where its program is not on the path."""

import sys

from civicflow.cli import main

if __name__ == "__main__":
    sys.exit(main())
