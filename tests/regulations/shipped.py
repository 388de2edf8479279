"""The regulations of the package and small ones written for a test."""

from datetime import date
from functools import cache
from importlib.resources import files

from civicflow.regulations import Lawbook

TERM = 'about = "A term."\n[fields]\nworking_days = "count"\n'


@cache
def texts() -> dict[str, str]:
    """The shipped files by name."""
    folder = files("civicflow.regulations") / "data"
    return {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".toml")}


@cache
def shipped(*, strict: bool = False) -> Lawbook:
    """The shipped regulations."""
    return Lawbook.parse(texts(), strict=strict)


def day(written: str) -> date:
    """A date in ISO form."""
    return date.fromisoformat(written)


def record(
    value: str = "working_days = 1", *, since: str = "2020-01-01", status: str = "design", **more: str
) -> str:
    """One record as TOML; further fields as TOML values."""
    written = "".join(f"{name} = {text}\n" for name, text in more.items())
    return (
        f'\n[[record]]\neffective_from = {since}\ninstrument = "An order"\nstatus = "{status}"\n'
        f"{written}[record.value]\n{value}\n"
    )


def lawbook(**sheets: str) -> Lawbook:
    """A lawbook of sheets of terms: each argument is a key with ``__`` for its dots, and the records of its file."""
    written = {f"{key.replace('__', '.')}.toml": TERM + records for key, records in sheets.items()}
    return Lawbook.parse(written)


def strict_lawbook(**sheets: str) -> Lawbook:
    """The same, relying on nothing from memory."""
    return Lawbook(lawbook(**sheets).sheets, strict=True)
