"""How the documentation is built: ./run check builds it and treats every warning as an error."""

import tomllib
from pathlib import Path

from sphinx.highlighting import lexer_classes

lexer_classes["mermaid"] = lexer_classes["none"]
"""Charts are drawn where the pages are read in a repository; here the table beside each says the same."""

project = "civicflow"
copyright = "the civicflow authors, Apache-2.0"
release = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]["version"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"civicflow {release}"
