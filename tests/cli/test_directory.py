"""Names and contacts from the command line, beside the log and never in it."""

import pytest

pytestmark = pytest.mark.usefixtures("office")
NAME = "Nguyễn Thị Bình"


def test_a_name_that_is_entered_stands_in_sentences_and_nowhere_in_the_log(line):
    """The trail names the person; the lines of the log keep the id."""
    before = line("events", format="json").out
    entered = line("people", "set", "E-204", "--name", NAME, "--contact", "email=binh@example.vn")

    assert entered.code == 0
    assert NAME in line("trail", "task:T-17").out
    assert NAME in line("events", format="csv").out
    assert line("events", format="json").out == before


def test_a_person_is_shown_and_corrected(line):
    """What is entered last counts."""
    line("people", "set", "E-204", "--name", "Bình")
    line("people", "set", "E-204", "--name", NAME, "--contact", "phone=123")

    assert line("people", "show", "E-204", format="json").json == {
        "id": "E-204",
        "name": NAME,
        "contacts": {"phone": "123"},
    }
    assert len(line("people", "show", format="json").json) == 1
    assert NAME in line("people", "show", lang="vi").out


def test_a_person_is_erased_once(line):
    """The sentence falls back to the id; a second time there is nobody to erase."""
    line("people", "set", "E-204", "--name", NAME)

    assert [line("people", "erase", "E-204").code for _ in range(2)] == [0, 1]
    assert line("people", "show", "E-204").code == 1
    assert NAME not in line("trail", "task:T-17").out


@pytest.mark.parametrize("words", [["--name", " "], ["--name", "A", "--contact", "email"], []])
def test_what_is_no_name_or_contact_is_named(line, words):
    """Nothing is entered."""
    assert line("people", "set", "E-204", *words).code == 2
    assert line("people", "show", format="json").json == []
