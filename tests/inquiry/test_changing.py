"""What has changed between two instants, and why: new facts, late records, extensions, law, and time alone."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings

import civicflow as cf
import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.errors import CivicflowError, InvalidInputError
from civicflow.flow import Flow
from civicflow.inquiry.changing import Changes
from civicflow.inquiry.differing import CauseKind
from civicflow.regulations import Lawbook
from civicflow.testing import numbered_ids
from tests.cli.conftest import OCTOBER, assigned, registered, set_up
from tests.properties.clerks import NOW, Clerk
from tests.properties.happenings import QUESTIONS, SEEDS, happened, well_put
from tests.regulations.shipped import record, texts
from tests.supposed import LAWBOOK

YEAR = timedelta(days=366)
SINCE = "2023-10-02T08:00+07:00"


@pytest.fixture(name="flow")
def _flow() -> Iterator[Flow]:
    """The office of the command line's tests: T-17 is given to E-204, due on 20 November at 17:00."""
    with cf.open(":memory:", clock=FixedClock(OCTOBER), ids=numbered_ids(), longest_silence=YEAR) as flow:
        set_up(flow)
        yield flow


def on(flow: Flow, moment: str) -> Flow:
    """The office at another moment."""
    flow.setting.clock.move_to(moment)  # type: ignore[attr-defined]  # a clock that is moved
    return flow


def causes(found: Changes, figure: str) -> list[tuple[CauseKind, int | None]]:
    """Why a figure is another one."""
    (difference,) = (each for each in found.differences if each.figure == figure)
    return [(each.kind, each.position) for each in difference.causes]


def test_what_came_since_is_a_new_fact(flow):
    """A second task is given, which the figure then counts."""
    on(flow, "2023-11-01T08:00+07:00").execute(assigned("T-18"), by="E-101")
    on(flow, "2023-11-21T08:00+07:00")

    found = flow.changes(cf.OnTime(), since="2023-11-20T18:00+07:00")
    before = flow.changes(cf.OnTime(), since=SINCE)

    assert not found.differs
    assert (CauseKind.NEW_FACT, flow.store.position()) in causes(before, "raw.figure.denominator")
    (denominator,) = (each for each in before.differences if each.figure == "raw.figure.denominator")
    assert (denominator.before, denominator.after, denominator.difference) == (0, 2, 2)
    assert [line.event.task for line in before.events] == ["T-18"]


def test_where_nothing_came_only_time_has_passed(flow):
    """T-17 falls due; no line was added."""
    on(flow, "2023-11-21T08:00+07:00")

    found = flow.changes(cf.OnTime(), since=SINCE)

    assert causes(found, "raw.figure.denominator") == [(CauseKind.TIME, None)]
    assert (found.causes, found.events) == ((), ())
    assert found.earlier.position == found.later.position


def test_what_is_no_longer_counted_names_what_came_about_it(flow):
    """The task is called off, and falls out of the figure by that event, not because time has passed."""
    on(flow, "2023-11-10T08:00+07:00")
    flow.execute(cf.task.CancelTask(task="T-17", reason="Không còn cần thiết"), by="E-101")

    found = flow.changes(cf.OnTime(), since="2023-11-09T08:00+07:00")

    assert causes(found, "raw.remainders[open].tasks") == [(CauseKind.NEW_FACT, flow.store.position())]


def test_what_had_happened_and_was_recorded_afterwards_is_a_late_record(flow):
    """Handed in at nine, recorded at three in the afternoon; asked for at ten (K3)."""
    on(flow, "2023-11-13T15:00+07:00")
    flow.execute(
        cf.task.SubmitResult(task="T-17", output="Tờ trình", signature="CK 1"),
        by="E-204",
        occurred_at="2023-11-13T09:00+07:00",
    )
    flow.execute(cf.task.CompleteTask(task="T-17"), by="E-101")

    found = flow.changes(cf.OnTime(), since="2023-11-13T10:00+07:00", known="2023-11-13T16:00+07:00")

    kinds = {(kind, flow_position) for kind, flow_position in causes(found, "closed.figure.denominator")}
    last = flow.store.position()
    assert (CauseKind.NEW_FACT, last) in kinds
    assert {each.kind for each in found.causes} == {CauseKind.LATE_RECORD, CauseKind.NEW_FACT}


def test_more_time_is_an_extension(flow):
    """The due is moved on, so that nothing is due in the week of the first due (K4)."""
    on(flow, "2023-11-10T08:00+07:00")
    flow.execute(
        cf.task.ExtendDeadline(task="T-17", due="2023-12-20T17:00+07:00", reason="Hồ sơ bổ sung"), by="E-101"
    )
    position = flow.store.position()

    found = flow.changes(cf.TaskDates(task="T-17"), since="2023-11-09T08:00+07:00")

    assert {each.kind for each in found.causes} == {CauseKind.EXTENSION}
    assert [line.at.position for line in found.events] == [position]
    agreed = next(each for each in found.differences if each.figure == "agreed_due")
    assert (str(agreed.before)[:10], str(agreed.after)[:10], agreed.difference) == (
        "2023-11-20",
        "2023-12-20",
        None,
    )


def test_what_was_put_right_is_a_correction(flow):
    """The petition was about an attitude, not about a service; the line that it corrects counts in its place."""
    said = {"petition": "D-1", "unit": "U-1", "petitioner": "citizen", "channel": "online"}
    said |= {"received_on": "2023-10-02", "text": "Chậm trả kết quả"}
    flow.execute(cf.feedback.ReceivePetition(**said, kind="service"), by="E-101")
    taken_down = flow.store.position()
    on(flow, "2023-10-03T08:00+07:00")
    right = cf.feedback.CorrectPetition(**said, kind="attitude", corrects=taken_down, because="Ghi nhầm loại")
    flow.execute(right, by="E-101")

    found = flow.changes(cf.PetitionRecord(), since="2023-10-02T09:00+07:00")

    assert (CauseKind.CORRECTION, taken_down + 1) in causes(found, "lines[-].attitude.numerator")
    assert [(each.kind, each.position) for each in found.causes] == [(CauseKind.CORRECTION, taken_down + 1)]


def test_law_that_was_issued_in_between_is_named():
    """Alerts come later under a law of 10 November that holds from the first day of the month on (K7)."""
    rewritten = texts() | {
        "vn.deadline_alerts.toml": texts()["deadline_alerts.toml"].partition("[[record]]")[0]
        + record(VALUE, since="2023-11-01", issued_on="2023-11-10")
    }
    law = Lawbook.parse(rewritten)
    with cf.open(
        ":memory:", clock=FixedClock(OCTOBER), ids=numbered_ids(), longest_silence=YEAR, regulations=law
    ) as flow:
        set_up_in_the_country(flow)
        on(flow, "2023-11-20T09:00+07:00")
        found = flow.changes(
            cf.DeadlineAlerts(), since="2023-11-20T08:30+07:00", known="2023-11-20T09:00+07:00"
        )
        since_before = flow.changes(
            cf.DeadlineAlerts(), since="2023-11-09T09:00+07:00", known="2023-11-20T09:00+07:00"
        )

    assert CauseKind.LAW_ISSUED not in {each.kind for each in found.causes}
    assert [(each.kind, each.record) for each in since_before.causes if each.record] == [
        (CauseKind.LAW_ISSUED, "vn.deadline_alerts/2023-11-01")
    ]


VALUE = 'hours_ahead = 4\nhours_late = 8\nclock = "wall"'


def set_up_in_the_country(flow: Flow) -> None:
    """The office of the tests, in Vietnam."""
    setting_up = cf.organization
    for command in (
        setting_up.Found(instrument="QĐ 1", administrator="ADMIN"),
        setting_up.EstablishUnit(
            unit="U-1", title="Phòng 1", answers_to="ADMIN", instrument="QĐ 2", locality="vn"
        ),
        setting_up.Appoint(unit="U-1", person="E-101", office="head", since="2023-10-01", instrument="QĐ 3"),
        setting_up.JoinUnit(unit="U-1", person="E-204", since="2023-10-01"),
    ):
        flow.execute(command, by="ADMIN")
    flow.execute(registered("E-204"), by="E-101")
    flow.execute(assigned("T-17"), by="E-101")


def test_what_had_happened_by_two_instants_is_told_apart(flow):
    """Known is the same; what happened between the two counts for the later answer alone."""
    on(flow, "2023-11-01T08:00+07:00").execute(assigned("T-18"), by="E-101")
    now = "2023-11-30T08:00+07:00"
    on(flow, now)

    found = flow.changes(cf.Trail(person="E-204"), since=now, as_of="2023-11-02", as_of_since="2023-10-31")

    assert {(each.kind, each.position) for each in found.causes} == {
        (CauseKind.NEW_FACT, flow.store.position())
    }


def test_since_does_not_come_after_the_later_instant(flow):
    """Typed, with the field; nor is what is no instant taken for one."""
    for said, problem in (({"since": "2023-10-03"}, "after-known"), ({"since": "gestern"}, "moment")):
        with pytest.raises(InvalidInputError) as wrong:
            flow.changes(cf.OnTime(), known="2023-10-02T09:00+07:00", **said)
        assert wrong.value.parameters["field"] == "since"
        assert problem in {"moment", wrong.value.parameters["problem"]}


@settings(max_examples=max(3, settings().max_examples // 10))
@given(seed=SEEDS)
def test_between_an_instant_and_itself_nothing_has_changed(seed):
    """For every question, whatever the log holds; and under the same regulations nothing would differ."""
    chance, clock = Random(seed), FixedClock(NOW)
    with civicflow.flow.open(":memory:", clock=clock) as flow:
        happened(flow, clock, chance, 30)
        for asked in QUESTIONS:
            question, now = well_put(Clerk(chance, clock.now()), asked), clock.now()
            try:
                changes = flow.changes(question, since=now, known=now)
                comparison = flow.compare(question, regulations=LAWBOOK)
            except CivicflowError:
                continue
            assert (changes.differences, changes.records, changes.causes) == ((), (), ())
            assert (comparison.differences, comparison.records) == ((), ())
