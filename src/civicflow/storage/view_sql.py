"""The statements by which rows of views are kept, written once for SQLite and PostgreSQL."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from civicflow.storage.columns import Raw, Table, place_of
from civicflow.storage.orders import Span
from civicflow.storage.public_sql import Dialect, selected
from civicflow.storage.public_views import PublicView
from civicflow.storage.view_tables import Generation

GENERATIONS = """CREATE TABLE IF NOT EXISTS {home}view_generation (
    "view" {name} NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    layout {name} NOT NULL,
    position BIGINT NOT NULL,
    live BOOLEAN NOT NULL,
    error {name},
    PRIMARY KEY ("view", number)
)"""
"""Which generations there are and where each stands: in the same transaction as its rows."""


class Stream(Protocol):
    """Rows that are still being read."""

    def close(self) -> None:
        """Read no more."""


class SqlPage:
    """
    The tables as one connection sees them inside its transaction.

    Subclasses bring the connection and what the two databases say differently; ``?`` marks a parameter in both.

    Attributes:
        streams: What is still being read.
        home: What stands before the name of a table: the schema, or nothing.
        among: The condition that a column is one of several values, all given as one parameter.
    """

    home = ""
    among = ""

    def __init__(self) -> None:
        self.streams: list[Stream] = []

    def run(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement gives, all at once."""
        raise NotImplementedError

    def stream(self, statement: str) -> Iterator[Raw]:
        """What a statement gives, a few rows at a time."""
        raise NotImplementedError

    def close(self) -> None:
        """End what is still being read: it would hold on to the moment of this page."""
        for stream in self.streams:
            stream.close()

    def generations(self) -> list[Generation]:
        """Every generation that there is, by view and number."""
        found = self.run(
            'SELECT "view", number, version, layout, position, live, error '
            f'FROM {self.home}view_generation ORDER BY "view", number'
        )
        return [Generation(*row)._replace(live=bool(row[5])) for row in found]

    def hold(self, generation: Generation) -> bool:
        """Nothing need be done where a transaction keeps all that it could see at its beginning."""
        return True

    def rows(self, table: Table[Any], generation: Generation) -> Iterator[Raw]:
        """All rows of a generation by subject, a few at a time."""
        return self.stream(f"{self._select(table, generation)} ORDER BY {_names(table)[0]}")

    def page(self, table: Table[Any], generation: Generation, order: str, span: Span) -> Sequence[Raw]:
        """The rows of a part of an order, along its index."""
        return self.run(self.paging(table, generation, order, span.limit), (span.start, span.end))

    def paging(self, table: Table[Any], generation: Generation, order: str, limit: int) -> str:
        """The statement for a page; its limit stands in it, so that no plan is made for any limit."""
        place = f'"{place_of(order)}"'
        within = f"WHERE {place} >= ? AND {place} < ? ORDER BY {place} LIMIT {limit}"
        return f"{self._select(table, generation)} {within}"

    def count(self, generation: Generation) -> int:
        """How many rows a generation has."""
        return int(self.run(f"SELECT count(*) FROM {self._place(generation)}")[0][0])

    def _place(self, generation: Generation) -> str:
        return f'{self.home}"{generation.table}"'

    def _select(self, table: Table[Any], generation: Generation) -> str:
        return f"SELECT {', '.join(_names(table))} FROM {self._place(generation)}"


class SqlPen(SqlPage):
    """
    The tables while one connection holds the write lock.

    Attributes:
        dialect: How other tools find what is composed.
        ordered: What follows the type of the subject, so that rows sort as Python sorts text.
        kept: What follows the columns of a table.
        along: What takes away with a table the SQL views that still stand for it.
    """

    dialect: Dialect
    ordered = ""
    kept = ""
    along = ""

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the transaction that is undone alone when it fails."""
        self.run("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.run("ROLLBACK TO SAVEPOINT part")
            self.run("RELEASE SAVEPOINT part")
            raise
        self.run("RELEASE SAVEPOINT part")

    def pick(self, table: Table[Any], generation: Generation, subjects: Collection[str]) -> Sequence[Raw]:
        """The rows of some subjects."""
        statement = f"{self._select(table, generation)} WHERE {_names(table)[0]} {self.among}"
        return self.run(statement, (self.listed(subjects),))

    def write(self, table: Table[Any], generation: Generation, rows: Sequence[Raw]) -> None:
        """Put rows in place of what stood there for their subjects."""
        key, *others = _names(table)
        change = (
            f"UPDATE SET {', '.join(f'{name}=excluded.{name}' for name in others)}" if others else "NOTHING"
        )
        into = f"INSERT INTO {self._place(generation)} ({', '.join((key, *others))})"
        self.insert(into, table, rows, f"ON CONFLICT ({key}) DO {change}")

    def insert(self, into: str, table: Table[Any], rows: Sequence[Raw], otherwise: str) -> None:
        """Add rows in one go, with a clause for those that are there."""
        raise NotImplementedError

    def listed(self, subjects: Collection[str]) -> object:
        """Several subjects as one parameter."""
        raise NotImplementedError

    def remove(self, table: Table[Any], generation: Generation, subjects: Sequence[str]) -> None:
        """Take out the rows of some subjects."""
        statement = f"DELETE FROM {self._place(generation)} WHERE {_names(table)[0]} {self.among}"
        self.run(statement, (self.listed(subjects),))

    def place(self, generation: Generation) -> None:
        """Note where a generation stands now."""
        self.run(
            f'UPDATE {self.home}view_generation SET position=?, error=? WHERE "view"=? AND number=?',
            (generation.position, generation.error, generation.view, generation.number),
        )

    def begin(self, table: Table[Any], generation: Generation) -> None:
        """Lay out the table of a new generation, with an index for each order."""
        subject, *others = table.columns
        columns = (f"{subject.definition} {self.ordered}PRIMARY KEY", *(each.definition for each in others))
        self.run(f"CREATE TABLE {self._place(generation)} ({', '.join(columns)}){self.kept}")
        for number, order in enumerate(table.orders, start=1):
            on = f'ON {self._place(generation)} ("{place_of(order)}")'
            self.run(f'CREATE UNIQUE INDEX "{generation.index_of(number)}" {on}')
        self.run(f"INSERT INTO {self.home}view_generation VALUES (?,?,?,?,?,?,?)", generation)

    def switch(self, table: Table[Any], generation: Generation) -> None:
        """Let a generation answer from now on, also under the names by which other tools read the view."""
        self.run(
            f'UPDATE {self.home}view_generation SET live=(number=?) WHERE "view"=?',
            (generation.number, generation.view),
        )
        for view in table.public:
            self.show(view, generation)

    def show(self, view: PublicView, generation: Generation) -> None:
        """Put an SQL view in place of the one of its name."""
        name = f'{self.home}"{view.name}"'
        self.run(f"DROP VIEW IF EXISTS {name}")
        self.run(f"CREATE VIEW {name} AS {selected(view, self._place(generation), self.dialect)}")

    def drop(self, generation: Generation) -> None:
        """Take away a generation that answers no longer, and whatever SQL view still stands for it."""
        self.run(f"DROP TABLE {self._place(generation)}{self.along}")
        self.run(
            f'DELETE FROM {self.home}view_generation WHERE "view"=? AND number=?',
            (generation.view, generation.number),
        )


def _names(table: Table[Any]) -> tuple[str, ...]:
    return tuple(f'"{column.name}"' for column in table.columns)
