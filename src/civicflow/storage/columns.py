"""The rows of views as columns of a table: what a row class becomes in SQL, and its values there and back."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs
import msgspec

from civicflow.core.question import View
from civicflow.errors import UnreadableRowError
from civicflow.storage.forms import PLAIN, Composed, Form, Placed, plain_type
from civicflow.storage.orders import Order, orders_of
from civicflow.storage.public_views import PublicView, public_views

R = TypeVar("R")
Raw = Sequence[Any]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
_RESERVED = frozenset({"view_generation"})
_encode = msgspec.json.Encoder().encode


@attrs.frozen
class Column:
    """A column of a table: its name, how its values stand there, and whether it may be empty."""

    name: str
    form: Form
    nullable: bool

    @property
    def definition(self) -> str:
        """The column as a table declares it."""
        return f'"{self.name}" {self.form.sql}{"" if self.nullable else " NOT NULL"}'


def column(name: str, kind: object, forms: Mapping[type, Form]) -> Column:
    """
    The column for a field of a row: plain kinds as they are, enumerations by value, what is composed as JSON text.

    Raises:
        TypeError: When values of this kind cannot be kept exactly.
    """
    options = get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)
    kinds = [option for option in options if option is not NoneType]
    form = _form(kinds[0], forms) if len(kinds) == 1 else _json(kind, forms)
    if form is None:
        raise TypeError(
            f"{name}: a row keeps text, whole numbers, times, enumerations, tuples and mappings, not {kind}"
        )
    return Column(name, form, nullable=len(kinds) < len(options))


def _form(kind: object, forms: Mapping[type, Form]) -> Form | None:
    plain = plain_type(kind)
    if plain is None:
        return _json(kind, forms)
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        form = forms.get(plain)
        return form and Form(form.sql, attrgetter("value"), members.__getitem__)
    return forms.get(plain)


def _json(kind: object, forms: Mapping[type, Form]) -> Form | None:
    if not _composed(kind):
        return None
    return Form(forms[Composed].sql, lambda value: _encode(value).decode(), msgspec.json.Decoder(kind).decode)


def _composed(kind: object) -> bool:
    """Whether it comes back from JSON as it went; the order of a set, say, would not."""
    if get_origin(kind) in {tuple, Mapping, dict, Union, UnionType}:
        return all(_composed(part) for part in get_args(kind) if part is not Ellipsis)
    if get_origin(kind) is Literal:
        return True
    if not isinstance(kind, type):
        return False
    if attrs.has(kind):
        return all(_composed(part) for _, part in _fields(kind))
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return all(map(_composed, get_type_hints(kind).values()))
    return issubclass(kind, Enum) or kind in {*PLAIN, NoneType}


def _fields(kind: type) -> Iterator[tuple["attrs.Attribute[object]", object]]:
    hints = get_type_hints(kind)
    return ((field, hints[field.name]) for field in attrs.fields(kind))


class Table(Generic[R]):
    """
    The table of a view.

    Args:
        view: Its row class gives the columns; the first names the subject. Each order adds one, for the place of the row.
        forms: How the database keeps each kind of value.

    Raises:
        ValueError: When the name is no name of a table, or an order names a column that is not there.
        TypeError: When a field of the row cannot be a column, or rows cannot be sorted by it.
    """

    def __init__(self, view: View[R], forms: Mapping[type, Form]) -> None:
        if _NAME.fullmatch(view.name) is None or "__" in view.name or view.name in _RESERVED:
            raise ValueError(f"{view.name} is no name for a view")
        fields = tuple(_fields(view.row))
        self.view = view
        self.orders = orders_of(view)
        of_rows = tuple(column(field.name, kind, forms) for field, kind in fields)
        places = (Column(place_of(name), forms[Placed], nullable=False) for name in self.orders)
        self.columns = (*of_rows, *places)
        self.public = public_views(view)
        self.layout = "; ".join(
            (
                ", ".join(each.definition for each in self.columns),
                *(f'"{name}" BY {", ".join(order.columns)}' for name, order in self.orders.items()),
                *(_layout(each, forms) for each in self.public),
            )
        )
        self._arguments = tuple(field.alias or field.name for field, _ in fields)
        self._values = _values_of(tuple(each.name for each in of_rows))
        forms_of = tuple(enumerate(each.form for each in of_rows))
        self._writes = tuple((place, form.write) for place, form in forms_of if form.write)
        self._reads = tuple((place, form.read) for place, form in forms_of if form.read)

    def raw(self, subject: str, row: R) -> Raw:
        """
        The values of a row as the table keeps them.

        Raises:
            ValueError: When the row does not bear the name of its subject, or a time has no zone.
            OverflowError: When a number by which rows are sorted needs more than 64 bits.
        """
        values = list(self._values(row))
        if values[0] != subject:
            raise ValueError(f"the row of {subject} begins with {values[0]}")
        for place, write in self._writes:
            if values[place] is not None:
                values[place] = write(values[place])
        return [*values, *(order.at(row) for order in self.orders.values())] if self.orders else values

    def order(self, name: str) -> Order[R]:
        """
        An order of the rows.

        Raises:
            ValueError: When the view has none of this name.
        """
        return self.orders.get(name) or Order(self.view, name)

    def places(self, raw: Raw) -> Sequence[bytes]:
        """Where a row stands in each order."""
        return raw[len(self._arguments) :]

    def row(self, raw: Raw) -> R:
        """
        The row that stands in the table.

        Raises:
            UnreadableRowError: When somebody else has written there.
        """
        values = list(raw[: len(self._arguments)])
        try:
            for place, read in self._reads:
                if values[place] is not None:
                    values[place] = read(values[place])
            return self.view.row(**dict(zip(self._arguments, values, strict=True)))
        except (KeyError, TypeError, ValueError, ArithmeticError, msgspec.MsgspecError) as error:
            raise UnreadableRowError(
                view=self.view.name, subject=str(raw[0])[:200], problem=str(error)[:200]
            ) from None


def place_of(order: str) -> str:
    """The name of the column that holds where a row stands in an order; no field of a row is called so."""
    return f"{order}__place"


def _layout(view: PublicView, forms: Mapping[type, Form]) -> str:
    columns = (f'"{column.name}" {forms[column.kind].sql}' for column in view.columns)
    return f'"{view.name}" ({", ".join(columns)})'


def _values_of(names: tuple[str, ...]) -> Callable[[object], Sequence[object]]:
    return attrgetter(*names) if len(names) > 1 else partial(_alone, names[0])


def _alone(name: str, row: object) -> tuple[object]:
    return (getattr(row, name),)
