"""What other applications plug into the command line."""

from importlib.metadata import EntryPoint

import pytest

from civicflow.cli import plugged
from civicflow.cli.app import build, run
from civicflow.cli.terminal import Terminal
from leave_requests import MODULE

NAMED = "leave_requests:MODULE"


def position(*, terminal: Terminal) -> int:
    """
    Print the last position of the log.

    Args:
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True) as flow:
        terminal.show({"position": flow.store.log.head()})
    return 0


@pytest.mark.usefixtures("office")
def test_a_module_named_on_the_line_brings_its_commands_and_questions(line, act, monkeypatch):
    """On the line or in the environment; without it they are unknown."""
    request = {"request": "L-1", "unit": "U-1", "since": "2023-10-11", "until": "2023-10-12"}

    assert act("request-leave", request, by="E-204").code == 2
    refused = act("request-leave", request, by="E-204", module=NAMED, format="json")
    assert (refused.code, bool(refused.json)) == (1, True)
    assert line("ask", "absences", "--help").code == 2
    monkeypatch.setenv("CIVICFLOW_MODULES", NAMED)
    assert line("ask", "absences", "--help").code == 0


@pytest.mark.usefixtures("office")
def test_a_verb_of_another_application_stands_beside_ours(office, capsys):
    """Its function is all there is to write."""
    code = run(["position", "--store", str(office), "--format", "json"], modules=(MODULE,), verbs=(position,))

    assert code == 0
    assert '"position": 6' in capsys.readouterr().out
    assert "Print the last position of the log." in str(build(verbs=(position,))["position"].help)


@pytest.mark.usefixtures("office")
def test_an_installed_application_needs_no_naming(line, monkeypatch):
    """Entry points name its modules and verbs."""
    points = {
        plugged.MODULES: [EntryPoint("leave", NAMED, plugged.MODULES)],
        plugged.VERBS: [EntryPoint("position", f"{__name__}:position", plugged.VERBS)],
    }
    monkeypatch.setattr(plugged, "entry_points", lambda *, group: points[group])
    monkeypatch.setitem(__import__("sys").modules, __name__, __import__("sys").modules[position.__module__])

    assert line("position", format="json").json == {"position": 6}
    assert "absences" in line("ask", "--help").out
