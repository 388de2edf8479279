"""The command lines that a how-to page shows are carried out, in the order in which they stand there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from civicflow.cli.app import run

PAGES = Path(__file__).parents[2] / "docs" / "how-to"
SERVER = "postgresql://civicflow@db.example/office"
"""The server of an office, as pages name it."""


def commands(page: Path) -> Iterator[list[str]]:
    """The command lines of a page, word by word; also those within a list."""
    for _, block in re.findall(
        r"^( *)```sh\n(.*?)^\1```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    ):
        yield from map(shlex.split, block.splitlines())


@pytest.mark.parametrize(
    "name,verbs",
    [
        ("back-up-and-restore", {"backup", "restore", "status", "replay"}),
        ("ask-with-sql", {"replay"}),
        ("doubt-a-figure", {"ask", "explain"}),
        ("let-reactions-work", {"status", "run"}),
        ("work-with-weak-internet", {"outbox"}),
        (
            "follow-a-figure-to-its-source",
            {"demo", "explain", "ask", "why", "regulations", "trail", "freeze", "again"},
        ),
    ],
)
def test_what_a_page_shows_ends_well(
    monkeypatch, tmp_path, capsys, office, demonstration, postgres_schema_url, name, verbs
):
    """In a folder that holds the store of an office and one that holds the demonstration, with a server of its own."""
    monkeypatch.chdir(tmp_path)
    office.rename("office")
    if "demo" in verbs:
        demonstration.copied(tmp_path / "demo")
    lines = list(commands(PAGES / f"{name}.md"))

    for program, *words in lines:
        said = [postgres_schema_url if word == SERVER else word for word in words]
        *_, into, file = ["", *said]
        kept = said[:-2] if into == ">" else said
        assert (program, run(kept)) == ("civicflow", 0)
        printed = capsys.readouterr().out
        if into == ">":
            Path(file).write_text(printed, "utf-8")
    assert {words[1] for words in lines} == verbs
