"""Procedures as files: read, and refused with every mistake in its line."""

import pytest
from hypothesis import given

from civicflow.errors import CivicflowError, UnsoundProcedureError
from civicflow.messages import Words
from civicflow.procedures import Procedure, StepKind
from civicflow.procedures.reading import examine_procedure, read_procedure
from civicflow.procedures.writing import written
from tests.procedures.random_procedures import sound_procedures

SOUND = """\
procedure = "one-stop"
version = 2
title = { vi = "Hồ sơ một cửa", en = "One-stop file" }
since = 2024-01-01
instrument = "QĐ 1/2024"
opens_with = ["receive"]
term = "15 working_days"

[roles.clerk]
title = { vi = "Cán bộ một cửa", en = "One-stop clerk" }
held_by = "members"

[steps.receive]
title = { vi = "Tiếp nhận", en = "Receive" }
role = "clerk"
term = "4 working_hours"
reminders = ["1 working_hours"]
at_home = true

[steps.receive.outcomes.complete]
title = { vi = "Đủ", en = "Complete" }
closes = "granted"

[steps.receive.outcomes.lacking]
title = { vi = "Thiếu", en = "Lacking" }
leads_to = ["supplement"]

[steps.supplement]
kind = "wait"
title = { vi = "Chờ bổ sung", en = "Await the supplement" }
role = "clerk"
awaits = "supplement"
outcomes.came = { title = { vi = "Đã có", en = "It came" }, leads_to = ["receive"] }
"""


def told(text: str, language: str = "en") -> list[str]:
    """The mistakes of a file as a person reads them."""
    words = Words(language, (), None)  # type: ignore[arg-type]  # nothing here has a time
    return [words.error(mistake) for mistake in examine_procedure("file.toml", text).mistakes]


def test_a_file_says_what_the_procedure_is() -> None:
    """Every field of the file is a field of the procedure; what is not said is as usual."""
    procedure = read_procedure("file.toml", SOUND)
    receive, supplement = procedure.steps
    assert (procedure.procedure, procedure.version, str(procedure.term)) == ("one-stop", 2, "15 working_days")
    assert [str(each) for each in receive.reminders] == ["1 working_hours"]
    assert (receive.kind, receive.confidentiality, receive.at_home) == (StepKind.WORK, "ordinary", True)
    assert [outcome.leads_to for outcome in receive.outcomes] == [(), ("supplement",)]
    assert (supplement.awaits, supplement.outcomes[0].title.vi) == ("supplement", "Đã có")


UNCOUNTED = (
    "is counted in a unit that no calendar has; write working_days, working_hours, sessions or calendar_days"
)
WRONG = [
    ('version = "2"', "version = 2", ["file.toml:2: version: must be a whole number."]),
    ("since = 2024-13-01", "since = 2024-01-01", None),
    ('since = "x"', "since = 2024-01-01", ["file.toml:4: since: is not a date such as 2023-11-20 (x)."]),
    ("since = 1024-01-01", "since = 2024-01-01", ["file.toml:4: since: the year must lie between 1900 and 2199 (1024-01-01)."]),
    ('term = "3 weeks"', 'term = "15 working_days"', [
        f"file.toml:7: term: {UNCOUNTED} (3 weeks)."
    ]),
    ("term = 15", 'term = "15 working_days"', ["file.toml:7: term: must be a text."]),
    ('term = "0 working_days"', 'term = "15 working_days"', ["file.toml:7: term: must be more than 0 (0 working_days)."]),
    ('held_by = "mambers"', 'held_by = "members"', [
        "file.toml:11: role “clerk”: held_by: is not one of the words allowed (mambers; office, members, group, opener)."
    ]),
    ('at_home = "no"', "at_home = true", ["file.toml:18: step “receive”: at_home: must be true or false."]),
    ('closes = "granted"\nfee = 3', 'closes = "granted"', [
        "file.toml:23: step “receive”: outcome “complete”: fee: is not known."
    ]),
    ('title = { vi = "Đủ" }', 'title = { vi = "Đủ", en = "Complete" }', [
        "file.toml:21: step “receive”: outcome “complete”: title.en: is missing."
    ]),
    ('leads_to = "supplement"', 'leads_to = ["supplement"]', [
        "file.toml:26: step “receive”: outcome “lacking”: leads_to: must be a list of texts."
    ]),
    ('leads_to = ["suplement"]', 'leads_to = ["supplement"]', [
        "file.toml:26: step “receive”: outcome “lacking”: leads_to: there is no such step (suplement)."
    ]),
    ('awaits = "a b"', 'awaits = "supplement"', [
        "file.toml:32: step “supplement”: awaits: must be an id of plain letters, digits and . _ / @ + -, at most 100 long (a b)."
    ]),
    ('reminders = ["9 working_hours"]', 'reminders = ["1 working_hours"]', [
        "file.toml:17: step “receive”: reminders: would be due before the term begins (9 working_hours)."
    ]),
]  # fmt: skip


@pytest.mark.parametrize("wrong,right,expected", WRONG, ids=[wrong for wrong, *_ in WRONG])
def test_a_mistake_is_told_with_its_line(wrong: str, right: str, expected: list[str] | None) -> None:
    """File, line, step, outcome, field, what is wrong with it, and what stands there."""
    assert right in SOUND
    found = told(SOUND.replace(right, wrong))
    assert found == expected or (expected is None and found[0].startswith("file.toml:4: is not TOML"))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    """Nobody has to mend one mistake to hear of the next."""
    text = SOUND.replace("version = 2", "version = true").replace("true\n\n[steps", "1\n\n[steps")
    text = text.replace("[steps.supplement]", "[steps.supplement]\ncolour = 1").replace(
        'kind = "wait"', "kind = 3"
    )
    assert [line.split(":")[1] for line in told(text)] == ["2", "18", "29", "30"]


def test_mistakes_are_told_in_vietnamese() -> None:
    """The same, in the language of the office."""
    text = SOUND.replace('leads_to = ["supplement"]', 'leads_to = ["x"]')
    assert told(text, "vi") == [
        "file.toml:26: bước “receive”: kết quả “lacking”: leads_to: không có bước này (x)."
    ]


def test_a_procedure_that_is_not_sound_is_refused_whole() -> None:
    """The error carries every mistake, and its text names them all."""
    with pytest.raises(UnsoundProcedureError) as refused:
        read_procedure("file.toml", SOUND.replace("version = 2", "version = 0").replace("clerk]", "clark]"))
    assert [mistake.parameters["line"] for mistake in refused.value.mistakes] == [2, 15, 31]
    text = Words("en", (), None).error(refused.value)  # type: ignore[arg-type]  # nothing here has a time
    assert text.splitlines() == [
        "file.toml:2: version: must be more than 0 (0).",
        "file.toml:15: step “receive”: role: there is no such role (clerk).",
        "file.toml:31: step “supplement”: role: there is no such role (clerk).",
    ]


@pytest.mark.parametrize(
    "text", ["", "steps = 3", "[steps]\na = 3", "roles = []", "[steps.a]\noutcomes = 1", "a", "\0"]
)
def test_whatever_is_no_procedure_is_refused(text: str) -> None:
    """Anything else that a file may hold has mistakes, and breaks nothing."""
    examined = examine_procedure("file.toml", text)
    assert examined.procedure is None
    assert examined.mistakes
    assert all(isinstance(mistake, CivicflowError) for mistake in examined.mistakes)


@given(sound_procedures())
def test_what_is_written_is_read_as_it_was(procedure: Procedure) -> None:
    """A procedure comes out of its file as it went in."""
    assert read_procedure("file.toml", written(procedure)) == procedure
