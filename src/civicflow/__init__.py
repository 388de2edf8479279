"""
An event-sourced workflow engine for public administrations.

``open`` a store, ``execute`` commands, ``ask`` questions. Everything here is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civicflow import employee, organization, pilot_record, roster, task
    from civicflow.flow import open  # noqa: A004
    from civicflow.views import OnTime

_PLACES = {
    "open": "civicflow.flow",
    "OnTime": "civicflow.views",
}

_PACKAGES = ("employee", "organization", "pilot_record", "roster", "task")

__all__ = [*_PACKAGES, *_PLACES]


def __getattr__(name: str) -> object:
    if name in _PACKAGES:
        return import_module(f"civicflow.{name}")
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    message = f"module 'civicflow' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
