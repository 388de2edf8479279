"""What the timetable of an office calls: the tick as a command line, told to people and to machines in both languages."""

import json

import pytest

import civicflow as cf
from civicflow.core.clock import SystemClock
from civicflow.core.fields import instant
from civicflow.flow import Flow
from tests.cli.conftest import Ended
from tests.dossier.filed import TACIT
from tests.dossier.running import administration, publish


@pytest.fixture
def at(monkeypatch, line):
    """Run the tick as if the machine's clock stood at a local time of November 2023."""

    def tick_at(moment: str, *words: str, **options: str) -> Ended:
        monkeypatch.setattr(SystemClock, "now", lambda _: instant(f"2023-11-{moment}+07:00"))
        ended: Ended = line("tick", *words, **options)
        return ended

    return tick_at


@pytest.mark.usefixtures("office")
def test_what_has_fallen_due_is_printed_and_on_record(at, office):
    """The reminder of the task, as JSON; called again there is nothing, and it is no error."""
    first = at("09T07:30", format="json")
    again = at("09T07:35", format="json")

    assert (first.code, again.code, again.json) == (0, 0, [])
    (told,) = first.json
    assert (told["kind"], told["subject"], told["to"]) == ("reminder", "task:T-17", ["E-204"])
    assert (told["number"], told["counted_in"], told["late"]) == (7, "working_days", False)
    with cf.open(office, read_only=True) as flow:
        assert position_of(flow) == told["position"]


def position_of(flow: Flow) -> int:
    """Where the reminder stands in the log."""
    return next(each.at.position for each in flow.entries() if each.topic == "deadline.reminded")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "language, words, nothing",
    [
        ("en", ("reminder", "working days"), "Nothing has fallen due."),
        ("vi", ("nhắc thời hạn", "ngày làm việc"), "Không có thông báo nào đến hạn."),
    ],
)
def test_it_is_told_to_people_in_their_language(at, language, words, nothing):
    """A table, and a word where there is nothing to say."""
    first = at("09T07:30", "--lang", language)
    again = at("09T07:35", "--lang", language)

    assert first.code == again.code == 0
    assert [word for word in words if word not in first.out] == []
    assert nothing in again.out + again.err


@pytest.mark.usefixtures("office")
def test_who_was_told_asks_for_it(at, line):
    """The question stands beside the others on the command line."""
    at("09T07:30")
    asked = line("ask", "deadline-notices", person="E-204", format="json").json

    assert [each["kind"] for each in asked["answer"]] == ["reminder"]
    assert json.dumps(asked)


def test_a_dossier_whose_step_its_term_has_ended_is_counted(at, tmp_path):
    """No notice is given in it, and yet something has fallen due; the second time nothing has."""
    with administration(tmp_path / "store")[0] as flow:
        publish(flow, TACIT)
        flow.execute(cf.dossier.OpenDossier(dossier="D-1", procedure="tacit", unit="U-1"), by="E-1")

    first, again = at("09T07:30"), at("09T07:35")
    assert "Steps of dossiers that ended with their term: 1" in first.err
    assert "Nothing has fallen due." not in first.err
    assert "Nothing has fallen due." in again.err
