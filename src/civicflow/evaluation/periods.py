"""The periods over which people are evaluated, as they are written: ``2026-01``, ``2026-Q1``, ``2026`` (K8)."""

from collections.abc import Callable, Mapping

from civicflow.calendars.period import Period, PeriodKind

_WRITTEN: Mapping[PeriodKind | None, Callable[[Period], str]] = {
    PeriodKind.MONTH: lambda period: f"{period.first:%Y-%m}",
    PeriodKind.QUARTER: lambda period: f"{period.first:%Y}-Q{(period.first.month + 2) // 3}",
    PeriodKind.YEAR: lambda period: f"{period.first:%Y}",
    None: str,
}


def written(period: Period) -> str:
    """A period as it is written, and as streams are named by it."""
    return _WRITTEN[period.kind](period)
