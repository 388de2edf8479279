"""The open tasks of a person, of a unit, of a dossier: which stand there, in which order, and page by page (K4, K11)."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import At, Event, micros
from civicflow.errors import InvalidInputError
from civicflow.task.model import OPEN, Stage, Task
from civicflow.testing import events
from civicflow.views import open_tasks
from civicflow.views.open_work import OpenWork, OpenWorkPage
from tests.views.administration import administration
from tests.views.lives import Life
from tests.views.past import Past, at

NOON = "2023-11-15T12:00"


@pytest.fixture
def past() -> Past:
    """An agency of two units."""
    return administration(Past())


def page(past: Past, now: str = NOON, **asked: Any) -> OpenWorkPage:
    """What is answered."""
    return past.ask(OpenWork(**asked), now)


def tasks(past: Past, now: str = NOON, **asked: Any) -> list[str]:
    """The tasks of a page, in order."""
    return [item.task for item in page(past, now, **asked).tasks]


def leafed(past: Past, now: str = NOON, **asked: Any) -> list[str]:
    """The tasks of all pages, in order."""
    found: list[str] = []
    after = None
    while True:
        answer = page(past, now, after=after, **asked)
        found += [item.task for item in answer.tasks]
        after = answer.next
        if after is None:
            return found


def test_what_is_due_first_stands_at_the_top_and_what_has_no_due_at_the_end(past):
    """Among what has none, the oldest comes first."""
    Life(past, "T-4").assigned("2023-11-02T08:00", due=None)
    Life(past, "T-1").assigned(due="2023-11-30T17:00")
    Life(past, "T-2").assigned(due="2023-11-20T17:00", acknowledged=False)
    Life(past, "T-3").assigned("2023-11-01T09:00", due=None)

    assert tasks(past, person="E-204") == ["T-2", "T-1", "T-3", "T-4"]


def test_a_task_shows_how_it_stands(past):
    """Its stage and since when, the due that counts, and what is known of its kind."""
    Life(past, "T-1").assigned(
        due="2023-11-14T17:00", at_home=True, work_type="appraisal", because_of="dossier:D-7#31"
    ).held("2023-11-10T09:00")

    (item,) = page(past, person="E-204").tasks
    assert (item.task, item.assignee, item.unit, item.dossier) == ("T-1", "E-204", "U-12", "D-7")
    assert (item.stage, item.since) == (Stage.ACKNOWLEDGED, at("2023-11-01T08:00"))
    assert (item.work_type, item.at_home, item.on_hold) == ("appraisal", True, True)
    assert (item.due, item.overdue) == (at("2023-11-14T17:00"), True)


def test_the_due_that_counts_is_the_excused_one(past):
    """K4: an extension in time moves it, and so does a hold whose cause was confirmed; one that comes late moves nothing."""
    Life(past, "T-1").assigned(due="2023-11-14T17:00").extended("2023-11-13T09:00", "2023-11-16T17:00")
    Life(past, "T-2").assigned(due="2023-11-14T17:00").extended("2023-11-15T09:00", "2023-11-16T17:00")
    held = Life(past, "T-3").assigned(due="2023-11-14T17:00").held("2023-11-08T09:00")
    held.confirmed("2023-11-08T10:00").released("2023-11-10T09:00")

    found = {item.task: (item.due, item.overdue) for item in page(past, person="E-204").tasks}

    assert found == {
        "T-1": (at("2023-11-16T17:00"), False),
        "T-2": (at("2023-11-14T17:00"), True),
        "T-3": (at("2023-11-16T17:00"), False),
    }


def test_what_is_done_or_gone_stands_there_no_longer_and_comes_back_when_it_is_reopened(past):
    """A result that waits is still open; accepted it is not, until the acceptance is taken back."""
    waiting = Life(past, "T-1").assigned().submitted("2023-11-09T09:00")
    done = (
        Life(past, "T-2").assigned(at_home=True).submitted("2023-11-09T09:00").completed("2023-11-10T09:00")
    )
    Life(past, "T-3").assigned().cancelled("2023-11-10T09:00")
    Life(past, "T-4").assigned().reassigned("2023-11-10T09:00", Life(past, "T-9", assignee="E-205"))

    assert tasks(past, person="E-204") == ["T-1"]
    waiting.completed("2023-11-11T09:00").evaluated("2023-11-11T10:00")
    done.reopened("2023-11-12T09:00")
    (item,) = page(past, person="E-204").tasks
    assert (item.task, item.stage, item.at_home) == ("T-2", Stage.RETURNED, True)


def test_the_row_of_a_task_goes_when_the_task_has_ended(past):
    """The table holds what is open, not what ever was: nothing of a task that was judged or called off."""
    Life(past, "T-1").assigned().submitted("2023-11-09T09:00").completed("2023-11-10T09:00").evaluated(
        "2023-11-11T09:00"
    )
    Life(past, "T-2").assigned().cancelled("2023-11-10T09:00")
    Life(past, "T-3").assigned()

    rows = past.evidence(NOON).rows(open_tasks.VIEW)

    assert [row.task for row in rows if row is not None] == ["T-3"]


def test_work_of_a_unit_is_shown_with_or_without_that_of_the_units_below(past):
    """In one order, whichever unit it belongs to."""
    Life(past, "T-1").assigned(due="2023-11-30T17:00")
    Life(past, "T-2", unit="A-1", assignee="E-101").assigned(due="2023-11-22T17:00")
    Life(past, "T-3").assigned(due="2023-11-20T17:00")

    assert tasks(past, unit="A-1") == ["T-2"]
    assert tasks(past, unit="U-12") == ["T-3", "T-1"]
    assert tasks(past, unit="A-1", with_subunits=True) == ["T-3", "T-2", "T-1"]
    assert leafed(past, unit="A-1", with_subunits=True, limit=1) == ["T-3", "T-2", "T-1"]


def test_every_filter_leaves_out_what_does_not_fit(past):
    """By stage, by place, by lateness, by kind of work, by dossier and by person."""
    Life(past, "T-1").assigned(due="2023-11-10T17:00", at_home=True, because_of="dossier:D-1#7")
    Life(past, "T-2").assigned(due="2023-11-30T17:00", acknowledged=False, work_type="appraisal")
    Life(past, "T-3", assignee="E-205").assigned(due=None, because_of="dossier:D-1#9")
    Life(past, "T-4").assigned(because_of="finding:F-1#9")

    of_unit = {"unit": "U-12"}
    assert tasks(past, **of_unit, stage="assigned") == ["T-2"]
    assert tasks(past, **of_unit, at_home=True) == ["T-1"]
    assert tasks(past, **of_unit, at_home=False) == ["T-4", "T-2", "T-3"]
    assert tasks(past, **of_unit, overdue=True) == ["T-1"]
    assert tasks(past, **of_unit, overdue=False) == ["T-4", "T-2", "T-3"]
    assert tasks(past, **of_unit, work_type="appraisal") == ["T-2"]
    assert tasks(past, **of_unit, person="E-205") == ["T-3"]
    assert tasks(past, dossier="D-1") == ["T-1", "T-3"]
    assert tasks(past, dossier="D-1", person="E-205", unit="A-1") == []


def test_at_its_due_a_task_is_not_overdue_and_a_microsecond_later_it_is(past):
    """E25."""
    Life(past, "T-1").assigned(due="2023-11-15T12:00")

    assert tasks(past, person="E-204", overdue=True) == []
    assert tasks(past, "2023-11-15T12:00:00.000001", person="E-204", overdue=True) == ["T-1"]
    assert tasks(past, "2023-11-15T12:00:00.000001", person="E-204", overdue=False) == []


def test_who_turns_pages_sees_each_task_once_though_work_is_added_and_taken_away(past):
    """What comes before the page that is open does not move it, also when its last task is gone."""
    for number in range(1, 8):
        Life(past, f"T-{number}").assigned(due=f"2023-11-{20 + number}T17:00")
    first = page(past, person="E-204", limit=3)
    assert [item.task for item in first.tasks] == ["T-1", "T-2", "T-3"]

    Life(past, "T-0").assigned(due="2023-11-20T17:00")
    Life(past, "T-8").assigned(due="2023-11-25T12:00")
    past.add("2023-11-14T09:00", *_cancelled("T-3"))

    second = page(past, person="E-204", limit=3, after=first.next)
    assert [item.task for item in second.tasks] == ["T-4", "T-8", "T-5"]
    last = page(past, person="E-204", limit=3, after=second.next)
    assert ([item.task for item in last.tasks], last.next) == (["T-6", "T-7"], None)


def _cancelled(task: str) -> list[Event]:
    one = Past()
    Life(one, task).cancelled("2023-11-14T09:00")
    return [line.event for line in one.lines]


def test_a_page_that_is_just_full_is_the_last_when_nothing_follows(past):
    """Nobody is sent to an empty page."""
    for number in range(4):
        Life(past, f"T-{number}").assigned()

    assert page(past, person="E-204", limit=4).next is None
    assert page(past, person="E-204", limit=3).next is not None
    assert leafed(past, person="E-204", limit=3) == ["T-0", "T-1", "T-2", "T-3"]


def test_the_number_of_all_is_told_to_whoever_asks_for_it(past):
    """The same on every page, and of what the filters leave."""
    for number in range(5):
        Life(past, f"T-{number}").assigned(at_home=number < 3)

    first = page(past, person="E-204", at_home=True, limit=2, with_total=True)
    assert first.total == 3
    assert page(past, person="E-204", at_home=True, limit=2, with_total=True, after=first.next).total == 3
    assert page(past, person="E-204").total is None


def test_an_earlier_day_is_answered_as_it_was(past):
    """Of what was open then, also what has ended since."""
    Life(past, "T-1").assigned().submitted("2023-11-09T09:00").completed("2023-11-10T09:00")
    Life(past, "T-2").assigned("2023-11-12T08:00")

    asked = OpenWork(person="E-204")
    assert [item.task for item in past.ask(asked, NOON, known="2023-11-09T12:00").tasks] == ["T-1"]


@pytest.mark.parametrize(
    "asked, name, problem",
    [
        ({}, "person", "nobodys-work"),
        ({"with_subunits": True}, "person", "nobodys-work"),
        ({"person": "E-1", "limit": 0}, "limit", "length-of-a-page"),
        ({"person": "E-1", "limit": 501}, "limit", "length-of-a-page"),
        ({"person": "E-1", "stage": "asleep"}, "stage", "not-allowed"),
        ({"person": "E-1", "after": "2"}, "after", "no-page"),
        ({"person": "E-1", "after": "WzEsMiwzXQ"}, "after", "no-page"),
        ({"person": "E-1", "after": "WzEsMiwiVC0xIl0="}, "after", "no-page"),
        ({"person": "E-1", "after": "WzEsMSwiXHVkODAwIl0"}, "after", "no-page"),
        ({"person": "E-1", "after": "W1tb" * 2_000}, "after", "no-page"),
        ({"person": "E-1", "after": "WzE4NDQ2NzQ0MDczNzA5NTUxNjE2LDAsIlQtMSJd"}, "after", "no-page"),
        ({"person": "E-1", "after": "chỗ này"}, "after", "no-page"),
    ],
)
def test_what_cannot_be_a_page_is_refused_by_the_name_of_the_field(asked, name, problem):
    """Nobody's work, a page of none or of too many, a place that no page has named."""
    with pytest.raises(InvalidInputError) as refused:
        OpenWork(**asked)

    assert (refused.value.parameters["field"], refused.value.parameters["problem"]) == (name, problem)


def test_where_the_next_page_begins_is_taken_back_as_it_was_given(past):
    """Also behind a task without a due."""
    for number in range(3):
        Life(past, f"T-{number}").assigned(due=None)

    after = page(past, person="E-204", limit=1).next
    assert OpenWork(person="E-204", after=after).after == after
    assert tasks(past, person="E-204", after=after) == ["T-1", "T-2"]


KINDS = sorted(open_tasks.VIEW.subjects, key=lambda kind: kind.topic)


@given(data=st.data())
def test_the_rows_are_the_tasks_that_have_not_ended(data):
    """Whatever is told of a task: as far as it has not ended, a row says what the task itself says."""
    task: Task | None = None
    row: open_tasks.OpenTask | None = None
    for number in range(1, data.draw(st.integers(1, 12))):
        event = data.draw(st.sampled_from(KINDS).flatmap(events))
        moment = micros(datetime.fromisoformat("2023-11-01T08:00+07:00")) + number
        seen = At(position=number, occurred=moment, recorded=moment)
        row = open_tasks.fold(row, event, seen)
        task = Task.evolve(task, event, seen)
        if task is not None and task.stage in open_tasks.ENDED:
            task = None
        assert (row is None) is (task is None)
        if row is not None and task is not None:
            assert (row.stage, row.assignee, row.unit) == (task.stage, task.assignee, task.unit)
            assert (row.at_home, row.work_type) == (task.at_home, task.work_type)
            assert (row.delegate, row.put_aside, row.group) == (task.delegate, task.put_aside, task.group)
            assert (row.office, row.offered, row.earlier) == (task.office, task.offered, task.earlier)
            assert row.is_open is (task.stage in OPEN)


DUES = (None, "2023-11-14T17:00", "2023-11-15T12:00", "2023-11-20T17:00")
GIVEN = st.fixed_dictionaries(
    {
        "assignee": st.sampled_from(("E-204", "E-205")),
        "unit": st.sampled_from(("A-1", "U-12", "U-13", "U-99")),
        "due": st.sampled_from(DUES),
        "at_home": st.booleans(),
        "work_type": st.sampled_from((None, "appraisal")),
        "because_of": st.sampled_from((None, "dossier:D-1#3", "dossier:D-2#4")),
        "acknowledged": st.booleans(),
    }
)
WANTED = st.fixed_dictionaries(
    {},
    optional={
        "person": st.sampled_from(("E-204", "E-205")),
        "unit": st.sampled_from(("A-1", "U-12", "U-13")),
        "with_subunits": st.booleans(),
        "dossier": st.sampled_from(("D-1", "D-2")),
        "stage": st.sampled_from(("assigned", "acknowledged")),
        "at_home": st.booleans(),
        "overdue": st.booleans(),
        "work_type": st.just("appraisal"),
    },
).filter(lambda asked: not asked.keys().isdisjoint({"person", "unit", "dossier"}))
BELOW: dict[Any, set[Any]] = {"A-1": {"A-1", "U-12", "U-13"}}


def fits(given_: dict[str, Any], asked: dict[str, Any]) -> bool:
    """Whether a task belongs to an answer, said the slow way."""
    late = given_["due"] is not None and at(given_["due"]) < at(NOON)
    unit = asked.get("unit")
    units = BELOW.get(unit, {unit}) if asked.get("with_subunits") else {unit}
    told = {
        "person": given_["assignee"],
        "dossier": (given_["because_of"] or "").removeprefix("dossier:").split("#")[0],
        "stage": "acknowledged" if given_["acknowledged"] else "assigned",
        "at_home": given_["at_home"],
        "overdue": late,
        "work_type": given_["work_type"],
    }
    return (unit is None or given_["unit"] in units) and all(
        asked[name] == told[name] for name in asked.keys() & told.keys()
    )


@given(work=st.lists(GIVEN, max_size=12), asked=WANTED, limit=st.integers(1, 5))
def test_all_pages_together_are_what_a_slow_search_finds(work, asked, limit):
    """Whatever is open and whatever is asked for: every task that fits, once, by due, then by age, then by id."""
    past = administration(Past())
    for number, each in enumerate(work):
        known = {name: each[name] for name in ("due", "at_home", "work_type", "because_of", "acknowledged")}
        life = Life(past, f"T-{number:02}", assignee=each["assignee"], unit=each["unit"])
        life.assigned(f"2023-11-01T08:{number // 3:02}", **known)
    fitting = [(each, number) for number, each in enumerate(work) if fits(each, asked)]

    def place(found: tuple[dict[str, Any], int]) -> tuple[bool, str, int, int]:
        due = found[0]["due"]
        return due is None, due or "", found[1] // 3, found[1]

    expected = [f"T-{number:02}" for _, number in sorted(fitting, key=place)]
    assert leafed(past, **asked, limit=limit) == expected
    assert page(past, **asked, limit=limit, with_total=True).total == len(expected)
