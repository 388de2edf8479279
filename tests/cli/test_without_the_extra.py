"""The command line where its extra is not installed."""

import sys

from civicflow.cli import main


def test_without_its_extra_the_command_line_names_what_to_install(monkeypatch, capsys):
    """An office that imports the library alone is told what to add, not shown a traceback."""
    for module in [name for name in sys.modules if name.startswith("civicflow.cli.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "cyclopts", None)

    assert main() == 2
    assert "civicflow[cli]" in capsys.readouterr().err
