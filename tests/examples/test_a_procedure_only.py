"""An application that brings a procedure and nothing else: a folder, one file, a module of one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import civicflow as cf
import parking_permits
from civicflow.core import FixedClock, RefusedError
from civicflow.flow import procedures_of
from civicflow.testing import numbered_ids, violations
from parking_permits import MODULE
from tests.examples.division import division

EXAMPLE = Path(parking_permits.__file__).parent
CHECK, SIGN = "P-1/check/1", "P-1/sign/1"


@pytest.fixture(name="clock")
def _clock():
    return FixedClock("2023-10-02T08:00+07:00")


@pytest.fixture(name="flow")
def _flow(tmp_path, clock):
    """A division of a head and two members, with the application plugged in."""
    with cf.open(tmp_path / "store", modules=(MODULE,), clock=clock, ids=numbered_ids()) as flow:
        for command in division():
            flow.execute(command, by="ADMIN")
        yield flow


@pytest.fixture(name="published")
def _published(flow):
    """The head has published what the application brings."""
    (definition,) = procedures_of([MODULE])
    flow.execute(cf.dossier.PublishProcedure(unit="U-1", definition=definition), by="HEAD")
    return flow


def does(flow, task, outcome, by):
    """A person brings the task of a step to an outcome, and the dossier goes on."""
    flow.execute(cf.task.ConcludeTask(task=task, outcome=outcome, output="Xong"), by=by)
    flow.react()


def opens(flow):
    """A permit is asked for."""
    flow.execute(cf.dossier.OpenDossier(dossier="P-1", procedure="parking-permit", unit="U-1"), by="E-1")
    flow.react()


def result(flow):
    """What the dossier was closed with."""
    *_, last = flow.entries(stream="dossier:P-1")
    return getattr(last.event, "result", None)


def test_the_application_is_a_file_and_a_module_that_names_its_folder():
    """No command, event, rule or text of its own."""
    said = {name for name, value in attrs.asdict(MODULE, recurse=False).items() if value}

    assert said == {"name", "procedures"}
    assert MODULE.procedures == EXAMPLE / "procedures"
    assert [path.name for path in EXAMPLE.rglob("*") if path.suffix in {".py", ".toml"}] == [
        "__init__.py",
        "parking_permit.toml",
    ]


def test_nothing_holds_by_being_installed(flow):
    """Until an office has published it, no dossier is opened under it."""
    command = cf.dossier.OpenDossier(dossier="P-1", procedure="parking-permit", unit="U-1")

    with pytest.raises(cf.errors.NotOnRecordError, match="procedure"):
        flow.execute(command, by="E-1")


def test_a_permit_is_checked_and_signed(published):
    """By whoever plays each role; what silence brings is not theirs to choose."""
    opens(published)
    published.execute(cf.task.ClaimTask(task=CHECK), by="E-1")
    does(published, CHECK, "resident", "E-1")
    silence = cf.task.ConcludeTask(task=SIGN, outcome="silent", output="Im lặng")
    with pytest.raises(RefusedError, match="outcome"):
        published.execute(silence, by="HEAD")
    does(published, SIGN, "signed", "HEAD")

    assert result(published) == "granted"
    assert list(violations(published.entries())) == []


def test_silence_grants_it(published, clock):
    """Three working days after the check, and not a moment before."""
    opens(published)
    published.execute(cf.task.ClaimTask(task=CHECK), by="E-1")
    does(published, CHECK, "resident", "E-1")

    clock.move_to("2023-10-05T17:00+07:00")
    published.tick()
    assert result(published) is None
    clock.move_to("2023-10-05T17:01+07:00")
    published.tick()
    assert result(published) == "tacit"


def test_the_command_line_checks_it_and_finds_it_by_its_code(flow, tmp_path):
    """As ``--module`` names the application, without anything installed; a first day that has gone by is refused."""
    flow.close()
    told = civicflow(tmp_path, "publish", "parking-permit", "--unit", "U-1", "--by", "HEAD", check=False)

    assert civicflow(tmp_path, "check").stderr == "Nothing is wrong.\n"
    assert told.returncode == 1
    assert [each["rule"] for each in json.loads(told.stdout)] == ["version_holds_from_today_at_the_earliest"]


def civicflow(folder, *arguments, check=True):
    """What ``civicflow procedure`` says with the application named."""
    path = os.pathsep.join([str(EXAMPLE.parent), str(Path(cf.__file__).parents[1])])
    run = [sys.executable, "-c", "from civicflow.cli import main; raise SystemExit(main())"]
    named = ["--module", "parking_permits:MODULE", "--store", str(folder / "store"), "--format", "json"]
    return subprocess.run(
        [*run, "procedure", *arguments, *named],
        env=os.environ | {"PYTHONPATH": path, "CIVICFLOW_LONGEST_SILENCE": "36500"},
        capture_output=True,
        text=True,
        check=check,
    )
