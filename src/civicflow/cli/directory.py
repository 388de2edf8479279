"""The directory of people beside the log: who is behind an id."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from cyclopts import App

from civicflow.cli.terminal import Terminal
from civicflow.errors import InvalidInputError, NotOnRecordError

if TYPE_CHECKING:
    from civicflow.flow import Flow

PEOPLE = App(name="people", help="Enter, show and erase names and contacts, which stand beside the log.")


@PEOPLE.command
def show(person: str | None = None, /, *, terminal: Terminal) -> int:
    """
    Print who is behind an id, or the whole directory.

    Args:
        person: The id; everybody when left out.
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True) as flow:
        found = flow.store.people.find(person) if person else list(flow.store.people)
    if found is None:
        raise NotOnRecordError(kind="person", id=str(person))
    terminal.show(found)
    return 0


@PEOPLE.command(name="set")
def enter(person: str, /, *, name: str, contact: tuple[str, ...] = (), terminal: Terminal) -> int:
    """
    Enter a person, or replace what was entered.

    Args:
        person: The meaningless id that the log knows.
        name: As the person writes it.
        contact: Where to reach them, as kind=value, such as email=a@example.vn; may be repeated.
        terminal: Where the store is and the result goes.
    """
    from civicflow.storage.people import Person

    contacts = dict(_contact(each) for each in contact)
    with terminal.open() as flow:
        flow.store.people.set(Person(id=person, name=name, contacts=contacts))
    return 0


@PEOPLE.command
def erase(person: str, /, *, terminal: Terminal) -> int:
    """
    Forget a person; the log keeps the id, which then says nothing.

    Args:
        person: The id.
        terminal: Where the store is and the result goes.
    """
    with terminal.open() as flow:
        if not flow.store.people.erase(person):
            raise NotOnRecordError(kind="person", id=person)
    return 0


def names(flow: "Flow") -> Callable[[str], str | None]:
    """The name of a person by their id, looked up once; None for whom the directory does not know."""
    people = flow.store.people

    @cache
    def name(person: str) -> str | None:
        found = people.find(person)
        return None if found is None else found.name

    return name


def _contact(written: str) -> tuple[str, str]:
    kind, equals, value = written.partition("=")
    if not equals:
        raise InvalidInputError(field="--contact", problem="not-understood", value=written[:100])
    return kind, value
