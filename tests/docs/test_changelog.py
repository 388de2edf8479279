"""The changelog names what is stored and what can be asked."""

import re
from pathlib import Path

from civicflow.flow import MODULES
from tests.golden.specimens import FOLDER

CHANGELOG = (Path(__file__).parents[2] / "CHANGELOG.md").read_text("utf-8")


def test_every_release_says_what_changes_in_what_is_stored():
    """The fixed heading stands once under each version, also where nothing changed."""
    releases = re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]

    assert [each.count("\n### Stored events\n") for each in releases] == [1] * len(releases)


def test_every_stored_event_stands_in_the_changelog():
    """Each topic, in every version, was announced by the release that brought it; none that is not stored."""
    announced = set(re.findall(r"`([a-z_]+\.[a-z_]+(?:@\d+)?)`", CHANGELOG))

    assert announced == set((FOLDER / "topics.txt").read_text("utf-8").split())


def test_every_question_stands_in_the_changelog_once():
    """What can be asked is announced by the release that brought it, in one place."""
    added = CHANGELOG.split("#### What can be asked")[1].split("####")[0]
    questions = {question.__name__ for module in MODULES for question in module.questions}

    assert sorted(re.findall(r"`([A-Z][A-Za-z]+)`", added)) == sorted(questions)
