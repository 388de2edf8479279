"""In which line of a TOML file each table and each field stands; what the standard reader does not keep."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str, ...]
"""The names that lead to a table or a field; the places in lists are not counted."""

_TOKEN = re.compile(
    r"""
    (?P<text>  \"{3} (?:\\.|[^\\])*? \"{3,5} | '{3} .*? '{3,5} | \"(?:\\.|[^"\\])*\" | '[^']*' )
    | (?P<aside> \#[^\n]* | [ \t\r]+ )
    | (?P<mark>  [\n\[\]{}=,.] )
    | (?P<bare>  [^\s\[\]{}=,.\#"']+ )
    """,
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(text: str) -> Mapping[Path, int]:
    """
    The line in which each table and each field first stands, counted from 1.

    Args:
        text: TOML that the standard reader has accepted.
    """
    found: dict[Path, int] = {}
    for path, line in _Scan(text).entries():
        for length in range(1, len(path) + 1):
            found.setdefault(path[:length], line)
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a field; of the table around it where the field is not written, and the first of all else."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scan:
    """One pass over the tokens of a file."""

    def __init__(self, text: str) -> None:
        self._tokens = [token for token in _tokens(text) if token.kind != "aside"]
        self._at = 0

    def entries(self) -> Iterator[tuple[Path, int]]:
        """Every table and every field, with its line."""
        table: Path = ()
        while self._at < len(self._tokens):
            line = self._tokens[self._at].line
            if self._skip("\n"):
                continue
            if self._skip("["):
                self._skip("[")
                table = self._key("]")
                self._skip("]")
                yield table, line
            else:
                yield from self._field(table)

    def _field(self, table: Path) -> Iterator[tuple[Path, int]]:
        line = self._tokens[self._at].line
        path = (*table, *self._key("="))
        yield path, line
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        """What stands in a value: the fields of a table that is written in it, also in a list."""
        if self._skip("["):
            while not self._skip("]"):
                if not (self._skip(",") or self._skip("\n")):
                    yield from self._value(path)
        elif self._skip("{"):
            while not self._skip("}"):
                if not (self._skip(",") or self._skip("\n")):
                    yield from self._field(path)
        else:
            while self._next() not in {"\n", ",", "]", "}", ""}:
                self._at += 1

    def _key(self, end: str) -> Path:
        """The names of a key, up to the mark after it."""
        names = []
        while not self._skip(end):
            token = self._tokens[self._at]
            if token.kind != "mark":
                names.append(_name(token))
            self._at += 1
        return tuple(names)

    def _next(self) -> str:
        """The mark that comes next; a blank for what is no mark, nothing at the end."""
        if self._at == len(self._tokens):
            return ""
        token = self._tokens[self._at]
        return token.text if token.kind == "mark" else " "

    def _skip(self, mark: str) -> bool:
        if self._next() != mark:
            return False
        self._at += 1
        return True


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        yield _Token(str(found.lastgroup), found[0], line)
        line += found[0].count("\n")


def _name(token: _Token) -> str:
    return token.text if token.kind == "bare" else str(tomllib.loads(f"name = {token.text}")["name"])
