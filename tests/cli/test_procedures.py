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
