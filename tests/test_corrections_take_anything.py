"""Whatever is sent to a correction as JSON is done, refused or named as a mistake; nothing else leaves the house (R17)."""

import json
from contextlib import suppress
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow.core.command import name_of
from civicflow.errors import CivicflowError, InvalidInputError
from civicflow.exchange.json_edge import JsonEdge
from civicflow.flow import MODULES
from civicflow.testing import Given
from tests.correcting import COMMANDS, WRONG

EDGE = JsonEdge(MODULES)
ODD: tuple[Any, ...] = ("x", "1", "-1", "1/3", "1e9", "excellent", "2025-07-01", "\0", 0, 10**25, 1.5, True)
ODD = (*ODD, None, [], {}, ["E-1"], [1], {"x": 1}, {"excellent": "1"}, [{"person": "E-1"}], "9" * 4_000)


def body(topic: str) -> dict[str, Any]:
    """What is asked for of a record, as JSON has it."""
    command: Any = WRONG[topic].command
    plain = {each.name: getattr(command, each.name) for each in attrs.fields(type(command))}
    return {name: written(value) for name, value in plain.items() if value is not None}


def written(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {word: written(each) for word, each in value.items()}
    if isinstance(value, tuple):
        return [written(each) for each in value]
    for name in ("isoformat", "value", "v"):
        found = getattr(value, name, None)
        if found is not None:
            return found() if callable(found) else found
    return value if isinstance(value, bool | int | str) else str(value)


@pytest.mark.parametrize("topic", sorted(WRONG))
@settings(max_examples=6, deadline=None)
@given(chosen=st.data())
def test_a_correction_takes_whatever_it_is_sent(topic, chosen):
    """One or two of its fields are something else."""
    wrong, sent = WRONG[topic], body(topic)
    for name in chosen.draw(st.lists(st.sampled_from(sorted(sent)), min_size=1, max_size=2)):
        sent[name] = chosen.draw(st.sampled_from(ODD))
    with suppress(CivicflowError):
        command = EDGE.command(name_of(COMMANDS[type(wrong.event)]), json.dumps(sent))
        Given(*wrong.before, wrong.event, at=wrong.at).when(command, by=wrong.by, at=wrong.later)


@pytest.mark.parametrize(
    "topic, field, value",
    [("salary.coefficient_recorded", "coefficient", "x"), ("salary_fund.recorded", "amount", "excellent")],
)
def test_what_an_event_cannot_hold_is_named(topic, field, value):
    """A word where a number stands, by the name of its field."""
    wrong, sent = WRONG[topic], body(topic) | {field: value}
    command = EDGE.command(name_of(COMMANDS[type(wrong.event)]), json.dumps(sent))

    with pytest.raises(InvalidInputError) as caught:
        Given(*wrong.before, wrong.event, at=wrong.at).when(command, by=wrong.by, at=wrong.later)
    assert (caught.value.parameters["field"], caught.value.parameters["value"]) == (field, value)
