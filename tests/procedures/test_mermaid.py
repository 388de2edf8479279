"""A flowchart shows each step once and each way from it, whatever stands in a title."""

import re
from collections import Counter

from hypothesis import given

from civicflow.procedures import Procedure, StepKind
from civicflow.procedures.mermaid import SHAPES, mermaid
from civicflow.procedures.table import table
from tests.procedures.drawn import TITLE, outcome, procedure, step
from tests.procedures.random_procedures import sound_procedures

TEXT = r'"[^"<>\n]*(?:<br/>[^"<>\n]*)*"'
FRAME = "|".join(f"{re.escape(before)}{TEXT}{re.escape(after)}" for before, after in SHAPES.values())
LINE = re.compile(
    rf"flowchart TD|  \w+(?:{FRAME}|\(\[{TEXT}\]\))|  opened --> \w+|  \w+ (?:-- {TEXT} -->|-\. {TEXT} \.->|--x) \w+"
)
"""All that a line can be."""


@given(sound_procedures())
def test_every_line_is_a_node_or_an_arrow(of: Procedure) -> None:
    """No title breaks the drawing, and no code is a word that the language keeps for itself."""
    assert [line for line in mermaid(of, "en").splitlines() if LINE.fullmatch(line) is None] == []


@given(sound_procedures())
def test_every_step_and_every_way_is_drawn_once(of: Procedure) -> None:
    """As many nodes as steps and results, as many arrows as ways, closings and steps called off."""
    lines = mermaid(of, "vi").splitlines()[1:]
    arrows = [line for line in lines if re.search(r" (-->|\.->|--x) ", line)]
    outcomes = [each for step in of.steps for each in step.outcomes]
    closings = [each.closes for each in outcomes if each.closes]
    ways = (
        len(of.opens_with)
        + len(list(of.arcs()))
        + len(closings)
        + sum(len(each.withdraws) for each in outcomes)
    )
    assert len(arrows) == ways
    assert len(lines) - len(arrows) == 1 + len(of.steps) + len(set(closings))


def test_what_comes_by_itself_is_dotted_and_what_is_called_off_is_crossed() -> None:
    """A reader sees what nobody chooses, and what an outcome puts an end to."""
    drawn = procedure(
        step("a", outcome("go", "t", "b")),
        step("t", outcome("passed", "b", withdraws=("b",)), kind="timer", term="5 working_days"),
        step("b", outcome("end", closes="done/1"), outcome("late", closes="late"), when_passed="late"),
    )
    assert [line for line in mermaid(drawn, "en").splitlines() if "step_t" in line or "step_b -" in line] == [
        '  step_t(("Step<br/>5 working_days"))',
        '  step_a -- "Step" --> step_t',
        '  step_t -. "Step" .-> step_b',
        "  step_t --x step_b",
        '  step_b -- "Step" --> closed_done_2f_1',
        '  step_b -. "Step" .-> closed_late',
    ]


@given(sound_procedures())
def test_the_table_has_a_line_for_each_outcome(of: Procedure) -> None:
    """In the order of the steps; where an outcome leads is said by the titles of the steps."""
    lines = table(of, "vi")
    outcomes = [(step, each) for step in of.steps for each in step.outcomes]
    titles = {step.step: step.title.vi for step in of.steps}
    assert [(line.step, line.outcome) for line in lines] == [
        (step.step, each.title.vi) for step, each in outcomes
    ]
    assert [line.leads_to for line in lines] == [
        tuple(titles[code] for code in each.leads_to) for _, each in outcomes
    ]
    by_itself = Counter(
        step.kind is StepKind.TIMER or each.outcome == step.when_passed for step, each in outcomes
    )
    assert Counter(line.by_itself for line in lines) == by_itself
    assert all((line.closes is None) == bool(line.leads_to) for line in lines)
    assert TITLE.vi not in titles.values()
