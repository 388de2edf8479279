"""The single figures that the house asks its regulations for, each with its subject, its field and how it is read."""

from collections.abc import Callable
from datetime import date, time
from fractions import Fraction
from typing import Generic, TypeVar

import attrs

from civicflow.core.provision import Regulations, Setting
from civicflow.errors import NotRegulatedError

T = TypeVar("T")


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
class Parameter(Generic[T]):
    """
    One figure that a record says.

    Args:
        subject: The parameter without its place.
        field: The field of the record's value; it names the unit.
        read: What turns the field into an exact value.
    """

    subject: str
    field: str
    read: Callable[[Setting], T]

    def at(
        self,
        regulations: Regulations,
        *,
        on: date,
        locality: str,
        mode: str | None = None,
        category: str | None = None,
        known: date | None = None,
    ) -> T | NotOnRecord:
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
    ) -> T:
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


def text(setting: Setting) -> str:
    """A text, or a word that was chosen from several."""
    assert isinstance(setting, str)
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

HOME_WORK_CRITERIA = Parameter("home_work_eligibility", "criteria", words)
"""What must be judged before it is said that somebody may work at home (R3, R4, R17)."""

COMMITMENT_TEXT_VERSION = Parameter("commitment", "text_version", text)
"""Which text of the commitment is signed (R28)."""

COMMITMENT_REVIEW_MONTHS = Parameter("commitment", "review_months", count)
"""Within how many months a commitment is looked at again (R28, K17)."""

REQUIRED_EQUIPMENT = Parameter("required_equipment", "items", words)
"""What everybody who works at home must have; a unit may ask for more (R19-R22)."""

EMPLOYEE_COURSES = Parameter("required_training", "employee", words)
"""Which courses somebody completes before working at home (R76)."""

MANAGER_COURSES = Parameter("required_training", "manager", words)
"""Which courses somebody completes before letting others work at home (R76)."""

RECALL_NOTICE_HOURS = Parameter("recall_notice", "hours", count)
"""How many hours before the office opens somebody is told that they must come in on a day at home (R38)."""

REACHABILITY_WINDOW = Parameter("reachability", "window", text)
"""When a person at home must be reachable, by mode: in ``office_hours``, or ``all_day`` (R24)."""

MORNING_FROM = Parameter("office_hours", "morning_from", time_of_day)
"""When the office opens in the morning, by local time (R25)."""

MORNING_TO = Parameter("office_hours", "morning_to", time_of_day)
"""When the morning at the office ends, by local time (R25)."""

AFTERNOON_FROM = Parameter("office_hours", "afternoon_from", time_of_day)
"""When the afternoon at the office begins, by local time (R25)."""

AFTERNOON_TO = Parameter("office_hours", "afternoon_to", time_of_day)
"""When the office closes, by local time (R25)."""

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
