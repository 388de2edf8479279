"""The rules of the house that no tool of another keeps for us."""

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from civicflow.flow import MODULES as FLOW_MODULES

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "civicflow"
ABOVE_THE_CLOCK = ("flow.py", "testing", "storage", "exchange", "automation", "audit", "scenario", "cli")
AGGREGATES = (
    "organization",
    "steering",
    "feedback",
    "oversight",
    "pilot_record",
    "employee",
    "home_work",
    "roster",
    "task",
    "evaluation",
    "income",
    "exit_review",
    "deadline",
    "dossier",
    "automation",
)
CLOCKS_AND_CHANCE = (
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
)
IDS_AND_FILES = ("uuid.uuid1", "uuid.uuid4", "uuid1", "uuid4", "os.urandom", "open")
REGISTRIES = (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))
LEFT_BY_TOOLS = {".git", ".tools", ".hypothesis", "__pycache__", "_build", "build", "dist"}

MODULES = sorted(SOURCE.rglob("*.py"))
PURE_MODULES = [path for path in MODULES if path.relative_to(SOURCE).parts[0] not in ABOVE_THE_CLOCK]
TEST_MODULES = sorted((ROOT / "tests").rglob("*.py"))


def test_no_module_is_longer_than_four_hundred_lines():
    """A module is read at one sitting."""
    lengths = {named(path): len(path.read_text().splitlines()) for path in [*MODULES, *TEST_MODULES]}

    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_every_public_name_says_what_it_means():
    """Each public module, class, function and method has a docstring; a method may inherit its own."""
    assert [name for path in MODULES for name in unsaid(path)] == []


def test_every_test_says_what_is_expected():
    """A test that fails is read by someone who did not write it."""
    functions = (node for path in TEST_MODULES for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef))

    assert [f.name for f in functions if f.name.startswith("test_") and not ast.get_docstring(f)] == []


def test_nothing_below_the_flow_asks_the_machine_for_time_or_chance():
    """What decides and what answers gives the same on every replay: time and ids are handed to it."""
    forbidden = {*CLOCKS_AND_CHANCE, *IDS_AND_FILES}
    calls = ((path, ast.unparse(call.func)) for path in PURE_MODULES for call in nodes(path, ast.Call))
    imports = ((path, name) for path in PURE_MODULES for name in imported(path))

    assert [
        (named(path), called) for path, called in calls if called.removeprefix("datetime.") in forbidden
    ] == []
    assert [(named(path), name) for path, name in imports if name in {"random", "secrets", "sqlite3"}] == []


def test_an_aggregate_never_imports_the_commands_of_another():
    """
    Aggregates read each other's states and yield each other's events; acts go through people and automation.

    Only where a module is put together may it name a command from below, to add a rule to it.
    """
    commands = [command for module in FLOW_MODULES for command in module.commands]
    places = {command.__module__ for command in commands}
    places |= {f"{each.__module__.rpartition('.')[0]}.{each.__name__}" for each in commands}
    wrong = [
        (named(path), name)
        for path in PURE_MODULES
        for name in imported(path) & places
        if (home := path.relative_to(SOURCE).parts[0]) in AGGREGATES
        and path.name != "__init__.py"
        and not name.startswith(f"civicflow.{home}.")
    ]

    assert {name.split(".")[1] for name in places} <= set(AGGREGATES)
    assert wrong == []


def test_no_file_holds_a_conflict_that_was_never_settled():
    """A merge is finished before it is stored, also in a page that follows from the code."""
    marks = tuple(f"\n{sign * 7} ".encode() for sign in "<>")

    assert [named(path) for path in files() if any(mark in path.read_bytes() for mark in marks)] == []


def test_no_file_names_the_host_of_a_package_registry():
    """Where packages come from is the office's own choice."""
    hosts = [".".join(parts).encode() for parts in REGISTRIES]

    assert [named(path) for path in files() if any(host in path.read_bytes() for host in hosts)] == []


def test_locked_requirements_hold_no_address():
    """Locked requirements name packages, versions and hashes, and nothing else."""
    locked = sorted((ROOT / "requirements").glob("*.txt"))

    assert len(locked) == 4
    assert [
        named(path) for path in locked if "://" in path.read_text() or "--index" in path.read_text()
    ] == []


def test_every_pure_package_is_forbidden_to_know_storage():
    """A package that is added below storage stands at once in the contract that keeps SQL, bytes and terminals out."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (forbidden,) = (contract for contract in contracts if contract["type"] == "forbidden")
    packages = {f"civicflow.{path.relative_to(SOURCE).parts[0].removesuffix('.py')}" for path in PURE_MODULES}

    assert set(forbidden["source_modules"]) == packages - {"civicflow.__init__", "civicflow.__main__"}


def test_the_floors_of_the_house_are_drawn_as_they_are_checked():
    """Whoever reads CONTRIBUTING.md sees the layers that the tool keeps, and which of them are still to be built."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (layers,) = (each["layers"] for each in settings["tool"]["importlinter"]["contracts"] if "layers" in each)
    told = (ROOT / "CONTRIBUTING.md").read_text()
    drawn = told.split("```")[3].replace("→", " ").replace("|", " ").split()
    floors = " ".join(layers).translate(str.maketrans("()|", "   ")).split()
    missing = [each for each in floors if not any(SOURCE.glob(f"{each}*"))]

    assert drawn == floors
    assert sorted(missing) == sorted(re.findall(r"`(\w+)`", told.split("Not built yet")[1].split("\n")[0]))


def named(path: Path) -> str:
    """The path as a failing test shows it."""
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[Any]:
    """The syntax of these kinds in a module."""
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds))


def imported(path: Path) -> set[str]:
    """The modules that this one imports, and the names that may be modules in `from package import name`."""
    names = {alias.name for node in nodes(path, ast.Import) for alias in node.names}
    for node in nodes(path, ast.ImportFrom):
        names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def unsaid(path: Path) -> Iterator[str]:
    """The public names of a module that have no docstring."""
    module_name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(module_name)
    if not module.__doc__:
        yield module_name
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module_name:
            continue
        written = inspect.isclass(thing) or inspect.isroutine(thing) or hasattr(thing, "__wrapped__")
        if written and not thing.__doc__:
            yield f"{module_name}.{name}"
        if inspect.isclass(thing):
            yield from (f"{module_name}.{name}.{method}" for method in unsaid_methods(thing))


def unsaid_methods(cls: type) -> list[str]:
    """The public methods and properties written in a class for which no docstring was written, here or above."""
    written = (
        name
        for name, member in vars(cls).items()
        if inspect.isroutine(member) or isinstance(member, property)
    )
    return [name for name in written if not name.startswith("_") and not inspect.getdoc(getattr(cls, name))]


def files() -> Iterator[Path]:
    """Every file of the tree but what tools leave behind."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        left = any(part.startswith((".venv", ".coverage")) or part.endswith("_cache") for part in parts)
        if path.is_file() and not left and LEFT_BY_TOOLS.isdisjoint(parts):
            yield path


def test_a_tool_that_is_told_to_be_quiet_is_told_why():
    """In the library and its benchmarks: whoever reads an exception knows what it rests on."""
    quiet = re.compile(r"# (type: ignore\[[a-z, -]+\]|noqa: [A-Z0-9, ]+?|pragma: no cover)$")
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (*SOURCE.rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if quiet.search(line)
    ]

    assert silent == []
