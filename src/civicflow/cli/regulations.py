"""What laws and orders set, from the command line: listed, looked up by day and place, checked."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
from cyclopts import App

from civicflow.cli.terminal import Terminal
from civicflow.cli.values import read
from civicflow.errors import UnknownNameError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from civicflow.cli.on_record import Line
    from civicflow.regulations import Lawbook, Sheet

REGULATIONS = App(name="regulations", help="List, look up and check what laws and orders set.")

WRONG = 1
Mode: TypeAlias = Literal["normal", "pilot", "emergency"]
Category: TypeAlias = Literal["cadre", "civil_servant", "public_employee", "worker", "contract_worker"]


@REGULATIONS.command(name="list")
def listed(*, locality: str | None = None, subject: str | None = None, terminal: Terminal) -> int:
    """
    List the records at hand: civicflow's own, those of other applications, those of the authority.

    Args:
        locality: Only what binds this place, such as vn/hcmc: its own records and those of each wider place.
        subject: Only this parameter, such as on_site_cap.
        terminal: Where the result goes.
    """
    from civicflow.cli.on_record import lines
    from civicflow.regulations.lawbook import levels

    found = []
    for sheet in at_hand(terminal).sheets:
        if subject in {None, sheet.subject} and (locality is None or sheet.locality in levels(locality)):
            found += [_in_words(line, sheet, terminal) for line in lines(sheet)]
    terminal.show(found)
    return 0


@REGULATIONS.command
def show(
    key: str,
    /,
    *,
    on: str,
    known: str | None = None,
    locality: str | None = None,
    mode: Mode | None = None,
    category: Category | None = None,
    code: str | None = None,
    terminal: Terminal,
) -> int:
    """
    Show what is on record for a day: each record around the place and which one answers, or since when nothing is.

    Args:
        key: The parameter as its file is named, such as vn.hcmc.on_site_cap.
        on: The day of the fact, such as 2021-06-04.
        known: As known on that day.
        locality: The place, such as vn/hcmc/district-10; that of the key when left out.
        mode: Only what binds in this working mode.
        category: Only what binds this personnel category.
        code: Only this entry of a catalogue.
        terminal: Where the result goes.
    """
    from civicflow.cli.on_record import said, shown, told
    from civicflow.core.fields import day, optional_day
    from civicflow.regulations.looking_up import Inquiry, look_up

    place, _, subject = key.rpartition(".")
    asked = Inquiry(
        subject=subject,
        on=read(day, "--on", on),
        locality=place.replace(".", "/") if locality is None else locality,
        mode=mode,
        category=category,
        code=code,
        known=read(optional_day, "--known", known),
    )
    lawbook = at_hand(terminal)
    about = _about(lawbook, key, subject, terminal)
    found = shown(key, about, asked, look_up(lawbook, asked))
    terminal.show(found if terminal.form != "table" else said(attrs.evolve(found, records=())))
    sheets = {provision.id: sheet for sheet in lawbook.sheets for provision in sheet.provisions}
    for record in found.records if terminal.form == "table" else ():
        terminal.show(told(record, sheets[record.id], terminal.words))
    return 0


@REGULATIONS.command
def check(*places: Path, terminal: Terminal) -> int:
    """
    Check files of regulations together with those at hand: every problem, every gap, and how well it is all attested.

    Args:
        places: Files, or folders of files; all that is at hand when left out.
        terminal: Where the result goes.
    """
    from civicflow.cli.on_record import checked
    from civicflow.exchange.regulation_files import regulation_texts
    from civicflow.flow import OWN_REGULATIONS
    from civicflow.regulations.checks import examine, gaps

    every = regulation_texts(OWN_REGULATIONS, *_besides(terminal))
    named = regulation_texts(*places) if places else every
    known = {Path(file).resolve() for file in named}
    others = {file: text for file, text in every.items() if Path(file).resolve() not in known}
    examined = examine(others | named)
    sheets = tuple(sheet for sheet in examined.sheets if sheet.file in named)
    keys = {sheet.key for sheet in sheets}
    missing = tuple(gap for gap in gaps(examined.sheets) if gap.key in keys)
    terminal.show(checked(sheets, missing, examined.problems, terminal.words))
    return WRONG if examined.problems else 0


def at_hand(terminal: Terminal) -> "Lawbook":
    """The regulations that a store opened here would be asked under."""
    from civicflow.flow import lawbook

    return lawbook(*_besides(terminal))


def _besides(terminal: Terminal) -> "tuple[Traversable, ...]":
    """The folders of other applications and of the authority."""
    from civicflow.flow import overlays, regulations_of

    return (*regulations_of(terminal.modules), *overlays())


def _about(lawbook: "Lawbook", key: str, subject: str, terminal: Terminal) -> str:
    """What a parameter means, by its own file or by that of another place."""
    alike = [sheet for sheet in lawbook.sheets if sheet.subject == subject]
    if not alike:
        near = ", ".join(get_close_matches(key, [sheet.key for sheet in lawbook.sheets]))
        raise UnknownNameError(field="regulation", problem="unknown", value=key[:100], near=near)
    sheet = next((each for each in alike if each.key == key), alike[0])
    return sheet.about_vi or sheet.about if terminal.language == "vi" else sheet.about


def _in_words(line: "Line", sheet: "Sheet", terminal: Terminal) -> "Line":
    """A line as people read it; programs are given its fields as they stand."""
    from civicflow.cli.on_record import worded

    if terminal.form != "table" or line.value is None:
        return line
    return attrs.evolve(line, value=worded(line.value, sheet, terminal.words))
