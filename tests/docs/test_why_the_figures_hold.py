"""The page on tricks tells each trick that is tested, names only questions that exist, and says the same in both languages."""

import re

from civicflow.flow import MODULES
from docs.pages import DOCS
from tests.views.test_tricks import AT_HOME, TRICKS

PAGE = (DOCS / "explanation" / "why-the-figures-hold.md").read_text("utf-8")
NAMED = re.compile(r"`([A-Z]\w+)`")
TRICK = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


def chapters():
    """Each chapter in its two languages."""
    for chapter in PAGE.split("\n## ")[1:]:
        english, found, vietnamese = chapter.partition("\n### Tiếng Việt\n")
        assert found
        yield english, vietnamese


def test_every_name_is_a_question():
    """A reader can ask each of them (K4)."""
    known = {question.__name__ for module in MODULES for question in module.questions}

    assert set(NAMED.findall(PAGE)) - known == set()


def test_each_trick_that_is_tested_is_told_in_both_languages():
    """None is left out, and none is told that no test tells (K4, K19)."""
    told = [TRICK.findall("".join(texts)) for texts in zip(*chapters(), strict=True)]

    assert told == [[*TRICKS, *AT_HOME]] * 2


def test_each_row_names_a_question_and_both_languages_the_same():
    """Neither reader is told less."""
    for texts in chapters():
        english, vietnamese = ([NAMED.findall(row) for row in text.split("\n| `")[1:]] for text in texts)
        assert all(english)
        assert english == vietnamese
