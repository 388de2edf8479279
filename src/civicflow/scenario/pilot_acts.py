"""What is ordered in the life of a pilot, in the words of an office."""

from collections.abc import Iterable, Sequence
from datetime import date

from civicflow import pilot_record
from civicflow.core.command import Command
from civicflow.core.frozen_answer import FrozenAnswer

TARGETS = {"on_time": "19/20", "satisfaction": "86/100"}


def drafted(pilot: str, unit: str, quota: dict[str, int], since: date, until: date) -> Command:
    """A pilot of work at home is proposed, open to desks."""
    return pilot_record.DraftPilot(
        pilot=pilot,
        title="Thí điểm làm việc tại nhà",
        unit=unit,
        quota=quota,
        units=tuple(quota),
        groups=("desk",),
        since=since,
        until=until,
        indicators=TARGETS,
    )


def measured(pilot: str, since: date, until: date) -> list[Command]:
    """What the indicators show before a pilot starts."""
    figures = (("satisfaction", 430, 500, "citizens_2023"), ("on_time", 2_711, 3_001, "counted"))
    return [
        pilot_record.RecordBaseline(
            pilot=pilot,
            indicator=indicator,
            numerator=numerator,
            denominator=denominator,
            since=since,
            until=until,
            instrument=instrument,
        )
        for indicator, numerator, denominator, instrument in figures
    ]


def reported(pilot: str, until: date) -> Command:
    """What the indicators show so far."""
    results = {"on_time": "18/20", "satisfaction": "85/100"}
    return pilot_record.ReportPilot(pilot=pilot, until=until, results=results)


def surveyed(survey: str, pilot: str, since: date, until: date, satisfied: int = 438) -> Command:
    """Of five hundred citizens so many are satisfied."""
    return pilot_record.RecordSurvey(
        survey=survey,
        pilot=pilot,
        audience="citizens",
        indicator="satisfaction",
        instrument="citizens_2023",
        numerator=satisfied,
        denominator=500,
        since=since,
        until=until,
    )


def reviewed(pilot: str, answers: Iterable[FrozenAnswer], recommended: str = "adjust") -> Command:
    """A review is held on answers."""
    obstacles: Sequence[str] = ("outdated_guidance",)
    return pilot_record.EvaluatePilot(
        pilot=pilot,
        recommended=recommended,
        answers=answers,
        assessment="tiến độ chưa đạt chỉ tiêu 19/20",
        obstacles=obstacles,
    )


def decided(
    pilot: str, decision: str = "adjust", *, instrument: str = "QĐ 5555/QĐ-UBND", until: date | None = None
) -> Command:
    """It is decided how a pilot goes on."""
    reason = "theo kết quả sơ kết"
    return pilot_record.DecidePilot(
        pilot=pilot, decided=decision, instrument=instrument, reason=reason, until=until
    )
