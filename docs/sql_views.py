"""The page of the SQL views, and the listing of their columns, as they follow from the row classes."""

import re
from collections.abc import Iterator
from enum import Enum
from inspect import cleandoc
from typing import Any, Literal, get_args, get_origin, get_type_hints

from civicflow.core.question import AnyView
from civicflow.flow import MODULES
from civicflow.storage.forms import POSTGRESQL_FORMS, SQLITE_FORMS, Composed
from civicflow.storage.public_views import ORDINAL, PublicColumn, PublicView, public_views

VIEWS: tuple[AnyView, ...] = tuple(view for module in MODULES for view in module.views)

HEAD = """\
# Views as SQL

What questions are answered from can be read by any tool, without civicflow: on SQLite in `views.db` in the folder of the
store, on a server in the schema `civicflow_views`. What stands on this page is a contract: a column that was released is
never renamed, moved to another meaning or taken away; columns and views are only added
({doc}`/explanation/compatibility`). How to ask them is told in {doc}`/how-to/ask-with-sql`.

Each view has an SQL view of its own name with a row a subject, and one called *view*\\_*field* for each field that holds several
records, with a row an element: whose it is, its number from 1 (`ordinal`), and what it says. A single record in a row lies
in columns of its own, such as `term_since` and `term_until`.

| a field that holds | on SQLite | on PostgreSQL |
|---|---|---|
| text, and what is chosen from a list of words | `TEXT` | `text` |
| a whole number | `INTEGER` | `bigint` |
| yes or no | `INTEGER`, 1 or 0 | `boolean` |
| an instant | `TEXT`, ISO 8601 in UTC | `timestamptz` |
| a date | `TEXT`, ISO 8601 | `date` |
| a decimal number | `TEXT` | `numeric` |
| several plain values, or values by name | `TEXT`, JSON | `text`, JSON |

Instants that are kept as whole microseconds since 1970 UTC stand there as such, and beside it as a moment, in a column that
ends in `_at`. Positions are those of the log; a trail gives their events.

- Name the columns that you want, in double quotes where SQL has a word of its own (`"by"`, `"on"`, `"primary"`): their order
  is no part of the contract.
- Read the SQL view, never the table behind it (*view*`__g`*number*): a rebuild makes another table and lets the names
  stand for it, in one transaction. On a server, rights that were granted on an SQL view and views that were built on it
  outlive a rebuild, also when it gains columns.
- `view_generation` says for each view where its tables stand: `position` is the last position of the log that the rows
  take into account, `live` which of them answers, `error` why it stopped. Read it in the same transaction as the rows.
- Nobody is told when rows are behind the log: they are brought up to date by the next question
  (`civicflow ask`, `flow.ask`).
- Rows hold facts and no verdicts. What counts as late, and what excuses it, is law, and answered by the question.
- Write nothing there. `civicflow replay` compares every row with the log and names what differs;
  `civicflow replay --rebuild` puts what the log says in its place.
- The views of another application stand there by the same rules; they are that application's to promise.

Written by `./run python -m docs.pages`."""

PARTS = ("column", "on SQLite", "on PostgreSQL", "may be empty", "meaning")


def sql_views() -> str:
    """Every SQL view with its columns, their types and what they mean."""
    return "\n\n".join([HEAD, *(part for view in VIEWS for part in _parts(view))]) + "\n"


def listing() -> str:
    """Every column of every SQL view, one a line: the view, the column, its type on SQLite and on PostgreSQL."""
    return "".join(
        f"{view.name} {column.name} {' '.join(types(column))}\n"
        for each in VIEWS
        for view in public_views(each)
        for column in view.columns
    )


def types(column: PublicColumn) -> tuple[str, str]:
    """The types of a column on SQLite and on PostgreSQL."""
    json = "/json" if column.kind is Composed else ""
    return SQLITE_FORMS[column.kind].sql + json, POSTGRESQL_FORMS[column.kind].sql + json


def _parts(view: AnyView) -> Iterator[str]:
    rows, *elements = public_views(view)
    yield f"## `{rows.name}`"
    yield first_sentence(rows.record)
    yield _table(rows)
    for each in elements:
        yield f"### `{each.name}`"
        of_them = meanings(rows.record)[str(each.elements_of)]
        yield f"{first_sentence(each.record)} `{each.elements_of}` of `{rows.name}`: {of_them[0].lower()}{of_them[1:]}"
        yield _table(each)


def _table(view: PublicView) -> str:
    rows = (
        (f"`{column.name}`", *map(_type, types(column)), "yes" if column.nullable else "", meaning(column))
        for column in view.columns
    )
    lines = [PARTS, ("---",) * len(PARTS), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _type(name: str) -> str:
    plain, json, _ = name.partition("/json")
    return f"`{plain}`, JSON" if json else f"`{plain}`"


def meaning(column: PublicColumn) -> str:
    """What a column means, by the docstring of the record whose field it is."""
    if column.name == ORDINAL:
        return "Which of them it is, from 1."
    if column.moment:
        return f"`{column.name.removesuffix('_at')}` as a moment."
    name, record = _field(column)
    words = ", ".join(f"`{word}`" for word in choices(get_type_hints(record)[name]))
    return f"{meanings(record).get(name, '')}{f' One of {words}.' if words else ''}"


def _field(column: PublicColumn) -> tuple[str, type]:
    """The field that a column shows, and the record that has it."""
    assert column.record is not None
    step = column.path[-1]
    return list(get_type_hints(column.record))[step] if isinstance(step, int) else step, column.record


def choices(kind: Any) -> Iterator[object]:
    """The words that a field chooses from, in their order; none when it may say anything."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield from (member.value for member in kind)
    elif get_origin(kind) is Literal:
        yield from get_args(kind)
    else:
        for part in get_args(kind):
            yield from choices(part)


def first_sentence(record: type) -> str:
    """What a record is."""
    return cleandoc(record.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def meanings(record: type) -> dict[str, str]:
    """What each field of a record means, in the order of its docstring."""
    _, _, fields = cleandoc(record.__doc__ or "").partition("\nArgs:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", fields.partition("\n\n")[0], re.MULTILINE)
    return {name: re.sub(r"\s+", " ", said).replace("``", "`") for name, said in found}
