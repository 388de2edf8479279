"""A report of a day waits to be read by the office that leads, until somebody has read it (R36, K19)."""

from civicflow.views.matter import Need
from civicflow.views.worklist import Worklist, WorklistItem
from tests.views.past import Past
from tests.views.reporting import office, reported, reviewed


def found(past: Past, person: str, now: str = "2023-10-05T08:00") -> list[WorklistItem]:
    """What a person finds."""
    return list(past.ask(Worklist(person=person), now))


def test_a_report_waits_to_be_read_within_one_working_day():
    """K19: since it was recorded, until the end of the next working day; not for whoever wrote it."""
    past = office()
    reported(past, "2023-10-03", "15:30")

    (item,) = found(past, "E-101")

    assert (item.need, item.subject, item.person) == (
        Need.READ_REPORT,
        "presence:E-204:2023-10-03",
        "E-204",
    )
    assert (item.due and item.due.isoformat(), item.overdue) == ("2023-10-04T10:00:00+00:00", True)
    assert found(past, "E-204") == []


def test_a_report_that_was_read_waits_for_nobody():
    """Whatever was found of it."""
    past = office()
    reported(past, "2023-10-03", "15:30")
    reviewed(past, "2023-10-03", "2023-10-04T08:00", substantive=False)

    assert found(past, "E-101") == []


def test_what_a_head_reports_is_read_above():
    """K11: by the head of the agency."""
    past = office()
    reported(past, "2023-10-03", "15:30", person="E-101")

    assert [item.need for item in found(past, "E-001")] == [Need.READ_REPORT]
    assert found(past, "E-101") == []
