"""The first page leads to every page and every story, to each once."""

import re

from docs.pages import DOCS

INDEX = (DOCS / "index.md").read_text("utf-8")
EXAMPLES = DOCS.parent / "examples"
SHARED = {"offices", "pilots", "dossiers", "telling", "receipt_log"}
"""What stories share, and the one that needs a log of others."""


def test_every_how_to_is_named_once():
    """Whoever wants to know something finds the page, and finds it in one row."""
    named = re.findall(r"\{doc\}`how-to/([a-z-]+)`", INDEX)

    assert len(named) == len(set(named))
    assert {path.stem for path in (DOCS / "how-to").glob("*.md")} == set(named)


def test_every_story_is_told_of_once():
    """No row is doubled, and none is missing."""
    named = re.findall(r"\]\(\.\./examples/(\w+)\.py\)", INDEX)

    assert len(named) == len(set(named))
    assert {path.stem for path in EXAMPLES.glob("*.py")} - SHARED == set(named)


def test_decisions_are_numbered_one_after_another():
    """From 1, without a gap and without two of one number."""
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "adr").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
