"""What is on record, as it is printed: field by field for programs, in words for people."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from civicflow.calendars import Length
from civicflow.core.provision import Attestation, Provision, Stipulation
from civicflow.errors import OverlappingRegulationsError, RegulationError
from civicflow.messages import Words
from civicflow.regulations import Gap, Sheet
from civicflow.regulations.kinds import Declared
from civicflow.regulations.looking_up import Found, Inquiry


@attrs.frozen(kw_only=True)
class Line:
    """
    One record in a list; a parameter without any stands there by its key alone.

    Args:
        id: The record; the key of the parameter when nothing is on record.
        effective_from: The first local day it applies to.
        effective_to: The last one.
        mode: The working mode it belongs to.
        categories: The personnel categories it binds.
        value: What it says.
        status: How well it is attested.
        instrument: The law or order.
    """

    id: str
    effective_from: date | None = None
    effective_to: date | None = None
    mode: str | None = None
    categories: tuple[str, ...] = ()
    value: Mapping[str, Stipulation] | None = None
    status: Attestation | None = None
    instrument: str | None = None


@attrs.frozen(kw_only=True)
class Shown:
    """
    What is on record about a parameter for a day and a place.

    Args:
        key: The parameter that was asked for.
        about: What it means.
        on: The day of the fact.
        locality: The place; None for everywhere.
        known: As known on that day; None for all that is known now.
        on_record: Whether anything is; nothing is an answer, never "no limit".
        answering: The records that answer at the place.
        missing_from: When nothing is on record, since which day; None when nothing was before.
        missing_to: Until which day; None when nothing follows.
        records: Those at every level of the place, the most specific first.
    """

    key: str
    about: str
    on: date
    locality: str | None
    known: date | None
    on_record: bool
    answering: tuple[str, ...]
    missing_from: date | None
    missing_to: date | None
    records: tuple[Provision, ...]


@attrs.frozen(kw_only=True)
class Missing:
    """
    Days on which a parameter has nothing on record any more.

    Args:
        key: The parameter.
        mode: The working mode it concerns; None for every mode.
        categories: The personnel categories it concerns; empty for all.
        entry: The entry of a catalogue that it concerns.
        missing_from: The first such day; None when nothing was ever on record.
        missing_to: The last one; None when nothing follows.
    """

    key: str
    mode: str | None
    categories: tuple[str, ...]
    entry: str | None
    missing_from: date | None
    missing_to: date | None


@attrs.frozen(kw_only=True)
class Problem:
    """
    Something that is wrong with a file.

    Args:
        file: The file.
        record: Which record of it, by number or by id; None for the head of the file.
        field: The field.
        problem: What is wrong, in the words of the reader.
    """

    file: str
    record: str | None
    field: str | None
    problem: str


@attrs.frozen(kw_only=True)
class Checked:
    """
    What a check has found.

    Args:
        files: How many files were read.
        records: How many records with the right form stand in them.
        verified: How many of these were read in the text.
        corroborated: How many are known from elsewhere only.
        memory: How many are from memory.
        design: How many are choices of design.
        problems: All that is wrong.
        missing: What is not on record any more; no mistake, but to be known.
    """

    files: int
    records: int
    verified: int
    corroborated: int
    memory: int
    design: int
    problems: tuple[Problem, ...]
    missing: tuple[Missing, ...]


def lines(sheet: Sheet) -> Iterator[Line]:
    """A parameter in a list, a line a record."""
    if not sheet.provisions:
        yield Line(id=sheet.key)
    fields = [field.name for field in attrs.fields(Line)]
    for provision in sheet.provisions:
        yield Line(**{name: getattr(provision, name) for name in fields})


def shown(key: str, about: str, asked: Inquiry, found: Found) -> Shown:
    """
    What was found about a parameter.

    Args:
        key: As it was asked for.
        about: What the parameter means, in the language of the reader.
        asked: What was looked up.
        found: What is on record.
    """
    return Shown(
        key=key,
        about=about,
        on=asked.on,
        locality=asked.locality or None,
        known=asked.known,
        on_record=found.gap is None,
        answering=tuple(each.id for each in found.provisions if each.id in found.answering),
        missing_from=None if found.gap is None else found.gap.first,
        missing_to=None if found.gap is None else found.gap.last,
        records=found.provisions,
    )


def checked(
    sheets: tuple[Sheet, ...], gaps: tuple[Gap, ...], problems: tuple[RegulationError, ...], words: Words
) -> Checked:
    """
    What a check has found.

    Args:
        sheets: The parameters that were read.
        gaps: What is missing between their records.
        problems: What is wrong.
        words: The language of the reader.
    """
    provisions = [provision for sheet in sheets for provision in sheet.provisions]
    attested = Counter(provision.status for provision in provisions)
    return Checked(
        files=len({sheet.file for sheet in sheets} | {str(each.parameters["file"]) for each in problems}),
        records=len(provisions),
        verified=attested[Attestation.VERIFIED],
        corroborated=attested[Attestation.CORROBORATED],
        memory=attested[Attestation.MEMORY],
        design=attested[Attestation.DESIGN],
        problems=tuple(_problem(each, words) for each in problems),
        missing=tuple(_missing(gap) for gap in gaps),
    )


def _missing(gap: Gap) -> Missing:
    return Missing(
        key=gap.key,
        mode=gap.mode,
        categories=gap.categories,
        entry=gap.code,
        missing_from=gap.first,
        missing_to=gap.last,
    )


def _problem(error: RegulationError, words: Words) -> Problem:
    said = error.parameters
    record = said["second"] if isinstance(error, OverlappingRegulationsError) else said["record"]
    return Problem(
        file=str(said["file"]),
        record=str(record) or None,
        field=str(said.get("field", "")) or None,
        problem=words.error(error),
    )


def told(record: Provision, sheet: Sheet, words: Words) -> Mapping[str, object]:
    """
    All that a record says of itself, in words that people read.

    Args:
        record: The record.
        sheet: The parameter, which knows what each field holds.
        words: The language of the reader.
    """
    fields = said(record) | {"entry": record.code}
    known = {name: fields[name] for name in RECORD if fields.get(name) is not None}
    return known | {"value": worded(record.value, sheet, words)}


def said(record: attrs.AttrsInstance) -> dict[str, object]:
    """The fields of a record that say something."""
    fields = attrs.asdict(record, recurse=False)
    return {name: value for name, value in fields.items() if value is not None and value != ()}


RECORD = (
    *("id", "entry", "mode", "categories", "effective_from", "effective_to", "issued_on", "repealed_on"),
    *("instrument", "article", "source", "status", "note"),
)
"""What is told of a record besides its value."""


def worded(value: Mapping[str, Stipulation], sheet: Sheet, words: Words) -> Mapping[str, Stipulation]:
    """The value of a record, in words that people read; the arguments are those of ``told``."""
    declared = sheet.declared(value)
    return {
        words.state(name, kind="field"): _stipulation(stipulation, declared[name], words)
        for name, stipulation in value.items()
    }


_OTHERS = ("criterion", "state")
"""What else a word may be besides one that a record chooses, or the name of a field of it, as in ``readings``."""

UNSAID = "–"
"""What stands for a list that is empty."""


def _stipulation(stipulation: Stipulation, declared: Declared, words: Words) -> str:
    match declared, stipulation:
        case "term", str():
            length = Length.parse(stipulation)
            return f"{length.number} {words.value(length.unit)}"
        case "words", tuple():
            return (
                ", ".join(_word(each, words, ("field", "word", *_OTHERS)) for each in stipulation) or UNSAID
            )
        case tuple() | "categories", tuple() | str():
            several = stipulation if isinstance(stipulation, tuple) else (stipulation,)
            return ", ".join(_word(each, words, ("word", "field", *_OTHERS)) for each in several)
        case _:
            return words.value(stipulation)


def _word(word: str, words: Words, kinds: tuple[str, ...]) -> str:
    found = (words.state(word, kind=kind) for kind in kinds)
    return next((each for each in found if each != word), word)
