"""What a release has decided, every later one decides likewise; what is meant to change stands here with its reason."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

import civicflow as cf
from civicflow.core.rule import Refused
from civicflow.exchange.history import Decided, history_lines
from civicflow.exchange.history_replay import differences
from tests.golden.histories.record import FOLDER, TOLD
from tests.golden.specimens import RELEASE

HISTORIES = sorted(FOLDER.glob("*/*.jsonl"))
CHANGED: Mapping[str, tuple[str, ...]] = {}
"""Decisions of a release that are others today on purpose: by history, each as ``number command field``."""


def named(path: Path) -> str:
    """A history as the list of released ones names it."""
    return path.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("path", HISTORIES, ids=named)
def test_every_order_is_decided_as_it_was(path):
    """The same events at the same positions by the same right, or the same refusals; else the first difference is named."""
    found = [f"{each.number} {each.command} {each.field}" for each in differences(path, cf.open)]

    assert tuple(found) == CHANGED.get(named(path), ())


def test_every_history_of_this_release_is_there():
    """One of each page that is told, and one of what is refused."""
    assert {path.stem for path in HISTORIES if path.parent.name == RELEASE} == {*TOLD, "refusals"}


def test_every_way_in_which_a_command_can_come_to_nothing_is_recorded():
    """Refused by a rule and by authority, repeated, its id used for something else, not on record, its time not accepted."""
    found = [
        line.outcome
        for line in history_lines(FOLDER / RELEASE / "refusals.jsonl")
        if isinstance(line, Decided)
    ]

    assert {str(each["error"]) for each in found if "error" in each} == {
        "command-id-reused",
        "not-on-record",
        "clock",
    }
    assert sum("refused" in each for each in found) >= 5
    assert sum("repeated" in each for each in found) == 1


def test_histories_of_a_release_never_change():
    """The list of digests only grows, as that of the golden files."""
    released = [line.split() for line in (FOLDER / "released.txt").read_text().splitlines()]
    digests = {named(path): sha256(path.read_bytes()).hexdigest() for path in HISTORIES}
    listed = {name: digest for digest, name in released}

    assert {name: digests.get(name) for name in listed} == listed
    assert [name for name in digests if name not in listed and not name.startswith(f"{RELEASE}/")] == []


def test_a_rule_that_is_changed_is_found_at_the_first_order_that_it_decides_otherwise(monkeypatch):
    """The order, the command and the field are named, with what was decided then and what is now."""

    def nobody_assigns_on_a_monday(_command, _facts):
        return Refused(basis="R33")

    rules = (*cf.task.AssignTask.rules, nobody_assigns_on_a_monday)
    monkeypatch.setattr(cf.task.AssignTask, "rules", rules)
    path = FOLDER / RELEASE / "hand-over-work.jsonl"
    first = next(differences(path, cf.open), None)
    expected = next(
        line for line in history_lines(path) if isinstance(line, Decided) and line.command == "assign-task"
    )

    assert first is not None
    assert (first.number, first.command, first.field) == (expected.number, "assign-task", "$.refused")
    assert first.then is None
    assert "nobody_assigns_on_a_monday" in str(first.today)


def test_a_rule_that_is_lifted_is_found_where_it_had_refused(monkeypatch):
    """What was refused is allowed: that is a difference as well."""
    rules = cf.task.AcknowledgeTask.rules[1:]
    monkeypatch.setattr(cf.task.AcknowledgeTask, "rules", rules)
    first = next(differences(FOLDER / RELEASE / "refusals.jsonl", cf.open), None)

    assert first is not None
    assert (first.command, first.field) == ("acknowledge-task", "$.refused")
    assert "task_waits_for_acknowledgement" in str(first.then)
    assert first.today is None
