"""Every figure of every answer can say how it was reckoned, and what it says adds up to it (R58)."""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from civicflow.core.command import name_of
from civicflow.core.event import keys_of
from civicflow.core.log import Entry
from civicflow.core.question import Evidence, Figure, Question
from civicflow.core.working import NUMBER, Working, plain_number, working_of
from civicflow.exchange.json_text import canonical
from civicflow.inquiry.answering import Standpoint, answered
from civicflow.inquiry.figures import figures
from tests.exchange.schemas import EDGE
from tests.messages.test_catalogues import BY_LANGUAGE
from tests.scenario.test_city import END, NEEDED
from tests.scenario.test_city import QUESTIONS as OF_THE_CITY
from tests.views.past import Past
from tests.views.test_totality import QUESTIONS, happenings

NOT_YET: set[str] = set()
"""The questions whose figures cannot yet say how they were reckoned; who makes them do so takes them out."""

EXPLAINED = tuple(question for question in QUESTIONS if name_of(type(question)) not in NOT_YET)

WITHOUT_EVENTS = ("regulation:", "figure:", "day:", "moment")
"""What a part may be of though no event speaks of it: a dated rule, another figure, the calendar, the clock."""

CONSTANTS = {"nought", "sessions_a_day", "hundred", "whole"}
"""The numbers that nobody reckons: what is never fallen below, the whole and its hundred per cent, the two sessions of a working day."""


def wrong(answer: object, lines: dict[int, Entry]) -> Iterator[str]:
    """What is wrong with the figures of an answer."""
    for path, value in figures(answer).items():
        if "#" in path:
            yield f"{path}: two lines have one name"
        if value is None or isinstance(value, Figure):
            continue
        working = working_of(value)
        if working is None:
            yield f"{path}: no working"
        elif working.recomputed() != plain_number(value):
            yield f"{path}: {value} is reckoned as {working.recomputed()}"
        else:
            yield from (f"{path}: {each}" for each in wrong_parts(working, lines))


def wrong_parts(working: Working, lines: dict[int, Entry]) -> Iterator[str]:
    """What is wrong with the parts of a figure, and with those below them."""
    for part in working.parts:
        below = working_of(part.adds)
        stands_alone = part.because in CONSTANTS if part.of == NUMBER else part.of.startswith(WITHOUT_EVENTS)
        if below is None and not part.events and not stands_alone:
            yield f"{part.of} has no event"
        for position in part.events:
            if position not in lines or not concerns(lines[position], part.of):
                yield f"{part.of} is not spoken of at {position}"
        if not is_said(part.because):
            yield f"no text for because.{part.because}"
        if below is not None:
            if below.recomputed() != plain_number(part.adds):
                yield f"{part.of}: {part.adds} is reckoned as {below.recomputed()}"
            yield from wrong_parts(below, lines)


def is_said(because: str) -> bool:
    """Whether the reason of a part has a text in each language."""
    keys = {
        f"{kind}.{because}" for kind in ("because", "verdict", "state", "flaw", "irregularity", "heading")
    }
    return all(keys & texts.keys() for texts in BY_LANGUAGE.values())


def concerns(line: Entry, subject: str) -> bool:
    """Whether a line of the log is about a subject: its stream, one of its keys, or one of its fields."""
    named = subject.partition(":")[2]
    return subject == line.stream or subject in keys_of(line.event) or named in spoken_of(line.event)


def spoken_of(record: Any) -> set[str]:
    """Every id, date and number that a record names."""
    if isinstance(record, tuple):
        return {each for part in record for each in spoken_of(part)}
    if attrs.has(type(record)):
        return {each for name in attrs.fields_dict(type(record)) for each in spoken_of(getattr(record, name))}
    return {str(record)}


def asked(question: Question[Any], evidence: Evidence) -> Any:
    """The answer whose figures remember how they were reckoned; the same to the byte as the plain one."""
    plain, explained = (
        question.answer(attrs.evolve(evidence, explaining=explaining)) for explaining in (False, True)
    )

    assert canonical(explained) == canonical(plain)
    assert explained == plain
    assert {working_of(value) for value in figures(plain).values()} <= {None}
    return explained


def unexplained(questions: Iterable[Question[Any]], past: Past) -> list[str]:
    """What is wrong with the figures of questions asked of a past."""
    lines = {line.at.position: line for line in past.lines}
    evidence = past.evidence("2023-12-01T08:00")
    return [
        f"{name_of(type(question))} {each}"
        for question in questions
        for each in wrong(asked(question, evidence), lines)
    ]


@settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.data_too_large])
@given(happenings())
def test_every_figure_adds_up_from_its_parts_whatever_happened(past):
    """For any events in any order: what a figure counts makes the figure, and the log says so at these positions."""
    assert unexplained(EXPLAINED, past) == []


@pytest.mark.parametrize("name", sorted(set(EDGE.questions) - {"absences"} - NOT_YET))
def test_every_figure_of_a_city_adds_up_from_its_parts(city, lines, name):
    """Three months of a hundredth of the city, in which everything happens that people do."""
    kind: Any = EDGE.questions[name]
    needed = {each.name: NEEDED[each.name] for each in attrs.fields(kind) if each.default is attrs.NOTHING}
    for arguments in OF_THE_CITY.get(name, [{}]):
        question = EDGE.question(name, needed | arguments)
        seen = Standpoint(as_of=END)
        plain, explained = (
            answered(city.store, city.setting, question, seen, explaining=explaining).reply.answer
            for explaining in (False, True)
        )

        assert canonical(explained) == canonical(plain)
        assert list(wrong(explained, lines)) == []


def test_the_list_of_what_is_not_yet_explained_names_questions():
    """Nothing stands on it that is no question of ours."""
    assert {name_of(type(question)) for question in QUESTIONS} >= NOT_YET
