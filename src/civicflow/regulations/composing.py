"""How the fields of a record are put together to an object in words of its own."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from civicflow.core.provision import Provision, Stipulation
from civicflow.regulations.reading import text

T = TypeVar("T")


def said(kind: Callable[..., T], **fields: Callable[[Stipulation], object]) -> Callable[[Provision], T]:
    """Reads a record as an object of a kind, field by field."""

    def read(provision: Provision) -> T:
        values = {name: taken(provision.value[name]) for name, taken in fields.items()}
        return kind(**values, provision=provision.id)

    return read


def entry(kind: Callable[..., T], **fields: Callable[[Stipulation], object]) -> Callable[[Provision], T]:
    """Reads an entry of a catalogue, which also has its code."""
    return lambda provision: said(partial(kind, code=provision.code), **fields)(provision)


def chosen(field: str, **readings: Callable[[Provision], T]) -> Callable[[Provision], T]:
    """Reads a record by the word that one of its fields has chosen."""
    return lambda provision: readings[text(provision.value[field])](provision)
