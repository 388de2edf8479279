"""Every question is asked as it was known, as it happened, and as both, on the command line as in Python."""

import json

import pytest

import civicflow as cf
from civicflow.exchange.json_text import json_text
from civicflow.testing import FixedClock, numbered_ids
from tests.cli.conftest import assigned
from tests.cli.test_schema import ASKED
from tests.exchange.schemas import EDGE

KNOWN, AS_OF = "2023-10-03T12:00+07:00", "2023-10-02"


@pytest.fixture(name="store", scope="module")
def _store(tmp_path_factory):
    """An office with a task of every hour of knowledge: before both, claimed before and recorded after, after both."""
    from tests.cli.conftest import OCTOBER, set_up

    store = tmp_path_factory.mktemp("standpoints") / "store"
    clock = FixedClock(OCTOBER)
    with cf.open(store, clock=clock, ids=numbered_ids()) as flow:
        set_up(flow)
        for task, now, claimed in (
            ("T-18", "2023-10-03T09:00+07:00", "2023-10-02T10:00+07:00"),
            ("T-19", "2023-10-04T09:00+07:00", "2023-10-02T11:00+07:00"),
            ("T-20", "2023-10-05T09:00+07:00", None),
        ):
            clock.move_to(now)
            flow.execute(assigned(task), by="E-101", occurred_at=claimed, reason=claimed and "mất điện")
    return store


@pytest.mark.parametrize("name", sorted(set(EDGE.questions) - {"absences"}))
def test_the_command_line_and_python_answer_alike_from_every_standpoint(line, store, tmp_path, name):
    """R58: the same bytes; the head names both instants; and what was printed can be asked again."""
    given = ASKED.get(name, ())
    printed = []
    for known in (None, KNOWN):
        for as_of in (None, AS_OF):
            options = {key: value for key, value in (("known", known), ("as_of", as_of)) if value}
            asked = line("ask", name, *given, store=store, format="json", **options)
            assert asked.code == 0, asked.err
            head, answer = asked.json["head"], asked.json["answer"]
            assert (head["known"] is None, head["as_of"] is None) == (known is None, as_of is None)
            with cf.open(store, clock=FixedClock(head["now"]), read_only=True) as flow:
                question = EDGE.question(name, head["arguments"])
                reply = flow.ask(question, known=known, as_of=as_of)
            assert json.loads(json_text(reply.answer)) == answer
            printed.append(asked.out)

    (tmp_path / "printed.json").write_text("".join(printed), "utf-8")
    again = line("again", str(tmp_path / "printed.json"), store=store, format="json")
    assert (again.code, [each["equal"] for each in again.json]) == (0, [True] * 4)


def test_what_was_recorded_later_and_what_happened_later_are_left_out(line, store):
    """Three of four tasks had been given by the day, two of them were known at noon of the next."""

    def told(**options: str) -> list[str]:
        trail = line("trail", "person:E-204", store=store, format="json", **options).lines
        return [each["stream"] for each in trail if each["topic"] == "task.assigned"]

    assert told() == ["task:T-17", "task:T-18", "task:T-19", "task:T-20"]
    assert told(as_of=AS_OF) == ["task:T-17", "task:T-18", "task:T-19"]
    assert told(known=KNOWN) == told(known=KNOWN, as_of=AS_OF) == ["task:T-17", "task:T-18"]
