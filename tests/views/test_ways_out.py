"""On time cannot be lifted: every way out that today's acts allow, and what each of them shows (K4)."""

import pytest

from civicflow.views.on_time import OnTime
from civicflow.views.timeliness import Interference
from tests.views.lives import Life
from tests.views.november import LATER, counts, in_time, intervened, left, november
from tests.views.past import Past


def test_an_extension_after_the_due_changes_no_verdict():
    """K4: granted a minute late, more time neither moves the task nor makes it on time."""
    past = Past()
    life = Life(past).assigned().extended("2023-11-20T17:01", "2023-12-15T17:00")
    life.submitted("2023-11-25T10:00").completed("2023-11-26T10:00")

    answer = november(past)

    assert counts(answer.on_time.figure) == counts(answer.raw.figure) == (0, 1)
    assert left(answer.on_time) == {}
    assert intervened(answer.on_time) == {"extended": 1}


def test_an_extension_at_the_due_itself_is_too_late():
    """K4: made before the due then in force, not at it."""
    past = Past()
    Life(past).assigned().extended("2023-11-20T17:00", "2023-12-15T17:00")

    assert counts(november(past).on_time.figure) == (0, 1)


def test_each_extension_is_measured_by_the_due_in_force_when_it_was_made():
    """K4: the second one came in time for the first, and the third too late for the second."""
    past = Past()
    life = Life(past).assigned().extended("2023-11-20T16:00", "2023-11-22T17:00")
    life.extended("2023-11-22T16:00", "2023-11-24T17:00").extended("2023-11-25T16:00", "2023-11-29T17:00")
    life.submitted("2023-11-24T17:00").completed("2023-11-27T10:00")

    answer = november(past)

    assert counts(answer.on_time.figure) == (1, 1)
    assert counts(answer.raw.figure) == (0, 1)
    (extended,) = (each for each in answer.raw.interventions if each.deed is Interference.EXTENDED)
    assert (extended.tasks, [(each.person, each.tasks) for each in extended.by]) == (1, [("E-101", 1)])


def test_work_that_was_moved_is_counted_where_it_was_moved_to():
    """K4: what leaves November as moved stands in December by its excused due."""
    past = Past()
    life = Life(past).assigned().extended("2023-11-20T10:00", "2023-12-15T17:00")
    life.submitted("2023-12-14T10:00").completed("2023-12-15T10:00")

    december = past.ask(OnTime(period="2023-12"), LATER)

    assert left(november(past).on_time) == {"moved": 1}
    assert counts(december.on_time.figure) == (1, 1)
    assert counts(december.raw.figure) == (0, 0)
    assert december.raw.figure.share is None


def test_calling_late_work_off_does_not_undo_that_it_was_late():
    """K4: cancelled after the due, it is late in both readings."""
    past = Past()
    Life(past).assigned().cancelled("2023-11-20T17:30")

    answer = november(past)

    assert counts(answer.on_time.figure) == counts(answer.raw.figure) == (0, 1)


@pytest.mark.parametrize("from_above, acknowledged", [(True, True), (False, False), (True, False)])
def test_work_called_off_from_above_or_before_notice_was_taken_is_no_failure(from_above, acknowledged):
    """K4: a superior decides freely, and nobody had begun."""
    past = Past()
    Life(past).assigned(acknowledged=acknowledged).cancelled("2023-11-10T08:00", from_above=from_above)

    raw = november(past).raw

    assert (counts(raw.figure), left(raw)) == ((0, 0), {"cancelled": 1})


@pytest.mark.parametrize(
    "submitted, figure", [("2023-11-19T10:00", (1, 1)), ("2023-12-04T10:00", (0, 1))], ids=["kept", "late"]
)
def test_a_task_that_was_replaced_is_judged_by_the_due_that_was_promised_first(submitted, figure):
    """K4: cancelled an hour before due and given out anew with a later date, even before notice was taken."""
    past = Past()
    Life(past, "T-1").assigned(acknowledged=False).cancelled("2023-11-20T16:00")
    following = Life(past, "T-2", assignee="E-205")
    following.assigned("2023-11-20T16:05", due="2023-12-05T17:00", replaces="T-1")
    following.submitted(submitted).completed("2023-12-06T10:00")

    answer = november(past)

    assert counts(answer.raw.figure) == figure
    assert intervened(answer.raw) == {"cancelled": 1, "reassigned": 1}
    assert left(answer.on_time) == {"cancelled": 1}
    assert counts(november(past, person="E-205").raw.figure) == (0, 0)


def test_a_reassignment_well_before_the_due_is_not_held_against_anybody():
    """K4: shown only within two working days of the due; Friday to Tuesday are two."""
    past = Past()
    for number, day in enumerate(("2023-11-16", "2023-11-17")):
        Life(past, f"T-{number}").assigned(due="2023-11-21T17:00").cancelled(f"{day}T08:00")
        Life(past, f"T-{number}-b").assigned(f"{day}T09:00", due="2023-12-21T17:00", replaces=f"T-{number}")

    assert intervened(november(past).raw) == {"cancelled": 2, "reassigned": 1}


def test_tasks_that_replace_each_other_in_a_circle_are_still_counted():
    """No command makes one, but another system may."""
    past = Past()
    Life(past, "T-1").assigned(replaces="T-2").cancelled("2023-11-10T08:00")
    Life(past, "T-2").assigned(replaces="T-1").cancelled("2023-11-10T08:00")

    assert counts(november(past).raw.figure) == (0, 2)


def test_a_hold_that_began_after_the_due_hides_nothing():
    """K4: late stays late, held or not, confirmed or not."""
    past = Past()
    Life(past, "T-1").assigned().held("2023-11-20T18:00")
    Life(past, "T-2").assigned().held("2023-11-20T18:00").confirmed("2023-11-21T08:00")

    answer = november(past)

    assert (counts(answer.on_time.figure), left(answer.on_time)) == ((0, 2), {})
    assert len(answer.open_holds) == 2


def test_a_hold_whose_cause_nobody_confirmed_excuses_nothing_once_it_ends():
    """K4: objective time is confirmed time."""
    past = Past()
    life = Life(past).assigned().held("2023-11-15T08:00").released("2023-11-20T08:00")
    life.submitted("2023-11-22T10:00").completed("2023-11-23T10:00")

    assert counts(november(past).on_time.figure) == (0, 1)


def test_time_on_a_confirmed_hold_is_given_back_to_the_minute():
    """K4: five days on hold move the due by five days, and not by a minute more."""
    past = Past()
    for number, submitted in enumerate(("2023-11-25T17:00", "2023-11-25T17:01")):
        life = Life(past, f"T-{number}").assigned().held("2023-11-15T08:00").confirmed("2023-11-16T08:00")
        life.released("2023-11-20T08:00").submitted(submitted).completed("2023-11-27T10:00")

    assert counts(november(past).on_time.figure) == (1, 2)


def test_a_task_on_hold_is_open_until_its_first_due_has_passed():
    """K4: it stays in the remainder from then on."""
    past = Past()
    Life(past).assigned().held("2023-11-15T08:00")

    assert left(november(past, "2023-11-16T08:00").on_time) == {"open": 1}
    assert left(november(past, "2023-11-21T08:00").on_time) == {"on_hold": 1}


def test_a_result_that_waits_for_its_decision_is_neither_on_time_nor_late():
    """K4: in time it waits; handed in late it is late already."""
    past = Past()
    Life(past, "T-1").assigned().submitted("2023-11-20T16:00")
    Life(past, "T-2").assigned().submitted("2023-11-20T18:00")

    answer = november(past)

    assert counts(answer.on_time.figure) == counts(answer.raw.figure) == (0, 1)
    assert left(answer.on_time) == left(answer.raw) == {"awaiting_decision": 1}


def test_only_the_submission_that_was_accepted_counts():
    """A hasty first draft in time does not make the work on time."""
    past = Past()
    life = Life(past).assigned().submitted("2023-11-19T10:00").returned("2023-11-20T10:00")
    life.submitted("2023-11-22T10:00").completed("2023-11-22T15:00")

    assert counts(november(past).raw.figure) == counts(november(past).on_time.figure) == (0, 1)


def test_a_slow_approver_makes_the_unit_late_and_not_the_employee():
    """K4: five days of review are left out of a person's figure by the regulations, and count in the unit's."""
    past = Past()
    life = Life(past).assigned().submitted("2023-11-19T10:00").returned("2023-11-24T10:00")
    life.submitted("2023-11-25T10:00").completed("2023-11-27T15:00")

    of_person, of_unit = november(past, person="E-204"), november(past, unit="U-12")

    assert (counts(of_person.on_time.figure), of_person.review_stops_the_clock) == ((1, 1), True)
    assert (counts(of_unit.on_time.figure), of_unit.review_stops_the_clock) == ((0, 1), False)
    assert counts(november(past, unit="U-12", review_stops_the_clock=True).on_time.figure) == (1, 1)
    assert counts(of_person.raw.figure) == (0, 1)


def test_while_a_result_lies_with_the_approver_the_persons_clock_stands_still():
    """What is granted or held during a long review is granted in time, where review stops the clock."""
    past = Past()
    life = (
        Life(past).assigned().submitted("2023-11-19T10:00").extended("2023-11-21T10:00", "2023-11-23T17:00")
    )
    life.returned("2023-11-22T10:00").submitted("2023-11-26T10:00").completed("2023-11-27T15:00")

    assert counts(november(past, person="E-204").on_time.figure) == (1, 1)
    assert counts(november(past).on_time.figure) == (0, 1)


def test_the_rate_by_units_of_work_is_not_lifted_by_splitting():
    """K4: one large task late, nine small ones in time."""
    past = Past()
    for number in range(9):
        in_time(past, number)
    Life(past, "T-large").assigned(units=9)

    answer = november(past)

    assert counts(answer.on_time.figure) == (9, 10)
    assert counts(answer.on_time.weighted) == (9, 18)


def test_a_reopened_task_counts_by_its_last_completion():
    """K4: completed twice, by the second."""
    past = Past()
    life = Life(past).assigned().submitted("2023-11-19T10:00").completed("2023-11-19T11:00")
    life.submitted("2023-11-22T10:00")
    assert counts(november(past).on_time.figure) == (1, 1)

    life.completed("2023-11-22T11:00")
    assert counts(november(past).on_time.figure) == (0, 1)


def test_more_time_during_a_hold_counts_only_while_its_cause_is_confirmed():
    """K4: the clock stands still for a confirmed cause; else the due has come, hold or no hold."""
    past = Past()
    for number, confirmed in enumerate((True, False)):
        life = Life(past, f"T-{number}").assigned().held("2023-11-19T08:00")
        life = life.confirmed("2023-11-19T09:00") if confirmed else life
        life.extended("2023-11-21T08:00", "2023-11-24T17:00").released("2023-11-22T08:00")
        life.submitted("2023-11-24T10:00").completed("2023-11-24T11:00")

    assert counts(november(past).on_time.figure) == (1, 2)


def test_a_second_hold_does_not_begin_anew_what_rests_already():
    """No command puts a task on hold twice; what another system says twice counts once, from the first."""
    past = Past()
    life = (
        Life(past).assigned().held("2023-11-15T08:00").held("2023-11-18T08:00").confirmed("2023-11-18T09:00")
    )
    life.released("2023-11-20T08:00").submitted("2023-11-25T17:00").completed("2023-11-27T10:00")

    assert counts(november(past).on_time.figure) == (1, 1)


def test_calling_off_at_the_due_itself_is_too_late():
    """K4: before the due, not at it."""
    past = Past()
    Life(past).assigned().cancelled("2023-11-20T17:00")

    assert counts(november(past).on_time.figure) == (0, 1)


def test_where_no_calendar_reaches_a_reassignment_is_shown_in_any_case():
    """What cannot be counted in working days is not hidden for that."""
    past = Past()
    Life(past, "T-1").assigned(due="2035-11-20T17:00").cancelled("2023-11-02T08:00")
    Life(past, "T-2").assigned("2023-11-02T09:00", due="2035-12-20T17:00", replaces="T-1")

    assert intervened(past.ask(OnTime(period="2035-11"), LATER).raw) == {"cancelled": 1, "reassigned": 1}


@pytest.mark.parametrize("submitted, figure", [("2023-11-21T08:00", (0, 1)), ("2023-11-20T17:00", (1, 1))])
def test_more_time_for_what_lies_with_the_approver_saves_only_what_came_in_time(submitted, figure):
    """K4: review stops the clock of work that is in time; what is late already is not made on time before it is accepted."""
    past = Past()
    life = Life(past).assigned().submitted(submitted).extended("2023-11-22T08:00", "2023-11-24T17:00")
    life.completed("2023-11-22T09:00")

    assert counts(november(past, review_stops_the_clock=True).on_time.figure) == figure
