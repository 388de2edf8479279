"""One parameter as its file lays it down: what it is about, what a record of it says, and the records."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date

import attrs

from civicflow.core.provision import Evidence, Provision, Setting
from civicflow.errors import RegulationError, UnsourcedRegulationError
from civicflow.regulations.kinds import CATEGORIES, KINDS, MODES, Declared, fits
from civicflow.regulations.written import Written

_KEY = re.compile(r"([a-z0-9-]+\.)*[a-z][a-z0-9_]*")
_RECORD = (
    *(
        "id",
        "code",
        "value",
        "mode",
        "categories",
        "effective_from",
        "effective_to",
        "issued_on",
        "repealed_on",
    ),
    *("instrument", "article", "source", "status", "note"),
)
_NEEDS_NO_SOURCE = (Evidence.MEMORY, Evidence.DESIGN)


@attrs.frozen(kw_only=True)
class Sheet:
    """
    One parameter: a file of its own, named after it.

    Args:
        file: The name it was read under.
        key: The parameter, ``locality.subject``; the subject alone when it binds everywhere.
        about: What it means in the administration.
        fields: What each record says: the kind of each field, or the words it may choose from.
        further: For a word that a record may choose, the fields that it then says besides.
        provisions: The records, in the order of the file; none says openly that nothing is on record.
    """

    file: str
    key: str
    about: str
    fields: Mapping[str, Declared]
    further: Mapping[str, Mapping[str, Declared]]
    provisions: tuple[Provision, ...] = ()

    @property
    def subject(self) -> str:
        """The parameter without its place, such as ``on_site_cap``."""
        return self.key.rpartition(".")[2]

    @property
    def locality(self) -> str:
        """The place it binds, such as ``vn/hcmc``; empty for everywhere."""
        return self.key.rpartition(".")[0].replace(".", "/")

    def declared(self, said: Mapping[str, object]) -> Mapping[str, Declared]:
        """The fields that a record must have, given the words that it chose."""
        declared = dict(self.fields)
        for name in self.fields:
            declared |= self.further.get(str(said.get(name)), {})
        return declared


def read_sheet(file: str, text: str) -> Sheet:
    """
    Read one file of regulations.

    Args:
        file: Its name; the key is what stands before ``.toml``.
        text: Its TOML.

    Raises:
        RegulationError: When it is not such a file; names the record and the field.
        UnsourcedRegulationError: When a record that claims to be attested names no source.
    """
    head = _head(file, text)
    key = file.rpartition("/")[2].removesuffix(".toml")
    if _KEY.fullmatch(key) is None:
        head.refuse("key", "name")
    fields = head.inner("fields")
    further = {word: inner for word, inner in fields.items() if isinstance(inner, dict)}
    sheet = Sheet(
        file=file,
        key=key,
        about=head.text("about"),
        fields=_kinds(file, {name: kind for name, kind in fields.items() if name not in further}),
        further={word: _kinds(file, inner) for word, inner in further.items()},
    )
    return attrs.evolve(sheet, provisions=_provisions(sheet, head))


def _head(file: str, text: str) -> Written:
    try:
        head = Written(file, 0, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RegulationError(file=file, record=0, field="", problem=f"toml: {error}") from None
    head.only(("about", "fields", "record"))
    return head


def _kinds(file: str, table: Mapping[str, object]) -> Mapping[str, Declared]:
    fields = Written(file, 0, table)
    return {name: _kind(fields, name) for name in table}


def _kind(fields: Written, name: str) -> Declared:
    match fields.table[name]:
        case str(kind) if kind in KINDS:
            return kind
        case [_, *_] as words if all(isinstance(word, str) for word in words):
            return tuple(str(word) for word in words)
        case _:
            return fields.refuse(name, "unknown-kind")


def _provisions(sheet: Sheet, head: Written) -> tuple[Provision, ...]:
    records = head.table.get("record", [])
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        head.refuse("record", "tables")
    return tuple(_provision(sheet, Written(sheet.file, place, each)) for place, each in enumerate(records, 1))


def _provision(sheet: Sheet, record: Written) -> Provision:
    record.only(_RECORD)
    start, end = _period(record)
    status = record.word("status", [each.value for each in Evidence]) or record.refuse("status", "missing")
    provision = Provision(
        id=f"{sheet.key}/{record.optional_text('id') or record.optional_text('code') or start.isoformat()}",
        key=sheet.key,
        value=_value(sheet, record),
        locality=sheet.locality,
        effective_from=start,
        effective_to=end,
        issued_on=record.optional_day("issued_on"),
        repealed_on=record.optional_day("repealed_on"),
        mode=record.word("mode", MODES),
        categories=record.words("categories", CATEGORIES),
        code=record.optional_text("code"),
        instrument=record.text("instrument"),
        article=record.optional_text("article"),
        source=record.optional_text("source"),
        status=Evidence(status),
        note=record.optional_text("note"),
    )
    if provision.source is None and provision.status not in _NEEDS_NO_SOURCE:
        raise UnsourcedRegulationError(file=sheet.file, record=provision.id, status=status)
    return provision


def _period(record: Written) -> tuple[date, date | None]:
    start, end = record.day("effective_from"), record.optional_day("effective_to")
    if end is not None and end < start:
        record.refuse("effective_to", "before-effective-from")
    return start, end


def _value(sheet: Sheet, record: Written) -> Mapping[str, Setting]:
    said = Written(record.file, record.record, record.inner("value"))
    declared = sheet.declared(said.table)
    said.only(declared)
    for name in declared:
        if name not in said.table:
            said.refuse(name, "missing")
    return {name: _setting(said, name, kind) for name, kind in declared.items()}


def _setting(said: Written, name: str, declared: Declared) -> Setting:
    written = said.table[name]
    value = tuple(written) if isinstance(written, list) else written
    if not isinstance(value, str | int | bool | tuple) or not fits(value, declared):
        said.refuse(name, f"not-{declared}" if isinstance(declared, str) else "unknown-word")
    return value
