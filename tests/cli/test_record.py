"""Recording the log of another system from the command line."""

import pytest

MAPPING = """\
source = "permits"
zone = "Asia/Ho_Chi_Minh"

[log]
format = "csv of events"
case = "file"
activity = "step"
time = "when"

[task]
work = "text:Application for a permit"
assigned = { at = "first event" }
closed = { verb = "complete" }

[verbs]
"handed out" = "complete"
"""
LOG = """\
file,step,when
2023/17,received,2023-03-01 08:10
2023/17,handed out,2023-03-06 09:30
2023/18,received,soon
"""


@pytest.fixture(name="register")
def _register(tmp_path):
    """A register of permits and what its words mean."""
    (tmp_path / "permits.toml").write_text(MAPPING)
    (tmp_path / "permits.csv").write_text(LOG)
    return [str(tmp_path / "permits.csv"), "--mapping", str(tmp_path / "permits.toml")]


def test_a_log_is_recorded_and_every_row_accounted_for(line, register, tmp_path):
    """What was taken, what was not and why; the rows that were not are listed."""
    rejects = tmp_path / "rejects.csv"
    recorded = line("record", *register, "--rejects", str(rejects), format="json")

    assert recorded.code == 0
    assert (recorded.json["cases"], recorded.json["new"], recorded.json["known_before"]) == (1, 4, 0)
    assert recorded.json["reasons"] == {"missing": 1, "unreadable-time": 1}
    assert rejects.read_text().splitlines()[1:] == [
        "4,2023/18,unreadable-time,field: when; value: soon",
        "4,2023/18,missing,field: task.assigned",
    ]
    assert recorded.err == ""


def test_the_same_log_again_adds_nothing(line, register):
    """In the table that people read, in either language."""
    line("record", *register)
    before = line("events", format="json").out
    again = line("record", *register, lang="vi")

    assert again.code == 0
    assert "Đã ghi nhận từ trước" in again.out
    assert line("events", format="json").out == before


@pytest.mark.parametrize(
    "name,content",
    [
        ("permits.csv", None),
        ("permits.toml", None),
        ("permits.toml", "source = "),
        ("permits.toml", MAPPING.replace("zone", "zoone")),
        ("permits.csv", LOG.replace("step", "stop")),
    ],
    ids=["no log", "no mapping", "no TOML", "an unknown field", "a column that is missing"],
)
def test_a_log_or_a_mapping_that_cannot_be_read_is_told(line, register, tmp_path, name, content):
    """Exit code 3 and a reason, in either language, and nothing is recorded."""
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text(content)

    for language in ("en", "vi"):
        ended = line("record", *register, lang=language)
        assert (ended.code, ended.out) == (3, "")
        assert len(ended.err.splitlines()) == 1
    assert not (tmp_path / "store").exists() or line("events").out == ""


def test_a_public_log_is_recorded_and_asked(line, logs):
    """The receipt log: 952 of 1,329 closed cases on time."""
    mapping = "examples/mappings/receipt.toml"
    line("record", str(logs / "logs" / "receipt.xes.gz"), "--mapping", mapping)
    closed = line("ask", "on-time", format="json").json["answer"]["closed"]["figure"]

    assert (closed["numerator"], closed["denominator"]) == (952, 1329)
