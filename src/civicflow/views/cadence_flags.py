"""Who is to be asked about their reports: so many missed one after another, or too few in a month (R36, V7)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from attrs import frozen

from civicflow.core.question import Evidence, Figure
from civicflow.regulations import parameters
from civicflow.views import asking
from civicflow.views.among import Among
from civicflow.views.expected_reports import Expected, of_reports


class CadenceLapse(Enum):
    """For what a person is to be asked about their reports (R36)."""

    MISSED_IN_A_ROW = "missed_in_a_row"
    FEW_IN_A_MONTH = "few_in_a_month"


@frozen(kw_only=True)
class CadenceFlag:
    """
    A person who is to be asked about their reports.

    Args:
        person: The person.
        unit: The unit they belonged to on the last of these days.
        lapse: For what.
        first: The first day at home that it rests on.
        last: The last one.
        received: Reports received, of those that were to come on these days.
    """

    named_by: ClassVar[tuple[str, ...]] = ("person", "lapse", "last")

    person: str
    unit: str | None
    lapse: CadenceLapse
    first: date
    last: date
    received: Figure


def flags(
    evidence: Evidence, among: Among, expected: Iterable[Expected], *, with_events: bool
) -> tuple[CadenceFlag, ...]:
    """
    Who is to be asked, by the last day; none where no regulation says from when on.

    Args:
        evidence: The regulations.
        among: Who belonged where.
        expected: The reports that were to come and are judged, in order of time.
        with_events: Name the reports behind each figure.
    """
    by_person: defaultdict[str, list[Expected]] = defaultdict(list)
    for each in expected:
        by_person[each.person].append(each)
    found = [
        _flag(evidence, lapse, lapsed, with_events=with_events)
        for days in by_person.values()
        for lapse, runs in (
            (CadenceLapse.MISSED_IN_A_ROW, _missed(days)),
            (CadenceLapse.FEW_IN_A_MONTH, _months(days)),
        )
        for lapsed in runs
        if _is_too_bad(evidence, lapse, lapsed, among.locality_of(lapsed[-1].unit))
    ]
    return tuple(sorted(found, key=lambda flag: (flag.last, flag.person, flag.lapse.value)))


def _missed(days: list[Expected]) -> Iterator[list[Expected]]:
    for received, run in groupby(days, key=lambda each: each.received):
        if not received:
            yield list(run)


def _months(days: list[Expected]) -> Iterator[list[Expected]]:
    for _, month in groupby(days, key=lambda each: (each.on.year, each.on.month)):
        yield list(month)


def _is_too_bad(evidence: Evidence, lapse: CadenceLapse, days: list[Expected], locality: str) -> bool:
    on = days[-1].on
    match lapse:
        case CadenceLapse.MISSED_IN_A_ROW:
            most = asking.on_record(evidence, parameters.CADENCE_MISSES, locality=locality, on=on)
            return most is not None and len(days) >= most
        case CadenceLapse.FEW_IN_A_MONTH:
            least = asking.on_record(evidence, parameters.CADENCE_SHARE, locality=locality, on=on)
            return least is not None and sum(each.received for each in days) < least * len(days)


def _flag(evidence: Evidence, lapse: CadenceLapse, days: list[Expected], *, with_events: bool) -> CadenceFlag:
    return CadenceFlag(
        person=days[-1].person,
        unit=days[-1].unit,
        lapse=lapse,
        first=days[0].on,
        last=days[-1].on,
        received=of_reports(evidence, days, attrgetter("received"), "received", with_events=with_events),
    )
