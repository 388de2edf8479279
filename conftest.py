"""The Python examples of the README and of the documentation run as tests, each page in an empty folder."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser


@pytest.fixture(scope="module")
def empty_folder() -> Iterator[None]:
    """Examples may write files: never into the tree."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        yield
        os.chdir(before)


pytest_collect_file: Any = Sybil(
    parsers=[PythonCodeBlockParser()], patterns=["*.md"], fixtures=["empty_folder"]
).pytest()
