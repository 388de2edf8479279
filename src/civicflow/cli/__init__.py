"""The command line: it parses, calls a Flow and prints. Needs the extra `cli`."""

import sys

USAGE = 2


def main() -> int:
    """Run `civicflow`; where the extra is missing, name what to install."""
    try:
        from civicflow.cli.app import run
    except ModuleNotFoundError as missing:
        if missing.name not in {"cyclopts", "rich"}:
            raise
        print("civicflow: the command line needs an extra: pip install 'civicflow[cli]'", file=sys.stderr)
        return USAGE
    return run()
