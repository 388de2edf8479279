"""One parameter as its file lays it down: what it is about, what a record of it says, and the records."""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from civicflow.core.provision import Attestation, Provision, Stipulation
from civicflow.errors import RegulationError, UnsourcedRegulationError
from civicflow.regulations.kinds import CATEGORIES, KINDS, MODES, Declared, fits
from civicflow.regulations.written import Problems, Written

_KEY = re.compile(r"([a-z0-9-]+\.)*[a-z][a-z0-9_]*")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_NEEDS_NO_SOURCE = (Attestation.MEMORY, Attestation.DESIGN)


@attrs.frozen(kw_only=True)
class Sheet:
    """
    One parameter: a file of its own, named after it.

    Args:
        file: The name it was read under.
        key: The parameter, ``locality.subject``; the subject alone when it binds everywhere.
        about: What it means in the administration.
        about_vi: The same in Vietnamese; None when the file does not say it.
        fields: What each record says: the kind of each field, or the words it may choose from.
        further: For a word that a record may choose, the fields that it then says besides.
        provisions: The records, in the order of the file; none says openly that nothing is on record.
    """

    file: str
    key: str
    about: str
    about_vi: str | None = None
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
    problems = Problems()
    sheet = examine_sheet(file, text, problems)
    for problem in problems.found:
        raise problem
    assert sheet is not None
    return sheet


def examine_sheet(file: str, text: str, problems: Problems) -> Sheet | None:
    """
    Read of a file what can be read.

    Args:
        file: Its name.
        text: Its TOML.
        problems: Where all that is wrong is added.

    Returns:
        The parameter with the records that can be relied on; None when its head cannot.
    """
    head = problems.without(_head, file, text)
    sheet = None if head is None else _declared(head, problems)
    if head is None or sheet is None:
        return None
    records = problems.without(_records, head) or ()
    read = (_provision(sheet, record, problems) for record in records)
    return attrs.evolve(sheet, provisions=tuple(each for each in read if each is not None))


def _head(file: str, text: str) -> Written:
    try:
        return Written(file, 0, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RegulationError(file=file, record="", field="", problem="not-toml", detail=str(error)) from None


def _declared(head: Written, problems: Problems) -> Sheet | None:
    before = len(problems.found)
    for name in head.table:
        problems.without(head.expect, name, _HEAD)
    key = problems.without(_key, head)
    fields = problems.without(head.inner, "fields") or {}
    about = problems.without(head.text, "about")
    about_vi = problems.without(head.optional_text, "about_vi")
    further = {word: inner for word, inner in fields.items() if isinstance(inner, dict)}
    own = {name: kind for name, kind in fields.items() if name not in further}
    sheet = Sheet(
        file=head.file,
        key=key or "",
        about=about or "",
        about_vi=about_vi,
        fields=_kinds(head.file, own, problems),
        further={word: _kinds(head.file, inner, problems) for word, inner in further.items()},
    )
    return sheet if len(problems.found) == before else None


def key_of(file: str) -> str:
    """The parameter that a file is named after, wherever it lies."""
    return file.rpartition("/")[2].removesuffix(".toml")


def _key(head: Written) -> str:
    key = key_of(head.file)
    return key if _KEY.fullmatch(key) else head.refuse("key", "name")


def _kinds(file: str, table: Mapping[str, object], problems: Problems) -> Mapping[str, Declared]:
    fields = Written(file, 0, table)
    kinds = {name: problems.without(_kind, fields, name) for name in table}
    return {name: kind for name, kind in kinds.items() if kind is not None}


def _kind(fields: Written, name: str) -> Declared:
    match fields.table[name]:
        case str(kind) if kind in KINDS:
            return kind
        case [_, *_] as words if all(isinstance(word, str) for word in words):
            return tuple(str(word) for word in words)
        case _:
            return fields.refuse(name, "unknown-kind")


def _records(head: Written) -> tuple[Written, ...]:
    records = head.table.get("record", [])
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        head.refuse("record", "tables")
    return tuple(Written(head.file, place, each) for place, each in enumerate(records, 1))


def _provision(sheet: Sheet, record: Written, problems: Problems) -> Provision | None:
    before = len(problems.found)
    for name in record.table:
        problems.without(record.expect, name, _RECORD)
    said: dict[str, Any] = {name: problems.without(read, record, name) for name, read in _FIELDS.items()}
    value = _value(sheet, record, problems)
    if len(problems.found) > before:
        return None
    own = said.pop("id") or said["effective_from"].isoformat()
    provision = Provision(
        id="/".join(part for part in (sheet.key, said["code"], own) if part),
        key=sheet.key,
        locality=sheet.locality,
        value=value,
        **said,
    )
    problems.without(_check, sheet, record, provision)
    return provision if len(problems.found) == before else None


def _status(record: Written, name: str) -> Attestation:
    word = record.word(name, [each.value for each in Attestation])
    return Attestation(word or record.refuse(name, "missing"))


def _code(record: Written, name: str) -> str | None:
    code = record.optional_text(name)
    return code if code is None or _CODE.fullmatch(code) else record.refuse(name, "name")


_FIELDS: Mapping[str, Callable[[Written, str], Any]] = {
    "id": Written.optional_text,
    "code": _code,
    "mode": lambda record, name: record.word(name, MODES),
    "categories": lambda record, name: record.words(name, CATEGORIES),
    "effective_from": Written.day,
    "effective_to": Written.optional_day,
    "issued_on": Written.optional_day,
    "repealed_on": Written.optional_day,
    "instrument": Written.text,
    "article": Written.optional_text,
    "source": Written.optional_text,
    "status": _status,
    "note": Written.optional_text,
}
"""How each field of a record is read, besides its value."""

_HEAD = frozenset({"about", "about_vi", "fields", "record"})
_RECORD = frozenset({*_FIELDS, "value"})


def _check(sheet: Sheet, record: Written, provision: Provision) -> None:
    """What the fields of a record must say together."""
    if provision.effective_to is not None and provision.effective_to < provision.effective_from:
        record.refuse("effective_to", "before-effective-from")
    if provision.source is None and provision.status not in _NEEDS_NO_SOURCE:
        raise UnsourcedRegulationError(file=sheet.file, record=provision.id, status=provision.status.value)


def _value(sheet: Sheet, record: Written, problems: Problems) -> Mapping[str, Stipulation]:
    table = problems.without(record.inner, "value")
    if table is None:
        return {}
    said = Written(record.file, record.record, table)
    declared = sheet.declared(table)
    for name in table:
        problems.without(said.expect, name, declared)
    stipulations = {name: problems.without(_stipulation, said, name, kind) for name, kind in declared.items()}
    return {name: stipulation for name, stipulation in stipulations.items() if stipulation is not None}


def _stipulation(said: Written, name: str, declared: Declared) -> Stipulation:
    if name not in said.table:
        said.refuse(name, "missing")
    written = said.table[name]
    value = tuple(written) if isinstance(written, list) else written
    if not isinstance(value, str | int | bool | tuple) or not fits(value, declared):
        said.refuse(name, f"not-{declared}" if isinstance(declared, str) else "unknown-word")
    return value
