"""The statements behind the SQL views that other tools read, as each database says them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

import attrs

from civicflow.storage.forms import POSTGRESQL_FORMS
from civicflow.storage.public_views import Found, Path, PublicColumn, PublicView


@attrs.frozen(kw_only=True)
class Dialect:
    """
    How a database finds values in the JSON of a column.

    Args:
        document: A column of the table as JSON to look into.
        inside: A value inside another: that one, the way into it, and the kind of what is found.
        moment: The moment of an instant in microseconds.
        elements: The elements of a JSON array; they are called ``e``.
        ordinal: The number of an element, from 1.
    """

    document: Callable[[str], str]
    inside: Callable[[str, Path, type], str]
    moment: Callable[[str], str]
    elements: Callable[[str], str]
    ordinal: str


def selected(view: PublicView, table: str, dialect: Dialect, first: Sequence[str] = ()) -> str:
    """
    The statement of an SQL view.

    Args:
        view: The view.
        table: The table of the generation that answers.
        dialect: Of the database.
        first: The columns that come first, in this order; the others follow in the order of the view.
    """
    places = {name: place for place, name in enumerate(first)}
    columns = sorted(view.columns, key=lambda column: places.get(column.name, len(places)))
    shown = ", ".join(f'{_expression(column, dialect)} AS "{column.name}"' for column in columns)
    elements = "" if view.elements_of is None else f", {dialect.elements(dialect.document(view.elements_of))}"
    return f"SELECT {shown} FROM {table} AS t{elements}"


def _expression(column: PublicColumn, dialect: Dialect) -> str:
    kind = int if column.moment else column.kind
    match column.found:
        case Found.ORDINAL:
            found = dialect.ordinal
        case Found.ELEMENT:
            found = dialect.inside("e.value", column.path, kind)
        case Found.ROW:
            name, *within = column.path
            found = f't."{name}"'
            if within:
                found = dialect.inside(dialect.document(str(name)), tuple(within), kind)
    return dialect.moment(found) if column.moment else found


def _visible(find: str, sign: str, column: str) -> str:
    r"""
    A column of JSON in which a NUL is seen: neither database looks further into JSON that holds one, which a row may.

    ``\\`` is set aside first, so that of ``\\u0000`` nothing is taken for ``\u0000``.

    Args:
        find: The function that finds a text in another.
        sign: A character that stands in no JSON.
        column: The column of the table.
    """
    found = f't."{column}"'
    aside = rf"replace(replace(replace({found}, '\\', {sign}), '\u0000', '␀'), {sign}, '\\')"
    return rf"CASE {find}({found}, '\u0000') WHEN 0 THEN {found} ELSE {aside} END"


def _inside_sqlite(value: str, path: Path, kind: type) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    found = f"json_extract({value}, '${steps}')"
    return f"replace({found}, 'Z', '+00:00')" if kind is datetime else found


def _moment_sqlite(micros: str) -> str:
    """ISO 8601 in UTC as Python writes it: with a fraction of a second only where there is one."""
    rest = f"(({micros} % 1000000 + 1000000) % 1000000)"
    seconds = f"strftime('%Y-%m-%dT%H:%M:%S', ({micros} - {rest}) / 1000000, 'unixepoch')"
    return f"{seconds} || CASE {rest} WHEN 0 THEN '' ELSE printf('.%06d', {rest}) END || '+00:00'"


SQLITE = Dialect(
    document=partial(_visible, "instr", "char(1)"),
    inside=_inside_sqlite,
    moment=_moment_sqlite,
    elements="json_each({}) AS e".format,
    ordinal="e.key + 1",
)


def _inside_postgresql(value: str, path: Path, kind: type) -> str:
    steps = ",".join(map(str, path))
    return f"({value} #>> '{{{steps}}}')::{POSTGRESQL_FORMS[kind].sql}"


def _moment_postgresql(micros: str) -> str:
    """Whole seconds and the rest apart: a number of microseconds times an interval is not always exact."""
    seconds, rest = f"div({micros}, 1000000)", f"mod({micros}, 1000000)"
    return f"timestamptz 'epoch' + {seconds} * interval '1 second' + {rest} * interval '1 microsecond'"


POSTGRESQL = Dialect(
    document=lambda column: f"({_visible('strpos', 'chr(1)', column)})::jsonb",
    inside=_inside_postgresql,
    moment=_moment_postgresql,
    elements="jsonb_array_elements({}) WITH ORDINALITY AS e (value, ordinal)".format,
    ordinal="e.ordinal",
)
