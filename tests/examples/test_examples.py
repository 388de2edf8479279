"""Every example is run as a reader would run it, and prints what stands beside it."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SHARED = {"dossiers", "offices", "pilots", "telling"}
"""What the stories import: the offices that they happen in, how dossiers go their way, and how they are told."""

STORIES = [path for path in sorted(EXAMPLES.glob("*.py")) if path.stem not in SHARED]
OF_A_LOG = {"receipt_log": "receipt.xes.gz"}
"""The examples that want a public log, and which."""

PUBLIC = set(re.findall(r"`(civicflow[a-z_.]*)`", (ROOT / "docs/reference/public-modules.md").read_text()))


def printed(example: Path, *arguments: str) -> str:
    """What an example prints in a process of its own, in a folder of its own."""
    ended = subprocess.run(
        [sys.executable, "-W", "error", str(example), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def expected(example: Path) -> str:
    """What stands beside an example."""
    return (EXAMPLES / "output" / f"{example.stem}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "example", [each for each in STORIES if each.stem not in OF_A_LOG], ids=lambda path: path.stem
)
def test_an_example_prints_what_stands_beside_it(example):
    """Clock and ids are fixed, so that a reader sees the same."""
    assert printed(example) == expected(example)


@pytest.mark.parametrize("name", OF_A_LOG)
def test_an_example_of_a_public_log_prints_what_stands_beside_it(name, logs):
    """The figures that others computed from the same file."""
    example = EXAMPLES / f"{name}.py"

    assert printed(example, str(logs / "logs" / OF_A_LOG[name])) == expected(example)


def test_the_receipt_log_says_what_the_inspectors_found():
    """Whoever changes the output beside the example changes these on purpose."""
    output = expected(EXAMPLES / "receipt_log.py")

    for figure in ("952 of 1,329; 377 late, 105 open", "1,088 of 1,316", "504 of 1,434", "0 facts were new"):
        assert figure in output


def test_an_example_without_its_log_says_what_it_wants():
    """A sentence on standard error and no traceback."""
    ended = subprocess.run(
        [sys.executable, str(EXAMPLES / "receipt_log.py")], capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("which log?")


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_an_example_is_short_and_imports_what_is_public(example):
    """Under a hundred lines; of civicflow only what its page of public modules names."""
    text = example.read_text("utf-8")
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        name
        for node in imports
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }

    assert len(text.splitlines()) < 100
    assert {name for name in modules if name and name.startswith("civicflow")} - PUBLIC == set()


def test_the_page_of_examples_names_them_all():
    """An example or a mapping that is added is named there; nothing is named that is gone."""
    page = (EXAMPLES / "README.md").read_text("utf-8")
    linked = set(re.findall(r"\]\(([\w./-]+)\)", page))
    there = {path.relative_to(EXAMPLES).as_posix() for path in [*STORIES, *EXAMPLES.glob("mappings/*.toml")]}

    assert there - linked == set()
    assert [link for link in linked if not (EXAMPLES / link).exists()] == []
    assert {path.stem for path in EXAMPLES.glob("output/*.txt")} == {path.stem for path in STORIES}
