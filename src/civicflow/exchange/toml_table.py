"""A table of a TOML file, read field by field so that every mistake names the field it is in."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar, cast

from civicflow.errors import InvalidInputError

T = TypeVar("T", bound=str)


class Table:
    """
    A table and its place in the file.

    Args:
        content: What was read; None when the table is absent.
        path: The names that lead to it.
        error: The class of error that a mistake raises.
    """

    def __init__(
        self, content: Mapping[str, object] | None, path: str, error: type[InvalidInputError]
    ) -> None:
        self.absent = content is None
        self._content = content or {}
        self._path = path
        self._error = error
        self._read: set[str] = set()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(self._content)

    def has(self, field: str) -> bool:
        """Whether a field is written."""
        return field in self._content

    def wrong(self, field: str, problem: str, **found: str | int) -> InvalidInputError:
        """The error that names a field of this table."""
        return self._error(field=f"{self._path}.{field}".strip("."), problem=problem, **found)

    def text(self, field: str, pattern: str = r".+") -> str:
        """A text that must be there and follow a pattern."""
        value = self.optional_text(field)
        if value is None:
            raise self.wrong(field, "missing")
        if re.fullmatch(pattern, value, re.DOTALL) is None:
            raise self.wrong(field, "not-allowed", value=value)
        return value

    def optional_text(self, field: str) -> str | None:
        """A text that may be left out."""
        value = self._value(field)
        if value is not None and not isinstance(value, str):
            raise self.wrong(field, "not-a-text")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, empty when left out."""
        value = self._value(field)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(field, "not-a-list-of-texts")
        return tuple(value)

    def whole(self, field: str) -> int:
        """A whole number from 0 to a million, 0 when left out."""
        value = self._value(field)
        if value is None:
            return 0
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(field, "not-a-whole-number")
        if not 0 <= value <= 1_000_000:
            raise self.wrong(field, "not-allowed", value=value)
        return value

    def choice(self, field: str, among: Sequence[T]) -> T:
        """One of some words."""
        value = self.text(field)
        if value not in among:
            raise self.wrong(field, "not-allowed", value=value, allowed=", ".join(among))
        return cast(T, value)

    def table(self, field: str, required: Literal[True, False] = True) -> "Table":
        """A table inside this one."""
        value = self._value(field)
        if value is None and required:
            raise self.wrong(field, "missing")
        if value is not None and not isinstance(value, dict):
            raise self.wrong(field, "not-a-table")
        return Table(value, f"{self._path}.{field}".strip("."), self._error)

    def done(self) -> None:
        """Refuse what nobody asked for: a field that is written and not known is a mistake."""
        for field in self._content:
            if field not in self._read:
                raise self.wrong(field, "unknown")

    def _value(self, field: str) -> object:
        self._read.add(field)
        return self._content.get(field)
