"""Whatever is wrong with a procedure is named, with the place where it stands."""

from typing import Any

import attrs
import pytest

from civicflow.messages import LANGUAGES, Words
from civicflow.organization import Office
from civicflow.procedures import Instances, Outcome, Procedure, Role
from civicflow.procedures.checks import problems
from civicflow.procedures.form import CONFIDENTIALITY, OFFICES
from civicflow.procedures.problem import MISTAKES, Place
from civicflow.procedures.ways import MOST_STEPS
from civicflow.task import Confidentiality
from tests.procedures.drawn import CLERK, TITLE, outcome, procedure, step

END = step("end", outcome("done", closes="granted"))
HEAD = Role(role="head", title=TITLE, held_by="office", office="head")
OPENER = Role(role="opener", title=TITLE, held_by="opener")


def begin(*leads_to: str, **more: Any) -> Any:
    """The step with which a procedure of this page opens."""
    return step("begin", outcome("go", *(leads_to or ("end",))), **more)


def role(**more: Any) -> Procedure:
    """A procedure one of whose roles is wrong."""
    given: dict[str, Any] = {"role": "odd", "title": TITLE, "held_by": "members"}
    return procedure(begin(), END, roles=(CLERK, Role(**(given | more))))


def odd(kind: str, *outcomes: Outcome, **more: Any) -> Procedure:
    """A procedure whose second step is wrong."""
    return procedure(
        begin("odd"), step("odd", *(outcomes or (outcome("on", "end"),)), kind=kind, **more), END
    )


def untimed(of: Procedure) -> Procedure:
    """The same without a term for the whole."""
    return attrs.evolve(of, term=None)


def meeting(**more: Any) -> Procedure:
    """Two branches that meet, with something said otherwise of where they do."""
    return procedure(
        begin("left", "right"),
        step("left", outcome("done", "meet")),
        step("right", outcome("done", "meet")),
        step("meet", outcome("met", "end"), **({"kind": "join", "joins": ("left", "right")} | more)),
        END,
    )


BROKEN: list[tuple[str, Place, str | None, Procedure]] = [
    ("positive", Place(field="version"), "0", procedure(begin(), END, version=0)),
    ("identifier", Place(field="procedure"), "một cửa", procedure(begin(), END, procedure="một cửa")),
    ("text", Place(field="instrument"), " ", procedure(begin(), END, instrument=" ")),
    ("missing", Place(field="steps"), None, procedure(opens_with=("begin",))),
    ("unknown-step", Place(field="opens_with"), "x", procedure(begin(), END, opens_with=("begin", "x"))),
    ("listed-twice", Place(field="opens_with"), "end", procedure(END, opens_with=("end", "end"))),
    ("listed-twice", Place(step="end"), "end", procedure(begin(), END, END)),
    ("listed-twice", Place(role="clerk"), "clerk", procedure(begin(), END, roles=(CLERK, CLERK))),
    ("unknown-office", Place(role="odd", field="office"), "king", role(held_by="office", office="king")),
    ("missing", Place(role="odd", field="office"), None, role(held_by="office")),
    ("missing", Place(role="odd", field="group"), None, role(held_by="group")),
    ("not-of-this-kind", Place(role="odd", field="group"), "members", role(group="g")),
    ("not-of-this-kind", Place(role="odd", field="unit"), "opener", role(held_by="opener", unit="superior")),
    ("held-by-no-person", Place(role="odd", field="unit"), "system:night", role(unit="system:night")),
    ("no-outcomes", Place(step="odd", field="outcomes"), None, procedure(begin("odd"), step("odd"), END)),
    ("leads-nowhere", Place(step="odd", outcome="on"), None, odd("work", outcome("on"))),
    ("leads-and-closes", Place(step="odd", outcome="on"), "x", odd("work", outcome("on", "end", closes="x"))),
    ("listed-twice", Place(step="odd", outcome="on"), "on", odd("work", *[outcome("on", "end")] * 2)),
    (
        "unknown-step",
        Place(step="odd", outcome="on", field="leads_to"),
        "x",
        odd("work", outcome("on", "end", "x")),
    ),
    (
        "unknown-step",
        Place(step="odd", outcome="on", field="withdraws"),
        "x",
        odd("work", outcome("on", "end", withdraws=("x",))),
    ),
    ("unknown-role", Place(step="odd", field="role"), "x", odd("work", role="x")),
    ("missing", Place(step="odd", field="role"), None, odd("work", role=None)),
    ("missing", Place(step="odd", field="awaits"), None, odd("wait")),
    ("missing", Place(step="odd", field="term"), None, odd("timer")),
    ("missing", Place(step="odd", field="joins"), None, odd("join")),
    ("not-of-this-kind", Place(step="odd", field="awaits"), "work", odd("work", awaits="reply")),
    ("not-of-this-kind", Place(step="odd", field="at_home"), "wait", odd("wait", awaits="x", at_home=True)),
    ("not-of-this-kind", Place(step="odd", field="role"), "milestone", odd("milestone", role="clerk")),
    (
        "one-outcome",
        Place(step="odd", field="outcomes"),
        "2",
        odd("milestone", outcome("a", "end"), outcome("b", closes="x")),
    ),
    (
        "no-outcome-by-hand",
        Place(step="odd", field="outcomes"),
        None,
        odd("work", term="5 working_days", when_passed="on"),
    ),
    (
        "without-a-term",
        Place(step="odd", field="reminders"),
        None,
        untimed(odd("work", reminders=("1 working_days",))),
    ),
    (
        "without-a-term",
        Place(step="odd", field="when_passed"),
        None,
        untimed(odd("work", outcome("on", "end"), outcome("late", "end"), when_passed="late")),
    ),
    ("missing", Place(step="odd", field="term"), None, untimed(odd("work"))),
    (
        "before-the-term-begins",
        Place(step="odd", field="reminders"),
        "5 working_days",
        odd("work", term="5 working_days", reminders=("5 working_days", "1 working_days")),
    ),
    (
        "not-ascending",
        Place(step="odd", field="escalations"),
        "3 working_days, 1 working_days",
        odd("work", term="5 working_days", escalations=("3 working_days", "1 working_days")),
    ),
    (
        "listed-twice",
        Place(step="odd", field="escalations"),
        "3 working_days",
        odd("work", term="5 working_days", escalations=("3 working_days", "3 working_days")),
    ),
    (
        "unknown-outcome",
        Place(step="odd", field="when_passed"),
        "x",
        odd("work", term="5 working_days", when_passed="x"),
    ),
    ("unknown-outcome", Place(step="odd", field="if_cancelled"), "x", odd("work", if_cancelled="x")),
    (
        "unknown-outcome",
        Place(step="odd", field="instances.otherwise"),
        "x",
        odd("work", instances=Instances(otherwise="x")),
    ),
    (
        "needed-out-of-range",
        Place(step="odd", field="instances.needed"),
        "0",
        odd("work", instances=Instances(needed=0, otherwise="on")),
    ),
    (
        "unknown-confidentiality",
        Place(step="odd", field="confidentiality"),
        "top",
        odd("work", confidentiality="top"),
    ),
    (
        "secret-at-home",
        Place(step="odd", field="at_home"),
        None,
        odd("work", confidentiality="secret", at_home=True),
    ),
    (
        "names-itself",
        Place(step="odd", field="different_person_from"),
        "odd",
        odd("work", different_person_from=("odd",)),
    ),
    (
        "unknown-step",
        Place(step="odd", field="different_person_from"),
        "x",
        odd("work", different_person_from=("x",)),
    ),
    ("step-of-another-kind", Place(step="odd", field="requires"), "begin", odd("work", requires=("begin",))),
    ("unknown-step", Place(step="odd", field="requires"), "x", odd("work", requires=("x",))),
    (
        "does-not-lead-here",
        Place(step="meet", field="joins"),
        "begin",
        meeting(joins=("left", "right", "begin")),
    ),
    (
        "not-awaited-there",
        Place(step="right", outcome="done", field="leads_to"),
        "meet",
        meeting(joins=("left",)),
    ),
    ("needed-out-of-range", Place(step="meet", field="needed"), "3", meeting(needed=3)),
    ("needed-out-of-range", Place(step="meet", field="needed"), "0", meeting(needed=0)),
    ("not-of-this-kind", Place(step="meet", field="joins"), "work", meeting(kind="work")),
    (
        "nobody-else-could",
        Place(step="end", field="different_person_from"),
        "begin",
        procedure(
            begin(role="head"),
            step("end", outcome("done", closes="x"), role="head", different_person_from=("begin",)),
            roles=(HEAD,),
        ),
    ),
    (
        "nobody-else-could",
        Place(step="end", field="different_person_from"),
        "begin",
        procedure(
            begin(role="opener"),
            step("end", outcome("done", closes="x"), role="opener", different_person_from=("begin",)),
            roles=(OPENER,),
        ),
    ),
    (
        "loop-without-a-person",
        Place(step="odd"),
        "odd → point → odd",
        procedure(
            begin("odd"),
            step("odd", outcome("passed", "point"), kind="timer", term="5 working_days"),
            step("point", outcome("reached", "odd"), kind="milestone"),
            END,
        ),
    ),
    (
        "loop-without-a-person",
        Place(step="odd"),
        "odd → odd",
        odd("work", outcome("on", "end"), outcome("late", "odd"), term="5 working_days", when_passed="late"),
    ),
    (
        "too-many-steps",
        Place(field="steps"),
        str(MOST_STEPS + 1),
        procedure(
            *(step(f"s{number}", outcome("on", f"s{number + 1}")) for number in range(MOST_STEPS)),
            step(f"s{MOST_STEPS}", outcome("done", closes="x")),
        ),
    ),
    (
        "never-entered",
        Place(step="alone"),
        None,
        procedure(begin(), END, step("alone", outcome("on", "end"))),
    ),
    (
        "entered-while-open",
        Place(step="right", outcome="done", field="leads_to"),
        "next",
        procedure(
            begin("left", "right"),
            step("left", outcome("done", "next")),
            step("right", outcome("done", "next")),
            step("next", outcome("on", "end")),
            END,
        ),
    ),
    (
        "never-closed",
        Place(step="meet"),
        "meet",
        procedure(
            step("begin", outcome("one", "left"), outcome("other", "right"), outcome("none", "end")),
            step("left", outcome("done", "meet")),
            step("right", outcome("done", "meet")),
            step("meet", outcome("met", "end"), kind="join", joins=("left", "right")),
            END,
        ),
    ),
    (
        "never-closed",
        Place(step="odd"),
        "odd",
        procedure(
            step("begin", outcome("go", "odd"), outcome("end", "end")),
            step("odd", outcome("on", "more")),
            step("more", outcome("on", "odd")),
            END,
        ),
    ),
    (
        "never-before",
        Place(step="odd", field="requires"),
        "point",
        procedure(
            begin("odd"),
            step("odd", outcome("on", "point"), outcome("refused", closes="x"), requires=("point",)),
            step("point", outcome("reached", "end"), kind="milestone"),
            END,
        ),
    ),
    (
        "too-many-places",
        Place(field="steps"),
        "20000",
        procedure(
            begin(*(f"s{number}" for number in range(16))),
            *(step(f"s{number}", outcome("on", f"m{number}")) for number in range(16)),
            *(step(f"m{number}", outcome("on", "meet"), kind="milestone") for number in range(16)),
            step("meet", outcome("met", "end"), kind="join", joins=[f"m{number}" for number in range(16)]),
            END,
        ),
    ),
]


NAMES = [f"{number}-{problem}" for number, (problem, *_) in enumerate(BROKEN)]


@pytest.mark.parametrize("problem,place,value,broken", BROKEN, ids=NAMES)
def test_what_is_wrong_is_named_with_its_place(
    problem: str, place: Place, value: str | None, broken: Procedure
) -> None:
    """Each mistake has a word of its own, stands where it was made, and says what was found there."""
    found = {(each.problem, each.place, each.value) for each in problems(broken)}
    assert (problem, place, value) in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_can_be_told(language: str) -> None:
    """No mistake is left without words, in either language."""
    words = Words(language, (), None)  # type: ignore[arg-type]  # nothing here has a time
    told = {
        problem: words.error(each.error(file="f.toml", line=3))
        for problem, _, _, broken in BROKEN
        for each in problems(broken)
        if each.problem == problem
    }
    assert [
        problem for problem, text in told.items() if f": {problem}" in text or "f.toml:3: " not in text
    ] == []


def test_every_mistake_of_the_checks_has_its_word_among_those_that_never_change() -> None:
    """What programs are told is one of the words of the reference, and each of these stands for something."""
    told = {problem for problem, *_ in BROKEN}
    assert told <= set(MISTAKES)
    assert set(MISTAKES[MISTAKES.index("identifier") :]) - told == {"cannot-be-opened", "wrong-encoding"}


def test_what_is_sound_has_no_problem() -> None:
    """A procedure that can be carried out is left in peace."""
    assert problems(meeting()) == ()
    assert problems(meeting(needed=1)) == ()
    assert problems(procedure(END)) == ()


def test_offices_and_degrees_are_those_of_the_administration() -> None:
    """Procedures stand below the organisation and the tasks, and yet speak of the same offices and degrees."""
    assert tuple(each.value for each in Office) == OFFICES
    assert tuple(each.value for each in Confidentiality) == CONFIDENTIALITY
