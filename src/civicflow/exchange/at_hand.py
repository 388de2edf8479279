"""The dated rules and the working calendars at hand: those of the package, of other applications, of the authority itself."""

import os
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from civicflow.calendars import WorkingCalendar
from civicflow.core.module import Module
from civicflow.errors import UnknownNameError
from civicflow.exchange.regulation_files import regulation_texts
from civicflow.regulations import Lawbook

CALENDAR = "vn-2026.1"
OWN_CALENDARS = files("civicflow.calendars") / "data"
OWN_REGULATIONS = files("civicflow.regulations") / "data"


def lawbook(*others: Traversable, strict: bool = False) -> Lawbook:
    """
    The dated rules of the package, together with those of another application or authority.

    Args:
        others: The folders where their TOML files lie.
        strict: Refuse provisions that are only from memory or corroborated.

    Raises:
        RegulationError: When a file cannot be read, or two of them contradict each other.
    """
    return _read(tuple(regulation_texts(OWN_REGULATIONS, *others).items()), strict)


def overlays() -> tuple[Path, ...]:
    """The folders of dated rules that the authority itself keeps, as ``CIVICFLOW_REGULATIONS`` names them."""
    named = os.environ.get("CIVICFLOW_REGULATIONS", "").split(os.pathsep)
    return tuple(Path(each) for each in named if each)


def regulations_of(modules: Iterable[Module]) -> Iterator[Traversable]:
    """The folders of dated rules that modules bring."""
    return (module.regulations for module in modules if module.regulations is not None)


def working_calendar(version: str | None = None) -> WorkingCalendar:
    """
    A frozen working calendar of the package; ``vn-2026.2`` has 2 January 2026 off and 10 January worked (K23).

    Args:
        version: Its name; ``CIVICFLOW_CALENDAR`` or ``vn-2026.1`` when left out.

    Raises:
        UnknownNameError: When the package has no such calendar.
    """
    wanted = version or os.environ.get("CIVICFLOW_CALENDAR") or CALENDAR
    shipped = {each.name.removesuffix(".json"): each for each in OWN_CALENDARS.iterdir()}
    if wanted not in shipped:
        near = ", ".join(get_close_matches(wanted, shipped))
        raise UnknownNameError(field="calendar", problem="unknown", value=wanted[:100], near=near)
    return _read_calendar(shipped[wanted].read_text("utf-8"))


@lru_cache(maxsize=16)
def _read(files: tuple[tuple[str, str], ...], strict: bool) -> Lawbook:
    """What the same texts say is read once, since a lawbook never changes."""
    return Lawbook.parse(dict(files), strict=strict)


@lru_cache(maxsize=16)
def _read_calendar(text: str) -> WorkingCalendar:
    return WorkingCalendar.parse(text)
