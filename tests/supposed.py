"""Regulations that tests suppose: files in a folder, in the place of those of the same name."""

from pathlib import Path
from typing import TypeVar

import attrs

from civicflow.core.provision import NotedRegulations
from civicflow.core.question import Evidence, Question
from civicflow.flow import lawbook
from civicflow.regulations import Lawbook
from tests.regulations.shipped import record
from tests.views.past import Past

A = TypeVar("A")

LAWBOOK = lawbook()
EXAMPLES = Path(__file__).parents[1] / "examples"


def term(within: str, *, since: str = "2000-01-01", before: str | None = None) -> str:
    """A file that sets a term; another one before a day, when it is named."""
    earlier = (
        "" if before is None else record(f'within = "{before}"', since="2000-01-01", effective_to=_eve(since))
    )
    return (
        'about = "A term."\n[fields]\nwithin = "term"\n'
        + earlier
        + record(f'within = "{within}"', since=since)
    )


def _eve(since: str) -> str:
    year, month, day = since.split("-")
    return f"{year}-{month}-{int(day) - 1:02}"


def supposing(**files: str) -> Lawbook:
    """The shipped regulations with other files, by their keys with ``__`` for each dot."""
    return LAWBOOK.supposing({f"{key.replace('__', '.')}.toml": text for key, text in files.items()})


def one_third_from_the_first_of_june() -> str:
    """The caps of the city as the Department of Home Affairs proposed them on 1 June 2021 in the place of the order (R65)."""
    return (EXAMPLES / "one_third_proposed" / "vn.hcmc.on_site_cap.toml").read_text("utf-8")


def written(folder: Path, **files: str) -> Path:
    """A folder with such files."""
    folder.mkdir()
    for key, text in files.items():
        (folder / f"{key.replace('__', '.')}.toml").write_text(text, "utf-8")
    return folder


def evidence_under(past: Past, regulations: Lawbook, now: str, known: str | None = None) -> Evidence:
    """What an answer rests on when regulations are supposed in the place of those that the past was decided under."""
    stands = past.evidence(now, known=known)
    return attrs.evolve(stands, regulations=NotedRegulations(regulations), in_force=past.regulations)


def asked_under(past: Past, question: Question[A], regulations: Lawbook, now: str) -> A:
    """The answer under regulations that are supposed."""
    return question.answer(evidence_under(past, regulations, now))
