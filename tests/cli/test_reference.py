"""The reference page of the command line says what the command line says."""

from pathlib import Path

from civicflow.cli.app import build
from civicflow.cli.reference import help_text, page, paths

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def test_the_page_is_what_the_command_line_prints():
    """After a change: ``python -m civicflow.cli.reference``."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_verb_and_every_option_has_a_help_text():
    """An option that nobody explains is not offered."""
    app = build()
    silent = [
        (" ".join(path), option)
        for path in [(), *paths(app)]
        for option in options(help_text(app, path))
        if len(option.split("  ")) < 2
    ]

    assert silent == []
    assert [path for path in paths(app) if not app[path[0]].help or not _described(app, path)] == []


def options(text: str) -> list[str]:
    """The lines of a help text that introduce an option, an argument or a verb, each with what follows it."""
    lines = [line.strip(" *") for line in text.splitlines() if line.startswith(" ") and line[1:4] != "   "]
    titles = ("Commands", "Arguments", "Parameters", "Every verb", "Every question")
    return [line for line in lines if line.startswith("-") and line not in titles]


def _described(app: object, path: tuple[str, ...]) -> bool:
    text = help_text(app, path)  # type: ignore[arg-type]
    return bool(text.split("\n\n")[1].strip())
