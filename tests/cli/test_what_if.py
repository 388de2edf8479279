"""What would an answer be under other regulations: the option of every question, and what is said of a bad folder."""

import pytest

from tests.supposed import term, written


@pytest.mark.usefixtures("office")
def test_an_answer_says_under_which_regulations_it_was_given(line, tmp_path):
    """The digest of those that hold stays in its place; that of the supposed ones stands beside it (R58)."""
    folder = written(tmp_path / "other", petition_answer=term("5 working_days"))

    holds = line("ask", "petition-record", format="json")
    supposed = line("ask", "petition-record", "--regulations", str(folder), format="json")

    assert (holds.code, supposed.code) == (0, 0)
    assert holds.json["head"]["supposed"] is None
    assert supposed.json["head"]["regulations"] == holds.json["head"]["regulations"]
    assert supposed.json["head"]["supposed"] not in {None, holds.json["head"]["regulations"]}
    assert "Regulations supposed" in line("ask", "petition-record", "--regulations", str(folder)).out
    assert "Quy định giả định" in line("ask", "petition-record", "--regulations", str(folder), lang="vi").out


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "file, said",
    [
        (None, "The regulations at {folder} cannot be read: cannot be opened."),
        ({}, "The regulations at {folder} cannot be read: holds no file of regulations."),
        (
            {"petition_answers": term("5 working_days")},
            "Regulations file {folder}/petition_answers.toml, field key: lays down what no question and no rule asks for.",
        ),
    ],
)
def test_a_bad_folder_is_named_and_nothing_is_answered(line, tmp_path, file, said):
    """A slip of the pen must not look like a law that changes nothing."""
    folder = tmp_path / "other"
    if file is not None:
        written(folder, **file)

    asked = line("ask", "on-time", "--regulations", str(folder))
    in_vietnamese = line("ask", "on-time", "--regulations", str(folder), lang="vi")

    assert (asked.code, asked.out) == (3, "")
    assert asked.err == f"civicflow: {said.format(folder=folder)}\n"
    assert in_vietnamese.err not in {"", asked.err}
