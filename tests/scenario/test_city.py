"""A city told from numbers and a seed: the same in every run, lawful throughout, and its figures are what a slow count says."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import attrs
import pytest

import civicflow as cf
from civicflow import dossier
from civicflow.core.clock import FixedClock
from civicflow.core.event import micros
from civicflow.employee.events import Place, Session
from civicflow.exchange.json_text import json_line, json_text, line_of
from civicflow.roster.events import PlaceBooked, PlaceReleased, PresenceCorrected
from civicflow.scenario.city import City, habits, story
from civicflow.scenario.city.town import Town
from civicflow.scenario.telling import tell_in
from civicflow.testing import numbered_ids, violations
from tests.exchange.schemas import EDGE, SCHEMAS, faults, oracle
from tests.properties.corrections import CORRECTIONS
from tests.views import slow
from tests.views.slow import Act

SMALL = City(employees=40, units=2, months=1, seed=3)
END = "2023-12-31T23:00+07:00"
QUARTER = "2023-Q4"

QUESTIONS: dict[str, list[dict[str, object]]] = {
    "on-time": [{"period": QUARTER, "with_events": True}, {"unit": "A-2", "with_subunits": True}],
    "on-site": [{"period": "2023-11", "with_events": True}, {"body": "A-2"}],
    "worklist": [{"person": "D-1", "with_subunits": True}, {"person": "E-00012"}],
    "open-work": [{"unit": "A-1", "with_subunits": True, "limit": 3, "with_total": True}],
    "trail": [{"stream": "task:T-0000013"}, {"person": "E-00012"}],
    "handovers": [{"by": "unit"}],
    "case-load": [{}, {"unit": "U-1-1", "period": "2023"}],
    "participation": [{"by": "unit", "period": QUARTER}],
}
"""What is asked of the city; of any other question, what it cannot do without."""

NEEDED: dict[str, object] = {
    "period": QUARTER,
    "pilot": "P-1",
    "task": "T-0000013",
    "person": "E-00012",
    "unit": "A-1",
    "body": "A-1",
    "first": "assigned",
    "second": "completed",
    "step": "submitted",
    "requires": "assigned",
    "quarter": QUARTER,
    "locality": "vn/hcmc",
}
"""What a question is about that must say it."""

WRITTEN_RIGHT = (
    "a correction names the position of what was recorded, which a life learns only by reading the store between its steps, "
    "as no life of the city does; the demonstration tells two"
)
RATED_AFTERWARDS = (
    "Ho Chi Minh City rates by quarters in 2023, and no months are on record for it: the three months that are told are one "
    "quarter, which is rated in January, after they end; the demonstration goes on into January and rates a division"
)

BY_PROCEDURE = "files that go from step to step are driven through the engine by the cases of a real log, which the tests record where it is at hand"

NOT_TOLD = {
    **dict.fromkeys((each.topic for each in CORRECTIONS), WRITTEN_RIGHT),
    **dict.fromkeys((each.topic for each in dossier.MODULE.events), BY_PROCEDURE),
    **dict.fromkeys(
        ("reaction.parked", "reaction.resumed", "reaction.dismissed"),
        "no reaction of the city meets what it cannot deal with",
    ),
    "salary.coefficient_recorded": f"read by nothing but additional income: {RATED_AFTERWARDS}",
    **dict.fromkeys(
        ("deadline.reminded", "deadline.alerted", "deadline.escalated"),
        "given by the tick of the automation when they fall due; people order nothing of it, and the city is told of people",
    ),
    "discipline.recorded": "nobody in the city has done anything that they would be disciplined for",
    "discipline.withdrawn": "nobody in the city is disciplined",
    "employee.separated": "everybody in the city stays for its few months",
    **dict.fromkeys(
        ("salary_fund.recorded", "income.coefficient_set", "income.calculated"),
        f"paid by the grade of a quarter: {RATED_AFTERWARDS}",
    ),
    **dict.fromkeys(
        ("exit_review.opened", "exit_review.concluded"), f"follows from grades of years: {RATED_AFTERWARDS}"
    ),
    "task.activity_recorded": "a step in the log of another system, which is recorded and never decided here",
    **dict.fromkeys(
        (
            *("evaluation.self_assessed", "evaluation.grade_proposed", "evaluation.grade_approved"),
            *("evaluation.grade_published", "evaluation.grade_petitioned", "evaluation.scores_forwarded"),
            *("evaluation.grade_petition_answered", "employee.evaluated"),
            *("ratings.agency_recognized", "ratings.approved", "ratings.revised", "ratings.published"),
        ),
        RATED_AFTERWARDS,
    ),
}
"""What can happen and does not in the city, with the reason."""


def log(city, store=":memory:"):
    """What a telling leaves, line by line."""
    clock = FixedClock(story(city).begins)
    with cf.open(store, clock=clock, ids=numbered_ids()) as flow:
        tell_in(flow, clock, story(city))
        return [json_line(line_of(entry)) for entry in flow.entries()]


def test_the_same_seed_tells_the_same_byte_for_byte(tmp_path):
    """In memory and in a folder; another seed tells something else."""
    first = log(SMALL)

    assert first == log(SMALL) == log(SMALL, tmp_path / "store")
    assert first != log(City(employees=40, units=2, months=1, seed=4))


def test_every_topic_is_told_or_there_is_a_reason(entries):
    """What people can cause occurs; a command that is added is told as well, or is named here with the reason."""
    told = {entry.topic for entry in entries}
    known = set(cf.open(":memory:").store.catalogue.events)

    assert known - told == NOT_TOLD.keys()
    assert all(NOT_TOLD.values())


def test_no_decision_rested_on_stale_facts(entries):
    """The oracle finds nothing, and nothing is recorded later than it happened."""
    assert list(violations(entries)) == []
    assert [entry for entry in entries if entry.at.occurred != entry.at.recorded] == []


def test_refusals_are_few(told_city, entries):
    """The city tries what an office would try: fewer than one act in fifty is refused, and for a handful of reasons."""
    assert 0 < sum(told_city.refused.values()) < len(entries) / 50
    assert {"remote_place_is_free", "on_site_cap_is_kept"} <= told_city.refused.keys()


def test_a_replay_finds_nothing(city):
    """Every view is what the log says."""
    assert list(city.store.views.compare()) == []


@pytest.mark.parametrize("name", sorted(set(EDGE.questions) - {"absences"}))
def test_every_question_answers_as_its_schema_says(city, name):
    """Of a city there is something to say, by the ways that are measured at its full size (R77)."""
    judge = oracle(SCHEMAS.of("answers", name))
    kind: Any = EDGE.questions[name]
    needed = {each.name: NEEDED[each.name] for each in attrs.fields(kind) if each.default is attrs.NOTHING}
    asked = [EDGE.question(name, needed | arguments) for arguments in QUESTIONS.get(name, [{}])]

    assert [faults(judge, json_text(city.ask(each, as_of=END))) for each in asked] == [[]] * len(asked)


def test_on_time_equals_the_slow_computation(city, entries):
    """Each figure of the quarter, from the whole life of every task, as the slow count reads it."""
    now = micros(FixedClock(END).now())
    by_then = [entry for entry in entries if entry.stream.startswith("task:") and entry.at.recorded <= now]
    lives = defaultdict(list)
    for entry in by_then:
        lives[entry.event.task].append(act_of(entry))
    assigned = [entry.event for entry in by_then if entry.topic == "task.assigned"]
    places = {each.task: each.replaces for each in assigned if each.replaces}
    period = range(instant_of("2023-10-01"), instant_of("2024-01-01"))
    answer = city.ask(cf.OnTime(period=QUARTER), as_of=END).answer

    for name in slow.READINGS:
        counts = Counter(slow.of_all(name, lives, places, period, now, lambda act: act.at))
        figure = getattr(answer, name).figure
        assert (figure.numerator, figure.denominator) == (
            counts["on_time"],
            counts["on_time"] + counts["late"],
        )
        assert figure.numerator > 500
    assert places


NAMES = {
    "offered": "assigned",
    "claimed": "acknowledged",
    "result_submitted": "submitted",
    "result_returned": "returned",
    "deadline_extended": "extended",
}


def act_of(entry):
    """One line of the life of a task as the slow count knows it."""
    name, event = entry.topic.removeprefix("task."), entry.event
    due = getattr(event, "due", None) or getattr(event, "new_due", None)
    excused = "_and_excused" if name == "dispute_resolved" and not event.clock_ran else ""
    return Act(
        NAMES.get(name, name) + excused,
        entry.at.recorded,
        entry.at.occurred,
        None if due is None else micros(due),
        getattr(event, "from_above", False),
    )


def instant_of(day):
    """The first moment of a local day."""
    return micros(FixedClock(f"{day}T00:00+07:00").now())


def test_remote_days_equal_a_slow_count(city, entries):
    """Half a day by half a day: what was booked last, given back, or set right."""
    where: dict[tuple[date, str, Session], Place | None] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, PlaceBooked | PlaceReleased | PresenceCorrected):
            halves = ((event.day, event.person, half) for half in event.session.halves)
            where |= dict.fromkeys(halves, getattr(event, "place", None))
    november = [
        place for (day, _, _), place in where.items() if place and (day.year, day.month) == (2023, 11)
    ]
    (line,) = city.ask(cf.RemoteDays(period="2023-11"), as_of=END).answer

    assert (line.remote.numerator, line.remote.denominator) == (november.count(Place.HOME), len(november))
    assert line.remote.numerator > 1_000


def test_the_months_of_tasks_equal_a_slow_count(city, entries):
    """What had begun and what had ended at the beginning of December."""
    begun = [entry for entry in entries if entry.topic in {"task.assigned", "task.offered"}]
    last = {
        entry.stream: entry.topic
        for entry in entries
        if entry.topic in {*ENDS, "task.reopened"} and entry.at.recorded < DECEMBER
    }
    ended = [stream for stream, topic in last.items() if topic in ENDS]
    (start,) = city.ask(cf.CaseLoad(period="2023-12"), as_of=END).answer

    assert start.started == sum(entry.at.recorded < DECEMBER for entry in begun)
    assert (start.finished, start.open) == (len(ended), start.started - len(ended))


ENDS = {"task.completed", "task.cancelled", "task.reassigned"}
DECEMBER = instant_of("2023-12-01")


def test_a_habit_more_changes_nothing_for_the_others(monkeypatch):
    """Chance goes by names: what is told besides leaves everybody else's draws as they were."""
    before = log(SMALL)
    monkeypatch.setattr(habits, "HABITS", (*habits.HABITS, habits.Habit(waits, habits.bodies, 1)))

    assert log(SMALL) == before


def waits(town: Town, _body, on: date, chance):
    """A habit that draws a chance and does nothing."""
    chance.share()
    yield from ()
