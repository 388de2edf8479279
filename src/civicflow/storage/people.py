"""The directory of people, beside the log: names and contacts by meaningless id, which can be corrected and erased."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol, TypeAlias

import attrs

from civicflow.core.checks import check_fields
from civicflow.core.fields import PersonId, ShortText
from civicflow.errors import InvalidInputError, NotOnRecordError, ReadOnlyError
from civicflow.storage.sqlite import translated

LONGEST_CONTACT = 200

PERSON = "CREATE TABLE IF NOT EXISTS person (id TEXT PRIMARY KEY, name TEXT NOT NULL, contacts TEXT NOT NULL)"
SET = (
    "INSERT INTO person VALUES (?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, contacts = excluded.contacts RETURNING id"
)
ERASE = "DELETE FROM person WHERE id=? RETURNING id"
FIND = "SELECT id, name, contacts FROM person WHERE id=?"
ALL = "SELECT id, name, contacts FROM person ORDER BY id"

Fetch: TypeAlias = Callable[[str, Sequence[object]], list[tuple[str, ...]]]


@attrs.frozen(kw_only=True)
class Person:
    """
    Who is behind an id; this stands nowhere in the log.

    Args:
        id: The meaningless id that the log knows.
        name: As the person writes it.
        contacts: Where to reach them, such as ``{"email": …, "phone": …}``.

    Raises:
        InvalidInputError: When the id is not one, the name is empty, or a contact is empty or too long.
    """

    id: PersonId
    name: ShortText
    contacts: Mapping[str, str] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        check_fields(self)
        for kind, contact in self.contacts.items():
            if not kind.strip() or not contact.strip() or len(contact) > LONGEST_CONTACT:
                raise InvalidInputError(field="contacts", problem="text", value=kind[:100])


class People(Protocol):
    """The directory of people; an id that is not in it stays a bare id wherever it is shown."""

    def set(self, person: Person) -> None:
        """Enter a person, or replace what was entered."""

    def correct(
        self, id: str, *, name: str | None = None, contacts: Mapping[str, str] | None = None
    ) -> Person:
        """
        Correct what is given and keep the rest.

        Raises:
            NotOnRecordError: When the person is not in the directory.
        """

    def erase(self, id: str) -> bool:
        """Forget a person; whether there was anything to forget. The log keeps the id, which then says nothing."""

    def find(self, id: str) -> Person | None:
        """The person behind an id."""

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of those among ids who are in the directory."""

    def __iter__(self) -> Iterator[Person]: ...

    def close(self) -> None:
        """Let go of files and connections."""


class TablePeople:
    """
    The directory in a table.

    Args:
        fetch: Runs a statement and gives its rows.
        read_only: Refuse to write.
        sweep: Removes from the disk what was deleted.
        close: Lets go of files and connections.
    """

    def __init__(
        self,
        fetch: Fetch,
        *,
        read_only: bool = False,
        sweep: Callable[[], None] = lambda: None,
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self._fetch = fetch
        self._read_only = read_only
        self._sweep = sweep
        self._close = close

    def set(self, person: Person) -> None:
        """Enter a person, or replace what was entered."""
        self._write(SET, row_of(person))

    def correct(
        self, id: str, *, name: str | None = None, contacts: Mapping[str, str] | None = None
    ) -> Person:
        """
        Correct what is given and keep the rest.

        Raises:
            NotOnRecordError: When the person is not in the directory.
        """
        person = self.find(id)
        if person is None:
            raise NotOnRecordError(kind="person", id=id)
        corrected = Person(
            id=id,
            name=person.name if name is None else name,
            contacts=person.contacts if contacts is None else contacts,
        )
        self.set(corrected)
        return corrected

    def erase(self, id: str) -> bool:
        """Forget a person; whether there was anything to forget."""
        found = self._write(ERASE, (id,))
        self._sweep()
        return bool(found)

    def find(self, id: str) -> Person | None:
        """The person behind an id."""
        return next(map(person_of, self._fetch(FIND, (id,))), None)

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """The names of those among ids who are in the directory."""
        found = map(self.find, dict.fromkeys(ids))
        return {person.id: person.name for person in found if person is not None}

    def __iter__(self) -> Iterator[Person]:
        return map(person_of, self._fetch(ALL, ()))

    def close(self) -> None:
        """Let go of files and connections."""
        self._close()

    def _write(self, statement: str, parameters: Sequence[object]) -> list[tuple[str, ...]]:
        if self._read_only:
            raise ReadOnlyError(problem="opened for reading")
        return self._fetch(statement, parameters)


def row_of(person: Person) -> tuple[str, ...]:
    """A person as the table keeps them."""
    return person.id, person.name, json.dumps(dict(person.contacts), ensure_ascii=False)


def person_of(row: tuple[str, ...]) -> Person:
    """
    The person of a row.

    Raises:
        InvalidInputError: When nobody of ours has written it.
    """
    of, name, contacts = row
    return Person(id=of, name=name, contacts=json.loads(contacts))


def people_in_file(path: Path | None, *, read_only: bool = False) -> TablePeople:
    """
    The directory in an SQLite file of its own; what is erased is overwritten on the disk.

    Args:
        path: Made if it is not there; None for a directory in memory.
        read_only: Refuse to write; a file that is not there is an empty directory.

    Raises:
        StoreError: When the file cannot be opened.
    """
    kept = path is not None and (path.exists() or not read_only)
    place = f"{path.absolute().as_uri()}{'?mode=ro' if read_only else ''}" if path and kept else ":memory:"
    connection = sqlite3.connect(place, uri=True, check_same_thread=False, isolation_level=None, timeout=30)
    turn = Lock()

    def fetch(statement: str, parameters: Sequence[object] = ()) -> list[tuple[str, ...]]:
        try:
            with turn:
                return connection.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            raise translated(error) from error

    fetch("PRAGMA secure_delete=ON")
    if not (kept and read_only):
        fetch(PERSON)
    return TablePeople(fetch, read_only=read_only, close=connection.close)
