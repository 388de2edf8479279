"""Procedures from the command line: checked, drawn, set out as a table."""

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from tests.procedures.test_reading import SOUND


@pytest.fixture(name="file")
def _file(tmp_path):
    """A procedure that can be carried out."""
    path = tmp_path / "one-stop.toml"
    path.write_text(SOUND, "utf-8")
    return path


def test_what_is_sound_ends_well(line, file):
    """Nothing is printed, and the exit code says so."""
    told = line("procedure", "check", str(file))
    assert (told.code, told.out, told.err) == (0, "", "Nothing is wrong.\n")


def test_every_mistake_is_told_with_file_and_line(line, file, tmp_path):
    """Of several files, and of all files of a folder; in the language of the reader."""
    other = tmp_path / "other.toml"
    other.write_text(
        SOUND.replace('"clerk"\nterm', '"clark"\nterm').replace("version = 2", "version = 0"), "utf-8"
    )
    told = line("procedure", "check", str(file), str(other))
    assert (told.code, told.out.splitlines()) == (
        1,
        [
            f"{other}:2: version: must be more than 0 (0).",
            f"{other}:15: step “receive”: role: there is no such role (clark).",
        ],
    )
    assert line("procedure", "check", str(tmp_path), lang="vi").out.splitlines() == [
        f"{other}:2: version: phải lớn hơn 0 (0).",
        f"{other}:15: bước “receive”: role: không có vai trò này (clark).",
    ]


def test_programs_are_told_the_mistakes_field_by_field(line, file):
    """The word for a mistake stays the same whatever is told to people."""
    file.write_text(SOUND.replace('leads_to = ["supplement"]', 'leads_to = ["x"]'), "utf-8")
    told = line("procedure", "check", str(file), format="json")
    assert told.code == 1
    assert told.json[0] == {
        "file": str(file),
        "line": 26,
        "mistake": "unknown-step",
        "role": None,
        "step": "receive",
        "outcome": "lacking",
        "field": "leads_to",
        "told": f"{file}:26: step “receive”: outcome “lacking”: leads_to: there is no such step (x).",
    }


def test_a_file_that_is_not_there_is_told(line, tmp_path):
    """Also one that is no text at all."""
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    for name, problem in (("none.toml", "cannot be opened"), ("bytes.toml", "wrong encoding")):
        told = line("procedure", "check", str(tmp_path / name))
        assert told.code == 1
        assert told.err.startswith(f"civicflow: {tmp_path / name}:1: ")
        assert problem.split()[-1] in told.err


def test_a_procedure_is_drawn_for_a_page(line, file):
    """As Mermaid, in the language of the reader."""
    told = line("procedure", "draw", str(file), lang="vi")
    assert told.code == 0
    assert told.out.splitlines() == [
        "flowchart TD",
        '  opened(["Hồ sơ một cửa"])',
        '  step_receive["Tiếp nhận<br/>Cán bộ một cửa<br/>4 working_hours"]',
        '  step_supplement[/"Chờ bổ sung<br/>Cán bộ một cửa"/]',
        '  closed_granted(["granted"])',
        "  opened --> step_receive",
        '  step_receive -- "Đủ" --> closed_granted',
        '  step_receive -- "Thiếu" --> step_supplement',
        '  step_supplement -- "Đã có" --> step_receive',
    ]


def test_a_procedure_is_drawn_for_other_tools(line, file):
    """As BPMN 2.0, valid by the schema of its authors."""
    told = line("procedure", "draw", str(file), **{"as": "bpmn"})
    BpmnValidator().validate(etree.fromstring(told.out.encode()))
    assert 'name="Await the supplement"' in told.out


def test_a_procedure_is_set_out_as_a_table(line, file):
    """A line for each outcome, in both languages."""
    assert "Await the supplement" in line("procedure", "table", str(file)).out
    rows = line("procedure", "table", str(file), format="json", lang="vi").json
    assert [(row["title"], row["outcome"], row["leads_to"], row["closes"]) for row in rows] == [
        ("Tiếp nhận", "Đủ", [], "granted"),
        ("Tiếp nhận", "Thiếu", ["Chờ bổ sung"], None),
        ("Chờ bổ sung", "Đã có", ["Tiếp nhận"], None),
    ]
    assert rows[0]["role"] == "Cán bộ một cửa"


def test_what_is_not_sound_is_not_drawn(line, file):
    """Every mistake is told instead."""
    file.write_text(SOUND.replace("version = 2", "version = 0").replace('closes = "granted"', ""), "utf-8")
    told = line("procedure", "draw", str(file))
    assert (told.code, told.out) == (1, "")
    assert [each.rpartition(":")[2] for each in told.err.splitlines()] == [
        " must be more than 0 (0).",
        " neither leads to a step nor closes the dossier.",
    ]


def test_a_code_that_nobody_knows_is_told(line):
    """Neither a file nor a procedure."""
    told = line("procedure", "draw", "one-stop")
    assert told.code == 2
    assert told.err == "civicflow: There is no procedure named one-stop.\n"


LATER = SOUND.replace("2024-01-01", "2199-01-01").replace("version = 2", "version = 1")


@pytest.mark.usefixtures("office")
def test_the_head_publishes_a_procedure_and_it_is_drawn_from_the_store(line, file):
    """Once it is published nobody needs the file."""
    file.write_text(LATER, "utf-8")
    told = line("procedure", "publish", str(file), unit="U-1", by="E-101", format="json")
    assert told.code == 0
    file.unlink()

    assert line("procedure", "draw", "one-stop").out.startswith("flowchart TD\n")
    assert [row["step"] for row in line("procedure", "table", "one-stop", format="json").json][:1] == [
        "receive"
    ]
    assert line("procedure", "list", format="json", lang="vi").json == [
        {
            "procedure": "one-stop",
            "version": 1,
            "title": "Hồ sơ một cửa",
            "unit": "U-1",
            "since": "2199-01-01",
            "withdrawn_since": None,
            "instrument": "QĐ 1/2024",
            "position": told.json["first"],
        }
    ]


@pytest.mark.usefixtures("office")
def test_whoever_may_not_publish_is_told_why(line, file):
    """The same refusals as for any command."""
    file.write_text(LATER, "utf-8")
    told = line("procedure", "publish", str(file), unit="U-1", by="E-204")
    assert told.code == 1
    assert told.out.startswith("head_of_the_unit: ")
    assert line("procedure", "publish", "nothing", unit="U-1", by="E-101").err == (
        "civicflow: There is no procedure named nothing.\n"
    )


@pytest.mark.usefixtures("office")
def test_what_an_application_brings_is_checked_listed_and_published_by_its_code(line, tmp_path, monkeypatch):
    """An application that adds a procedure and nothing else is a module with a folder."""
    folder = tmp_path / "brought_along" / "procedures"
    folder.mkdir(parents=True)
    (folder / "one-stop.toml").write_text(LATER, "utf-8")
    (folder.parent / "__init__.py").write_text(
        "from importlib.resources import files\nfrom civicflow.core.module import Module\n"
        'MODULE = Module(name="brought_along", procedures=files("brought_along") / "procedures")\n',
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    brought = {"module": "brought_along:MODULE"}

    assert line("procedure", "check", **brought).code == 0
    assert line("procedure", "draw", "one-stop", **brought).code == 0
    (listed,) = line("procedure", "list", format="json", **brought).json
    assert (listed["procedure"], listed["unit"], listed["position"]) == ("one-stop", None, None)
    assert line("procedure", "publish", "one-stop", unit="U-1", by="E-101", **brought).code == 0
    (published,) = line("procedure", "list", format="json", **brought).json
    assert (published["procedure"], published["unit"]) == ("one-stop", "U-1")
