"""What whoever writes a module finds in one place."""

import subprocess
import sys

HEAVY = ("cattrs", "msgspec", "eventsourcing", "sqlite3", "psycopg", "importlib.resources")


def test_the_names_of_the_mechanism_are_quick_to_import():
    """An aggregate is declared without waking the store, the edges or the terminal."""
    before = "import sys; before = set(sys.modules)"
    asked = f"{before}; import civicflow.core; print([name for name in {HEAVY} if name in set(sys.modules) - before])"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"
