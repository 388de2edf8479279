"""The page on how to write a procedure: its file is sound, and its command lines end well."""

import re
import shlex
import textwrap

from civicflow.cli.app import run
from civicflow.procedures import examine_procedure, stand_alone
from tests.cli.test_commands_of_pages import PAGES

PAGE = PAGES / "write-a-procedure.md"


def blocks(kind: str) -> list[str]:
    """The blocks of a kind that stand in the steps of the page."""
    written = re.findall(rf"^   ```{kind}\n(.*?)^   ```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(each) for each in written]


(TEXT,) = blocks("toml")
"""The file of the page."""


def test_the_mistake_that_the_page_shows_is_told_so(tmp_path, monkeypatch, capsys):
    """Whoever mistypes the role of the first step reads what the page prints, at the line of the page's file."""
    monkeypatch.chdir(tmp_path)
    shown = re.search(r"one-stop\.toml:[0-9]+: .*clark.*", PAGE.read_text("utf-8"))
    (tmp_path / "one-stop.toml").write_text(TEXT.replace('role = "clerk"', 'role = "clark"', 1), "utf-8")

    assert run(["procedure", "check", "one-stop.toml"]) == 1
    assert shown is not None
    assert capsys.readouterr().out.splitlines() == [shown[0]]


def test_the_procedure_of_the_page_can_be_carried_out():
    """It rests alone everywhere but where two look at it at the same time."""
    found = examine_procedure("one-stop.toml", TEXT)

    assert found.mistakes == ()
    assert found.procedure is not None
    assert stand_alone(found.procedure) == {"receive", "supplement", "sign"}


def test_what_the_page_shows_ends_well(tmp_path, monkeypatch, capsys, office):
    """Checked, drawn in both forms, set out, published by the head and listed, on a day before it holds."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one-stop.toml").write_text(TEXT.replace("2027-01-01", "2199-01-01"), "utf-8")
    shown = [shlex.split(line) for block in blocks("sh") for line in block.splitlines()]

    for program, *words in shown:
        kept = words[: words.index(">")] if ">" in words else words
        assert (program, run([*kept, "--store", str(office)])) == ("civicflow", 0)
    assert [words[2] for words in shown] == ["check", "draw", "draw", "table", "publish", "list"]
    assert "one-stop" in capsys.readouterr().out.splitlines()[-2]
