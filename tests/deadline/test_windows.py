"""From moments back to dues: a window holds every due whose notice falls due in time, and no other."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.automation.windows import Measure, measures
from civicflow.calendars import Length, TermUnit, WorkingTime
from civicflow.core.event import micros
from civicflow.deadline.falling import Almanac
from civicflow.deadline.moments import CountedIn, Offset
from civicflow.deadline.notices import Declared, Lengths
from civicflow.flow import ZONE, lawbook, working_calendar
from civicflow.regulations.clauses import OFFICE_HOURS

HERE = ZoneInfo(ZONE)
ALMANAC = Almanac(regulations=lawbook(), calendar=working_calendar(None), zone=HERE)
HOURS = OFFICE_HOURS.required(lawbook(), on=datetime(2023, 11, 15).date(), locality="vn/hcmc")
TIME = WorkingTime(ALMANAC.calendar, HOURS, HERE)
MINUTE = timedelta(minutes=1)

OFFSETS = st.builds(
    Offset, number=st.integers(0, 30), unit=st.sampled_from(CountedIn), before=st.booleans()
).filter(lambda offset: offset.number > 0 or offset.unit is CountedIn.HOURS)


def moment(minutes: int) -> datetime:
    """So many minutes after the first of February 2024, a week before Tết."""
    return datetime(2024, 2, 1, tzinfo=HERE) + minutes * MINUTE


@given(offset=OFFSETS, start=st.integers(0, 30_000), length=st.integers(0, 5_000), data=st.data())
def test_a_window_holds_just_the_dues_that_fall_due_in_it(
    offset: Offset, start: int, length: int, data: st.DataObject
):
    """At both ends, and for any due far or near, over weekends and Tết."""
    after, until = micros(moment(start)), micros(moment(start + length))
    measure = Measure(offset=offset, time=TIME)
    window = measure.window(after, until)
    dues = [micros(moment(data.draw(st.integers(-60_000, 90_000)))) for _ in range(20)]
    if window is not None:
        assert window.after is not None
        dues += [window.after, window.after + 1, window.until, window.until + 1]

    for due in dues:
        fits = window is not None and window.after is not None and window.after < due <= window.until
        assert fits is (after < measure.moment(due) <= until)


def test_without_a_beginning_a_window_holds_whatever_has_come():
    """However long ago it fell due; and nothing that has not."""
    measure = Measure(offset=Offset(number=3, unit=CountedIn.WORKING_DAYS, before=True), time=TIME)
    window = measure.window(None, micros(moment(0)))

    assert window is not None
    assert window.after is None
    assert measure.moment(window.until) <= micros(moment(0)) < measure.moment(window.until + 1)


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("unit", [*CountedIn])
def test_beyond_the_calendar_moments_stay_in_order(unit: CountedIn, before: bool):
    """Dues before its first day, in it and after its last: a later due never has an earlier moment."""
    measure = Measure(offset=Offset(number=5, unit=unit, before=before), time=TIME)
    years = (1901, 2013, 2014, 2015, 2023, 2026, 2027, 2028, 2199)
    dues = [
        micros(datetime(year, month, day, tzinfo=HERE))
        for year in years
        for month in (1, 12)
        for day in (2, 30)
    ]

    assert sorted(map(measure.moment, dues)) == list(map(measure.moment, dues))


def test_whatever_is_declared_anywhere_is_looked_for_once():
    """Every record of the regulations, and what steps of procedures declare, each offset once for each office hours."""
    own = Declared(
        reminders=Lengths("procedure:P@1", (Length(2, TermUnit.SESSIONS), Length(7, TermUnit.WORKING_DAYS))),
        escalations=Lengths("procedure:P@1", (Length(4, TermUnit.WORKING_HOURS),)),
    )
    found = {
        (each.offset.number, each.offset.unit.value, each.offset.before) for each in measures(ALMANAC, [own])
    }

    assert found == {
        *((number, "working_days", True) for number in (7, 3, 1)),
        *((number, "working_days", False) for number in (3, 7)),
        *((24, "hours", True), (0, "hours", False), (48, "hours", False)),
        *((2, "sessions", True), (4, "working_hours", False)),
    }
    assert len(list(measures(ALMANAC, [own]))) == len(found)
