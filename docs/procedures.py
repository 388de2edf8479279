"""The page on how a procedure is written, made from what its reader takes and its checks demand."""

from collections.abc import Iterator

from civicflow.exchange.described import meanings_of, sentence_of
from civicflow.procedures import Instances, Outcome, Procedure, Role, StepDefinition, StepKind, Title
from civicflow.procedures.form import BY_ITSELF, FIELDS, NEEDED
from civicflow.procedures.problem import MISTAKES
from civicflow.procedures.reading import FIELDS as WRITTEN
from civicflow.procedures.reading import Tables, Word, holds
from civicflow.procedures.walk import MOST_MARKINGS
from docs.words import EN, VI, table

RECORDS: tuple[tuple[str, type], ...] = (
    ("The procedure", Procedure),
    ("A role, `[roles.CODE]`", Role),
    ("A step, `[steps.CODE]`", StepDefinition),
    ("An outcome, `[steps.CODE.outcomes.CODE]`", Outcome),
    ("Several units, `instances`", Instances),
    ("A title", Title),
)

HEAD = """# The form of a procedure

This page follows from the code; {doc}`../how-to/write-a-procedure` shows how to write one.

A procedure is a TOML file; one file is one version. Codes are letters, digits and `. _ / @ + -`; one with a dot, a slash,
an `@` or a `+` stands in quotes in the name of a table. What a file says that no row here names is a mistake."""

WALK = f"""## What is checked

Each part by itself, what parts say of each other, and then every place a dossier can come to, by every outcome: no step is
entered while it is open, each can be entered, and the dossier can always be closed. More than {MOST_MARKINGS:,} places are a
mistake. A mistake is told by its file and line; its word never changes."""


def procedures_page() -> str:
    """The whole page."""
    return "\n\n".join(_parts()) + "\n"


def _parts() -> Iterator[str]:
    yield HEAD
    for title, kind in RECORDS:
        yield f"## {title}"
        yield sentence_of(kind)
        yield table(("field", "written as", "meaning"), _fields(kind))
    yield "## Which step may say what"
    yield table(("kind", "in Vietnamese", "must say", "may say", "comes to an outcome"), map(_kind, StepKind))
    yield WALK
    yield table(("mistake", "in words", "in Vietnamese"), map(_mistake, MISTAKES))


def _fields(kind: type) -> Iterator[tuple[str, ...]]:
    meanings = meanings_of(kind)
    for name, reader in WRITTEN[kind].items():
        yield f"`{name}`", _written(reader), meanings[name]


def _written(reader: object) -> str:
    match reader:
        case Tables(kind=kind):
            return f"tables, each {'an' if kind is Outcome else 'a'} {_NAMES[kind]}"
        case Word(kind=kind):
            return ", ".join(f"`{each.value}`" for each in kind)
        case type():
            return _NAMES[reader]
        case _:
            return holds(reader)


_NAMES = {Role: "role", StepDefinition: "step", Outcome: "outcome", Title: "title", Instances: "table"}


def _kind(kind: StepKind) -> tuple[str, ...]:
    common = {"step", "kind", "title", "outcomes"}
    needed = [f"`{name}`" for name in (*NEEDED[kind], "outcomes")]
    may = [f"`{name}`" for name in sorted(FIELDS[kind] - common - set(NEEDED[kind]))]
    ends = "by itself, the only one" if kind in BY_ITSELF else "that somebody chooses"
    return f"`{kind.value}` {EN.state(kind)}", VI.state(kind), ", ".join(needed), ", ".join(may), ends


def _mistake(word: str) -> tuple[str, ...]:
    said = (each.state(word, kind="problem") for each in (EN, VI))
    return (f"`{word}`", *said)
