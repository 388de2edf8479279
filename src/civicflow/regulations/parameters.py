"""The single figures that the house asks its regulations for, each with its subject, its field and how it is read."""

from collections.abc import Callable
from datetime import date, time
from fractions import Fraction
from typing import Generic, TypeVar

import attrs

from civicflow.core.provision import Regulations, Setting
from civicflow.errors import NotRegulatedError

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(kw_only=True)
class NotOnRecord:
    """
    Nothing that may be relied on is on record; an answer of its own, never "no limit" and never a default.

    Args:
        subject: The parameter that was asked for.
        locality: For which place.
        on: For which day.
        withheld: The record that would answer, when ``strict`` does not rely on it.
    """

    subject: str
    locality: str
    on: date
    withheld: str | None = None


@attrs.frozen
class Parameter(Generic[T_co]):
    """
    One figure that a record says.

    Args:
        subject: The parameter without its place.
        field: The field of the record's value; it names the unit.
        read: What turns the field into an exact value.
    """

    subject: str
    field: str
    read: Callable[[Setting], T_co]

    def at(
        self,
        regulations: Regulations,
        *,
        on: date,
        locality: str,
        mode: str | None = None,
        category: str | None = None,
        known: date | None = None,
    ) -> T_co | NotOnRecord:
        """
        The figure for a day and a place, of the most specific record (K7); the arguments are those of ``find``.

        Under ``strict``, a figure that would rest on a record from memory or only corroborated is not on record.
        """
        found = regulations.find(
            self.subject, on=on, locality=locality, mode=mode, category=category, known=known
        )
        if found is not None:
            return self.read(found.value[self.field])
        passed_over = regulations.chain(
            self.subject, on=on, locality=locality, mode=mode, category=category, known=known
        )
        return NotOnRecord(
            subject=self.subject,
            locality=locality,
            on=on,
            withheld=passed_over[0].id if passed_over else None,
        )

    def required(
        self,
        regulations: Regulations,
        *,
        on: date,
        locality: str,
        mode: str | None = None,
        category: str | None = None,
        known: date | None = None,
    ) -> T_co:
        """
        The figure, where an act cannot do without it.

        Raises:
            NotRegulatedError: When it is not on record; names subject, locality, day and the record withheld.
        """
        figure = self.at(regulations, on=on, locality=locality, mode=mode, category=category, known=known)
        if isinstance(figure, NotOnRecord):
            raise NotRegulatedError(
                subject=self.subject, locality=locality, on=on.isoformat(), withheld=figure.withheld or ""
            )
        return figure


def count(setting: Setting) -> int:
    """A whole number."""
    assert isinstance(setting, int)
    return setting


def flag(setting: Setting) -> bool:
    """Yes or no."""
    assert isinstance(setting, bool)
    return setting


def words(setting: Setting) -> tuple[str, ...]:
    """Several words."""
    assert isinstance(setting, tuple)
    return setting


def ratio(setting: Setting) -> Fraction:
    """An exact share."""
    assert isinstance(setting, str)
    return Fraction(setting)


def time_of_day(setting: Setting) -> time:
    """A local time of day."""
    assert isinstance(setting, str)
    return time.fromisoformat(setting)


LATE_CLAIM_HOURS = Parameter("late_claim", "hours", count)
"""How many hours back an act may be claimed to have happened without giving a reason (K3)."""

INCIDENT_GRACE_MINUTES = Parameter("incident_grace", "minutes", count)
"""For how many minutes after a confirmed incident an act may still be recorded as having happened when claimed (K3)."""

ALERT_HOURS_AHEAD = Parameter("deadline_alerts", "hours_ahead", count)
"""From how many hours before the due the assignee is alerted (V17)."""

ALERT_HOURS_LATE = Parameter("deadline_alerts", "hours_late", count)
"""From how many hours after the due the head of the agency is alerted (V17)."""

DAILY_REPORT_CUT_OFF = Parameter("daily_report", "cut_off", time_of_day)
"""Until what local time the report of a day counts as received that day (R36, V7)."""

REASSIGNMENT_WORKING_DAYS = Parameter("reassignment_window", "working_days", count)
"""How many working days before its due a reassignment of a task is shown beside the on-time figure (K4)."""

REVIEW_STOPS_THE_CLOCK_FOR_PERSONS = Parameter("review_time_stops_the_clock", "person_figures", flag)
"""Whether the time an approver takes is left out of a person's figures (K4)."""

REVIEW_STOPS_THE_CLOCK_FOR_UNITS = Parameter("review_time_stops_the_clock", "unit_figures", flag)
"""Whether the time an approver takes is left out of a unit's figures (K4)."""

HOLD_REVIEW_WORKING_DAYS = Parameter("hold_review", "working_days", count)
"""After how many working days a task on hold is looked at again (K4)."""

HOME_WORK_DECISION_WORKING_DAYS = Parameter("home_work_decision", "working_days", count)
"""Within how many working days a request to work at home is decided (R5)."""

HOME_WORK_REQUESTS = Parameter("home_work_requests", "requests", count)
"""How many requests to work at home a person may make (R5) within ``HOME_WORK_REQUEST_MONTHS``."""

HOME_WORK_REQUEST_MONTHS = Parameter("home_work_requests", "months", count)
"""Within how many months requests to work at home are counted (R5)."""

OFFICE_DAYS_A_WEEK = Parameter("office_days_remain", "days_a_week", count)
"""How many days a week everyone still works at the office: home work complements it, never replaces it (R1, K20)."""

REPORT_READ_WORKING_DAYS = Parameter("diligence_of_the_head", "report_read_working_days", count)
"""Within how many working days a head reads a report (K19)."""

RESULT_DECIDED_WORKING_DAYS = Parameter("diligence_of_the_head", "result_decided_working_days", count)
"""Within how many working days a head decides a submitted result (K19)."""

TASK_EVALUATED_WORKING_DAYS = Parameter("diligence_of_the_head", "task_evaluated_working_days", count)
"""Within how many working days a head evaluates a completed task (K19)."""

REMOTE_PLACES = Parameter("remote_places", "places", count)
"""How many people of a body may work at home at the same time (R6): nothing is on record, the pilot must say it."""

REMOTE_SHARE = Parameter("remote_share", "fraction", ratio)
"""Which share of a person's days may be worked at home (R6, R38): nothing is on record, the pilot must say it."""

TRAVEL_PERMIT_SHARE = Parameter("travel_permit_share", "fraction", ratio)
"""Which share of an agency's staff may hold a travel permit during an emergency (K6)."""

HOTLINE_PEOPLE = Parameter("hotline_coverage", "people", count)
"""How many people are on hotline duty at least in each session (R42, K21)."""

REMOTE_DAYS_OFTEN = Parameter("remote_days", "often_in_two_weeks", count)
"""From how many days in two weeks on somebody works at home often (R38, V5)."""

REMOTE_DAYS_SOMETIMES = Parameter("remote_days", "sometimes_in_two_weeks", count)
"""From how many days in two weeks on somebody works at home sometimes (R38, V5)."""

REMOTE_DAYS_MONTHLY = Parameter("remote_days", "monthly_in_a_month", count)
"""From how many days in a month on somebody works at home monthly (R38, V5)."""

BASELINE_ANSWERS = Parameter("pilot_baseline", "answers", count)
"""How many answers a survey has at least to be the baseline of a pilot (R10)."""

BASELINE_MONTHS = Parameter("pilot_baseline", "months", count)
"""How many months before the start the baseline of a pilot covers at least (R10)."""

MOST_ANSWERS = Parameter("survey_size", "most_answers", count)
"""How many answers a baseline or a wave has at most: more were a slip of the pen (R77)."""

RECOMMENDATION_MARGIN = Parameter("pilot_recommendation", "margin", ratio)
"""By how much a share may fall and still not be worse (R13, K15)."""

RECOMMENDATION_QUARTERS = Parameter("pilot_recommendation", "full_quarters", count)
"""How many full quarters a recommendation rests on at least (K15)."""

RECOMMENDATION_ANSWERS = Parameter("pilot_recommendation", "answers", count)
"""How many answers a wave of a survey has at least for a recommendation (K15)."""

RECOMMENDATION_ANSWERS_BY_MARGIN = Parameter("pilot_recommendation", "answers_by_margin", flag)
"""Whether a wave also has as many answers as the margin needs to be seen at all (K15)."""

RECOMMENDATION_CLARITY = Parameter("pilot_recommendation", "clarity", ratio)
"""From which share of assignments with four clears on an expansion may be recommended (R31, K15)."""

RECOMMENDATION_CADENCE = Parameter("pilot_recommendation", "cadence", ratio)
"""From which share of reports received on an expansion may be recommended (R36, K15)."""

RECOMMENDATION_IN_BAND = Parameter("pilot_recommendation", "in_band", ratio)
"""From which share of people with an equivalent workload on an expansion may be recommended (R27, K15)."""

RECOMMENDATION_FINDING_DAYS = Parameter("pilot_recommendation", "critical_finding_days", count)
"""For how many days a critical finding may be open before stopping is recommended (K15)."""
