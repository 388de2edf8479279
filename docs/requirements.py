"""The page that says for each requirement where it is met and by which test: gathered from the markers in docstrings."""

import ast
import importlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.question import Question

DOCS = Path(__file__).parent
ROOT = DOCS.parent
CODE = ROOT / "src" / "civicflow"

_MARKER = re.compile(r"\b([RKE])([1-9]\d?)(b?)(?:[-–]\1?(\d{1,2}))?\b")
_SPEAK_OF_ALL = {DOCS / "explanation" / "glossary.md", ROOT / "tests" / "docs" / "test_requirements.py"}

SORTS: Mapping[str, str] = {
    "commands": "Commands",
    "events": "Events",
    "rules": "Rules",
    "questions": "Questions",
    "views": "Views",
    "regulations": "Regulations",
    "code": "Other code",
    "documents": "Documents",
    "examples": "Examples",
    "tests": "Tests",
}
MEETS = ("commands", "events", "rules", "questions", "views", "regulations", "code")

MILESTONES = {"C": "evaluation and income", "D": "procedures, dossiers, automation"}

HEAD = """\
# Requirements

What was asked of civicflow (R1 to R85), what a second reading corrected (K1 to K25), and where each is met. The numbers
stand in brackets in docstrings and in files of regulations; this page gathers them. What no code meets says why: it is
context, or it comes with a later milestone. The wording is ours; what laws and orders say stands in
{doc}`/reference/regulations`, with sources.

Written by `./run python -m docs.pages`; `tests/docs/test_requirements.py` refuses a row that points at nothing."""


@frozen(order=True)
class Place:
    """
    Where a marker stands.

    Args:
        sort: What carries it, one of ``SORTS``.
        path: The file, from the root of the repository.
        name: What of the file carries it; empty when it is the file as a whole.
    """

    sort: str
    path: str
    name: str


@frozen(kw_only=True)
class Requirement:
    """
    One thing that was asked for.

    Args:
        en: What, in English.
        vi: What, in Vietnamese.
        kind: What sort of thing it is.
        context: Why no code meets it; empty when code does.
        later: The milestone with which it, or the rest of it, comes; empty when nothing is left.
        what: What comes then.
    """

    en: str
    vi: str
    kind: str
    context: str = ""
    later: str = ""
    what: str = ""


REQUIREMENTS: Mapping[str, Requirement] = {
    number: Requirement(**row)
    for number, row in tomllib.loads((DOCS / "requirements.toml").read_text("utf-8")).items()
}


def requirements_page() -> str:
    """Each requirement with the places that carry its number."""
    carried = places()
    parts = (
        part for number, asked in REQUIREMENTS.items() for part in _parts(number, asked, carried[number])
    )
    return "\n\n".join((HEAD, *parts)) + "\n"


def _parts(number: str, asked: Requirement, carried: set[Place]) -> Iterator[str]:
    yield f"## {number}"
    yield f"**{asked.en}** · {asked.vi} · {asked.kind}"
    if asked.context:
        yield f"Context: {asked.context}"
    if asked.later:
        yield f"Later, with {MILESTONES[asked.later]}: {asked.what}."
    lines = [f"- {said}: {_links(carried, sort)}" for sort, said in SORTS.items() if _of(carried, sort)]
    if lines:
        yield "\n".join(lines)


def _links(carried: set[Place], sort: str) -> str:
    found = {(_called(place), place.path) for place in _of(carried, sort)}
    return ", ".join(f"[`{name}`](../../{path})" for name, path in sorted(found))


def _called(place: Place) -> str:
    """What a place is called: by its name, with its module where the name alone says little."""
    if not place.name:
        return place.path.removeprefix("src/civicflow/")
    module = Path(place.path).with_suffix("").parts[2:]
    return ".".join((*module, place.name)) if place.sort in {"views", "code"} else place.name


def _of(carried: Iterable[Place], sort: str) -> list[Place]:
    return [place for place in carried if place.sort == sort]


def places() -> dict[str, set[Place]]:
    """The places that carry each number: R, K, and E for worked examples."""
    carried: dict[str, set[Place]] = defaultdict(set)
    for text, place in (*_of_code(), *_of_tests(), *_of_regulations(), *_of_documents()):
        for number in numbers(text):
            carried[number].add(place)
    return defaultdict(set, {number: _named_once(those) for number, those in carried.items()})


def _named_once(those: set[Place]) -> set[Place]:
    """A file of code as a whole is named only when nothing in it is."""
    closer = {place.path for place in those if place.name}
    return {place for place in those if place.name or place.path not in closer}


def numbers(text: str) -> Iterator[str]:
    """The numbers that a text names, those within ranges such as ``R19-R22`` too."""
    for letter, first, half, last in _MARKER.findall(text):
        for number in range(int(first), int(last or first) + 1):
            yield f"{letter}{number}{half}"


def _of_code() -> Iterator[tuple[str, Place]]:
    for path in sorted(CODE.rglob("*.py")):
        for name, text in _said_in(path):
            yield text, Place(_sort(path, name), _from_root(path), name)


def _sort(path: Path, name: str) -> str:
    """What a definition is: a command, an event, a question, a rule, a view, or other code."""
    dotted = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    thing = getattr(importlib.import_module(dotted), name, None)
    for sort, kind in (("commands", Command), ("events", Event), ("questions", Question)):
        if isinstance(thing, type) and issubclass(thing, kind):
            return sort
    if path.stem.endswith(("rules", "authority")):
        return "rules"
    return "views" if "views" in path.relative_to(CODE).parts else "code"


def _of_tests() -> Iterator[tuple[str, Place]]:
    for sort, folder, pattern in (("tests", "tests", "test_*.py"), ("examples", "examples", "*.py")):
        for path in sorted({*(ROOT / folder).rglob(pattern)} - _SPEAK_OF_ALL):
            for _, text in _said_in(path):
                yield text, Place(sort, _from_root(path), "")


def _of_regulations() -> Iterator[tuple[str, Place]]:
    for path in sorted((CODE / "regulations" / "data").glob("*.toml")):
        yield path.read_text("utf-8"), Place("regulations", _from_root(path), path.stem)


def _of_documents() -> Iterator[tuple[str, Place]]:
    for folder in ("tutorial", "how-to", "explanation", "adr"):
        for path in sorted({*(DOCS / folder).glob("*.md")} - _SPEAK_OF_ALL):
            yield path.read_text("utf-8"), Place("documents", _from_root(path), path.stem)


def _from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _said_in(path: Path) -> Iterator[tuple[str, str]]:
    """Each docstring of a file, and each basis that a refusal names, with the outermost definition that it is about."""
    before = ""
    for statement in ast.parse(path.read_text("utf-8")).body:
        name = _named(statement)
        about = before if isinstance(statement, ast.Expr) else name
        yield from ((about, text) for text in _texts(statement))
        before = name


def _named(statement: ast.stmt) -> str:
    """What a statement defines; nothing when it defines nothing, or several things."""
    match statement:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return ""


def _texts(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text
            case ast.keyword(arg="basis", value=ast.Constant(value=str(text))):
                yield text
            case _:
                pass
