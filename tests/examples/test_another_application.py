"""An application that plugs its own aggregate, view, question and verb into civicflow as it is."""

import ast
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

import civicflow as cf
import leave_requests
from civicflow.core import Claim, FixedClock, Recorded, RefusedError
from civicflow.core.command import name_of
from civicflow.messages import LANGUAGES, Words
from civicflow.testing import events, numbered_ids, violations
from leave_requests import MODULE, Absences, GrantLeave, RequestLeave, WithdrawLeaveRequest
from leave_requests.absences import Absence
from tests.examples.division import division

EXAMPLE = Path(leave_requests.__file__).parent
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "public-modules.md"
PUBLIC = set(re.findall(r"`(civicflow[a-z_.]*)`", PAGE.read_text()))
NOON = datetime(2023, 10, 2, 5, 0, tzinfo=UTC)
WEEK = Absences(unit="U-1", since="2023-10-09", until="2023-10-13")
REQUESTED = RequestLeave(request="L-1", unit="U-1", since="2023-10-11", until="2023-10-16")
GRANTED = GrantLeave(request="L-1")


@pytest.fixture(name="clock")
def _clock():
    return FixedClock(NOON)


@pytest.fixture(name="flow")
def _flow(tmp_path, clock):
    """A division of a head and two members."""
    with cf.open(tmp_path / "store", modules=(MODULE,), clock=clock, ids=numbered_ids()) as flow:
        for command in division():
            flow.execute(command, by="ADMIN")
        yield flow


def test_leave_is_asked_for_granted_and_seen(flow):
    """One decision changes the request and the employee's record, and every decision rested on the whole truth."""
    flow.execute(REQUESTED, by="E-1")
    receipt = flow.execute(GRANTED, by="HEAD")

    absence = Absence(
        request="L-1",
        person="E-1",
        unit="U-1",
        since=date(2023, 10, 11),
        until=date(2023, 10, 16),
        granted=receipt.first,
    )
    assert flow.ask(WEEK).answer == (absence,)
    assert receipt.last == receipt.first + 1
    assert [entry.topic for entry in flow.entries(stream="employee:E-1")] == [
        "employee.registered",
        "employee.leave_recorded",
    ]
    assert list(violations(flow.entries())) == []


def test_a_decision_says_what_it_rested_on(flow):
    """The regulation of the application, the calendar and the office stand in the envelope."""
    flow.execute(REQUESTED, by="E-1")
    flow.execute(GRANTED, by="HEAD")
    asked, granted = (entry.envelope for entry in flow.entries(stream="leave_request:L-1"))

    assert asked.regulations == ("leave_notice/2023-01-01",)
    assert asked.calendar == "vn-2026.1"
    assert granted.authority == "head@unit:U-1#3"
    assert granted.streams == {"leave_request:L-1": 1, "unit:U-1": 4, "employee:E-1": 1, "employee:E-2": 1}


def test_the_last_two_are_not_let_go_by_two_deciders(flow, clock, tmp_path):
    """Whoever decided on what they remembered decides again on what has happened since."""
    second = RequestLeave(request="L-2", unit="U-1", since="2023-10-16", until="2023-10-17")
    flow.execute(REQUESTED, by="E-1")
    flow.execute(second, by="E-2")

    with cf.open(tmp_path / "store", modules=(MODULE,), clock=clock) as other:
        assert other.check(GrantLeave(request="L-2"), by="HEAD") == ()
        flow.execute(GRANTED, by="HEAD")
        with pytest.raises(RefusedError) as refused:
            other.execute(GrantLeave(request="L-2"), by="HEAD")

    assert [each.rule for each in refused.value.refusals] == ["somebody_stays_in_the_unit"]
    assert list(violations(flow.entries())) == []


def test_days_that_are_given_back_are_seen_no_more(flow, clock):
    """Nor before they were granted; what was known in between is still told."""
    flow.execute(REQUESTED, by="E-1")
    flow.execute(GRANTED, by="HEAD")
    clock.advance(days=1)
    flow.execute(WithdrawLeaveRequest(request="L-1"), by="E-1")

    assert flow.ask(WEEK).answer == ()
    assert len(flow.ask(WEEK, known=NOON).answer) == 1


def test_a_refusal_that_rests_on_the_house_rules_goes_on_record(flow):
    """Who tried, what, and which rule; in the stream of the person who tried."""
    tomorrow = RequestLeave(request="L-1", unit="U-1", since="2023-10-03", until="2023-10-03")

    assert [each.rule for each in flow.check(tomorrow, by="E-1")] == ["leave_is_asked_for_in_time"]
    with pytest.raises(RefusedError):
        flow.execute(tomorrow, by="E-1")
    (entry,) = flow.entries(stream="refusal:E-1:2023-10-02")
    (refused,) = entry.event.refusals
    assert (entry.event.command, refused.rule) == ("request-leave", "leave_is_asked_for_in_time")
    assert refused.parameters == {"ahead": 1, "notice": 3}


@settings(max_examples=50)
@given(st.one_of(*map(events, MODULE.events)))
def test_every_event_survives_storage(event):
    """Whatever it says; the way in here is that of a claim, which no rule keeps out."""
    with cf.open(":memory:", modules=(MODULE,), clock=FixedClock(NOON)) as flow:
        (result,) = flow.record([Claim(event=event, occurred_at=NOON, id="1")], source="test")
        (entry,) = flow.entries()

    assert (result, entry.event) == (Recorded.NEW, event)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_person_reads_is_said_in_both_languages(language):
    """Events, commands, questions and rules each have a text, and no text outlives what it spoke of."""
    rules = {rule.__name__ for command in MODULE.commands for rule in (command.authority, *command.rules)}
    named = {name_of(each) for each in (*MODULE.commands, *MODULE.questions)}
    topics = {event.topic for event in MODULE.events}
    found = {key for key in texts(language) if key.partition(".")[0] in {"event", "title", "rule"}}

    assert found == (
        {f"event.{topic}" for topic in topics}
        | {f"title.{name}" for name in topics | named}
        | {f"rule.{name}" for name in rules}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language):
    """``pybabel compile -D leave_requests -d locale`` makes one of the other."""
    compiled = read_mo(BytesIO((locale(language) / "leave_requests.mo").read_bytes()))

    assert {message.id: message.string for message in compiled if message.id} == texts(language)


@pytest.mark.parametrize(
    "language, sentence",
    [
        ("vi", "HEAD cho E-1 nghỉ phép từ 11/10/2023 đến 16/10/2023 (đơn L-1, đơn vị U-1)"),
        ("en", "HEAD granted E-1 leave from 2023-10-11 to 2023-10-16 (request L-1, unit U-1)"),
    ],
)
def test_the_trail_tells_the_application_s_own_events(flow, language, sentence):
    """Beside those of civicflow, in the order of the log."""
    flow.execute(REQUESTED, by="E-1")
    flow.execute(GRANTED, by="HEAD")
    words = Words(language, flow.modules, flow.setting.zone)

    assert sentence in [words.deed(entry) for entry in flow.entries(key="person:E-1")]


def test_no_rule_bears_the_name_of_one_of_civicflow():
    """A refusal is told by the name of its rule, whichever module it is of."""
    ours, theirs = ({each.__name__ for each in rules_of(modules)} for modules in (cf.flow.MODULES, [MODULE]))

    assert ours & theirs == set()


def test_the_command_line_asks_its_question_and_has_its_verb(flow, tmp_path):
    """Plugged in by the entry points of an installed distribution."""
    flow.execute(REQUESTED, by="E-1")
    flow.execute(GRANTED, by="HEAD")
    flow.close()
    installed(tmp_path)

    asked = ["ask", "absences", "--unit", "U-1", "--since", "2023-10-09", "--until", "2023-10-13"]
    (absence,) = json.loads(civicflow(tmp_path, *asked, "--format", "json"))["answer"]
    assert (absence["person"], absence["until"]) == ("E-1", "2023-10-16")
    assert civicflow(tmp_path, "away", "U-1", "2023-10-12") == "E-1\n"
    assert civicflow(tmp_path, "away", "U-1", "2023-10-17") == ""


def test_the_example_imports_only_what_is_public():
    """What stands on the page of public modules is promised; the rest may move."""
    assert {name for name in imports(EXAMPLE.rglob("*.py")) if name.startswith("civicflow")} <= PUBLIC


def test_the_documentation_imports_only_what_is_public():
    """What a page shows is what an application may do."""
    pages = (page.read_text() for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    shown = {
        name for page in pages for name in re.findall(r"^ *from (civicflow[\w.]*) import", page, re.MULTILINE)
    }

    assert "civicflow.testing" in shown
    assert shown <= PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_module_can_be_imported(name):
    """The page promises nothing that is not there."""
    assert import_module(name).__doc__


def test_nothing_of_the_example_stands_in_civicflow():
    """An application is added without touching it."""
    source = Path(cf.__file__).parent
    files = (path for path in source.rglob("*") if path.suffix in {".py", ".po", ".toml"})

    assert [path.name for path in files if "leave_request" in path.read_text()] == []


def rules_of(modules):
    """Every authority and rule of the commands of some modules."""
    commands = (command for module in modules for command in module.commands)
    return {rule for command in commands for rule in (command.authority, *command.rules)}


def imports(paths):
    """The modules that some files import from."""
    nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text())))
    return {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


def locale(language):
    """Where the catalogue of a language lies."""
    return EXAMPLE / "locale" / language / "LC_MESSAGES"


def texts(language):
    """The texts of a language as they are written."""
    with (locale(language) / "leave_requests.po").open("rb") as source:
        return {message.id: message.string for message in read_po(source) if message.id}


def installed(folder):
    """What a package manager leaves of a distribution with entry points."""
    record = folder / "leave_requests-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: leave-requests\nVersion: 1.0\n")
    (record / "entry_points.txt").write_text(
        "[civicflow.modules]\nleave_requests = leave_requests:MODULE\n"
        "[civicflow.verbs]\naway = leave_requests.verb:away\n"
    )


def civicflow(folder, *arguments):
    """What the command line prints, with the distribution in a folder installed."""
    path = os.pathsep.join([str(folder), str(EXAMPLE.parent), str(Path(cf.__file__).parents[1])])
    run = [sys.executable, "-c", "from civicflow.cli import main; raise SystemExit(main())", *arguments]
    found = subprocess.run(
        [*run, "--store", str(folder / "store")],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout
