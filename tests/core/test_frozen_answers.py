"""What it is that is frozen: the log up to a position, for an instant, under a release and regulations that are named."""

from datetime import date, timedelta

import pytest
from attrs import evolve

import civicflow as cf
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.errors import InvalidInputError, UnknownNameError
from civicflow.exchange.json_body import read_json
from civicflow.exchange.json_text import json_line
from civicflow.exchange.structuring import structured
from civicflow.flow import lawbook
from civicflow.regulations import Lawbook
from civicflow.testing import FixedClock
from tests.cli.conftest import OCTOBER, set_up

DUE = "2023-11-20T17:00+07:00"
ASKED = cf.OnTime(period="2023-11", unit="U-1")


@pytest.fixture(name="clock")
def _clock():
    return FixedClock(OCTOBER)


@pytest.fixture(name="flow")
def _flow(clock):
    """A division whose task waits to be handed in."""
    with cf.open(":memory:", clock=clock, longest_silence=timedelta(days=1_000)) as flow:
        set_up(flow)
        yield flow


def hand_in(flow: cf.Flow) -> None:
    """The result is submitted and accepted at once."""
    flow.execute(cf.task.AcknowledgeTask(task="T-17"), by="E-204")
    flow.execute(cf.task.SubmitResult(task="T-17", output="Tờ trình 1"), by="E-204")
    flow.execute(cf.task.CompleteTask(task="T-17"), by="E-101")


def test_a_frozen_answer_says_what_it_was_asked_of(flow, clock):
    """Question, arguments, position, instant, and what answered it."""
    frozen = flow.freeze(ASKED)

    assert (frozen.question, frozen.arguments) == (
        "on-time",
        '{"period":"2023-11-01/2023-11-30","unit":"U-1"}',
    )
    assert (frozen.position, frozen.known) == (6, clock.now())
    assert (frozen.code, frozen.calendar, frozen.strict) == (flow.setting.code, "vn-2026.1", False)
    assert frozen.regulations == flow.setting.regulations.version
    assert len(frozen.digest) == 64


def test_what_is_recorded_in_the_same_microsecond_is_left_out(flow, clock):
    """The instant alone would let it in; the position does not."""
    clock.move_to(DUE)
    frozen = flow.freeze(ASKED)
    hand_in(flow)

    assert flow.repeat(frozen) == frozen
    assert flow.freeze(ASKED).digest != frozen.digest
    assert flow.ask(ASKED, known=DUE).answer.raw.figure.numerator == 1
    assert flow.ask(ASKED, known=DUE, position=6).answer.raw.figure.numerator == 0


def test_the_instant_is_that_for_which_it_was_asked(flow, clock):
    """An open task is late when the question is asked after its due; asked again years later, it was not yet."""
    before = flow.freeze(ASKED)
    clock.move_to("2025-01-02T08:00+07:00")

    assert flow.repeat(before) == before
    assert flow.freeze(ASKED).digest != before.digest
    assert flow.freeze(ASKED, known=OCTOBER).digest == before.digest


def test_a_day_stands_for_its_end(flow, clock):
    """As for every question: all that was on record that day."""
    clock.move_to("2023-10-03T08:00+07:00")
    hand_in(flow)
    yesterday, today = flow.freeze(ASKED, known=date(2023, 10, 2)), flow.freeze(ASKED, known="2023-10-03")

    assert (yesterday.position, today.position) == (6, 9)


def test_regulations_that_answer_otherwise_are_named(flow):
    """The digest differs, and so does the version of the regulations; nothing else."""
    frozen = flow.freeze(cf.Worklist(person="E-204"))
    rules = lawbook()
    alerts = """
        about = "Alerts."
        [fields]
        hours_ahead = "count"
        hours_late = "count"
        clock = ["wall", "working"]
        [[record]]
        effective_from = 2000-01-01
        instrument = "another city"
        status = "design"
        [record.value]
        hours_ahead = 2000
        hours_late = 48
        clock = "wall"
    """
    others = tuple(sheet for sheet in rules.sheets if sheet.subject != "deadline_alerts")
    (changed,) = Lawbook.parse({"deadline_alerts.toml": alerts}).sheets
    setting = evolve(flow.setting, regulations=Lawbook((*others, changed)))
    again = cf.Flow(flow.store, setting).repeat(frozen)

    assert again.digest != frozen.digest
    assert again.regulations != frozen.regulations
    assert evolve(again, digest=frozen.digest, regulations=frozen.regulations) == frozen


@pytest.mark.parametrize("position", [-1, 7])
def test_there_is_no_answer_of_a_log_that_is_not_there_yet(flow, position):
    """What will be recorded up to a position ahead would change the answer."""
    with pytest.raises(InvalidInputError) as error:
        flow.ask(ASKED, position=position)

    assert error.value.parameters["field"] == "position"


def test_what_this_release_cannot_ask_is_said(flow):
    """A question or an argument that is no more."""
    frozen = flow.freeze(ASKED)

    with pytest.raises(UnknownNameError):
        flow.repeat(evolve(frozen, question="punctuality"))
    with pytest.raises(InvalidInputError):
        flow.repeat(evolve(frozen, arguments='{"mood":"good"}'))
    with pytest.raises(InvalidInputError):
        flow.repeat(evolve(frozen, position=60))


def test_a_frozen_answer_travels_as_json(flow):
    """As ``civicflow freeze`` prints it and ``evaluate-pilot`` takes it."""
    frozen = flow.freeze(ASKED)

    assert structured(read_json(json_line(frozen)), FrozenAnswer) == frozen
