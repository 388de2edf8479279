"""What a stranger reads about the domain names only what exists, and says the same in both languages."""

import re

from civicflow.flow import MODULES
from docs.pages import DOCS

PAGE = (DOCS / "explanation" / "domain-in-plain-words.md").read_text("utf-8")
NAMED = re.compile(r"`([A-Z]\w+)`")


def chapters():
    """Each chapter by its title, in its two languages."""
    for chapter in PAGE.split("\n## ")[1:]:
        title, _, rest = chapter.partition("\n")
        english, found, vietnamese = rest.partition("\n### Tiếng Việt\n")
        assert found, title
        yield title, english.removeprefix("\n### English\n"), vietnamese


def test_every_name_is_a_command_or_a_question():
    """A reader can look each of them up."""
    known = {each.__name__ for module in MODULES for each in (*module.commands, *module.questions)}

    assert set(NAMED.findall(PAGE)) - known == set()


def test_both_languages_name_the_same_commands_and_questions_in_the_same_order():
    """Neither reader is told less."""
    told = [
        (title, NAMED.findall(english), NAMED.findall(vietnamese))
        for title, english, vietnamese in chapters()
    ]

    assert len(told) >= 10
    assert [title for title, english, vietnamese in told if english != vietnamese] == []
    assert all(" · " in title for title, _, _ in told)


def test_the_clients_words_and_every_kind_of_actor_are_in_it():
    """Assigned, reported, completed and evaluated: what a task, an employee and a pilot go through (K1)."""
    words = {
        "AssignTask",
        "ReportTask",
        "CompleteTask",
        "EvaluateTask",
        "AssignUnit",
        "ReportPilot",
        "CompletePilot",
    }

    assert words | {"EvaluatePilot"} <= set(NAMED.findall(PAGE))
