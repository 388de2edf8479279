"""What a procedure is: its roles, its steps, what each step may come to, and where that leads (R57, R78)."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import Literal, TypeAlias

from attrs import field, frozen

from civicflow.calendars import Length
from civicflow.core.fields import Code, ShortText, SubjectId, UnitId, day, texts

OWN, SUPERIOR = "own", "superior"
"""The unit a dossier is dealt with in, and the unit above that: the two that a role can name without naming a unit."""


def optional_length(value: Length | str | None) -> Length | None:
    """Take a length as people write it, such as ``5 working_days``; nothing stays nothing."""
    return Length.parse(value) if isinstance(value, str) else value


def lengths(values: Iterable[Length | str]) -> tuple[Length, ...]:
    """Take several lengths as people write them."""
    return tuple(Length.parse(each) if isinstance(each, str) else each for each in values)


@frozen(kw_only=True)
class Title:
    """
    What something is called.

    Args:
        vi: In Vietnamese.
        en: In English.
    """

    vi: ShortText
    en: ShortText


Language: TypeAlias = Literal["vi", "en"]
"""In which language people read what something is called."""


def called(title: Title, language: Language) -> str:
    """What something is called in a language."""
    return title.vi if language == "vi" else title.en


class HeldBy(Enum):
    """Who fills a role: holders of an office, members of a unit, members of a group, or whoever opened the dossier."""

    OFFICE = "office"
    MEMBERS = "members"
    GROUP = "group"
    OPENER = "opener"


@frozen(kw_only=True)
class Role:
    """
    A part that somebody plays in a procedure.

    Args:
        role: Its code, by which steps name it.
        title: What it is called.
        held_by: Who fills it.
        unit: ``own``, ``superior`` or the id of a unit; whose office or members they are.
        office: Which office, where it is held by one; see ``organization.Office``.
        group: Which group, where it is held by one.
    """

    role: Code
    title: Title
    held_by: HeldBy = field(converter=HeldBy)
    unit: UnitId = OWN
    office: Code | None = None
    group: SubjectId | None = None


class StepKind(Enum):
    """What a step is: work by somebody, a reply awaited, a term that must pass, branches that meet, a point reached."""

    WORK = "work"
    WAIT = "wait"
    TIMER = "timer"
    JOIN = "join"
    MILESTONE = "milestone"


RESTING = frozenset({StepKind.WORK, StepKind.WAIT, StepKind.TIMER})
"""The kinds of steps at which a dossier rests until something happens; the others are passed at once."""


@frozen(kw_only=True)
class Outcome:
    """
    What a step may come to: it leads to further steps, or closes the dossier.

    Args:
        outcome: Its code.
        title: What it is called.
        leads_to: The steps that are entered, all at once.
        closes: The result with which the dossier is closed; what is still open is withdrawn.
        withdraws: The steps that are called off where they are open; a join among them forgets what has come to it.
    """

    outcome: Code
    title: Title
    leads_to: tuple[str, ...] = field(default=(), converter=texts)
    closes: Code | None = None
    withdraws: tuple[str, ...] = field(default=(), converter=texts)


def _outcomes(values: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(values)


@frozen(kw_only=True)
class Instances:
    """
    That a step is done once by each of several units, which are named when the dossier has come there.

    Args:
        needed: How many must come to the same outcome, which is then that of the step; all when left out.
        otherwise: The outcome where too few agree.
    """

    needed: int | None = None
    otherwise: Code


@frozen(kw_only=True)
class StepDefinition:
    """
    One step of a procedure.

    Args:
        step: Its code.
        kind: What it is.
        title: What it is called.
        outcomes: What it may come to; a join or a milestone has one.
        role: Who does the work, or takes down what was awaited.
        term: How long it may take, or how long a timer runs.
        when_passed: The outcome that it comes to by itself once its term has passed; a timer has one.
        if_cancelled: The outcome by which the dossier goes on when the step is called off; nobody may where there is none.
        awaits: What is awaited from outside, such as ``supplement`` or ``bank-reply``.
        stops_the_clock: Whether the term of the dossier rests meanwhile.
        joins: The steps whose branches meet here.
        needed: How many of them must have come; all when left out.
        instances: That several units do it, each for itself.
        requires: The milestones that must have been reached before it can be completed.
        different_person_from: The steps that whoever does this one must not have done.
        confidentiality: How confidential the work is: ``ordinary``, ``internal`` or ``secret`` (R71).
        at_home: Whether it may be done at home.
        reviewed: Whether the office that leads the unit accepts the result before the dossier goes on.
        result: What is expected; the title where nothing is said.
        reminders: How long before the end of its term whoever does it is reminded; as the regulations say when empty.
        escalations: How long after it the next level is told, the one above that, and so on.
    """

    step: Code
    kind: StepKind = field(default=StepKind.WORK, converter=StepKind)
    title: Title
    outcomes: tuple[Outcome, ...] = field(converter=_outcomes)
    role: Code | None = None
    term: Length | None = field(default=None, converter=optional_length)
    when_passed: Code | None = None
    if_cancelled: Code | None = None
    awaits: Code | None = None
    stops_the_clock: bool = False
    joins: tuple[str, ...] = field(default=(), converter=texts)
    needed: int | None = None
    instances: Instances | None = None
    requires: tuple[str, ...] = field(default=(), converter=texts)
    different_person_from: tuple[str, ...] = field(default=(), converter=texts)
    confidentiality: Code = "ordinary"
    at_home: bool = False
    reviewed: bool = False
    result: ShortText | None = None
    reminders: tuple[Length, ...] = field(default=(), converter=lengths)
    escalations: tuple[Length, ...] = field(default=(), converter=lengths)

    @property
    def by_hand(self) -> tuple[Outcome, ...]:
        """The outcomes that somebody can choose: neither what the clock brings, nor what calling off the step comes to."""
        kept = {self.passes_to, self.if_cancelled}
        resting = self.kind in RESTING
        return tuple(each for each in self.outcomes if resting and each.outcome not in kept)

    @property
    def passes_to(self) -> str | None:
        """The outcome that it comes to by itself once its term has passed; None where it does not."""
        return self.outcomes[0].outcome if self.kind is StepKind.TIMER else self.when_passed

    def outcome(self, code: str) -> Outcome | None:
        """What one of its outcomes means; None when it has none of that code."""
        return next((each for each in self.outcomes if each.outcome == code), None)


def _roles(values: Iterable[Role]) -> tuple[Role, ...]:
    return tuple(values)


def _steps(values: Iterable[StepDefinition]) -> tuple[StepDefinition, ...]:
    return tuple(values)


@frozen(kw_only=True)
class Procedure:
    """
    One version of a procedure: by what steps a kind of file is dealt with, from a day on.

    Args:
        procedure: Its code, the same for all versions.
        version: The number of the version, from 1.
        title: What it is called.
        since: The first day on which dossiers are opened under it.
        instrument: The decision it rests on.
        opens_with: The steps that are entered when a dossier is opened.
        term: How long the whole may take.
        roles: Who plays a part in it.
        steps: Its steps.
    """

    procedure: Code
    version: int
    title: Title
    since: date = field(converter=day)
    instrument: ShortText
    opens_with: tuple[str, ...] = field(converter=texts)
    term: Length | None = field(default=None, converter=optional_length)
    roles: tuple[Role, ...] = field(converter=_roles)
    steps: tuple[StepDefinition, ...] = field(converter=_steps)

    def step(self, code: str) -> StepDefinition | None:
        """One of its steps; None when it has none of that code."""
        return next((each for each in self.steps if each.step == code), None)

    def role(self, code: str) -> Role | None:
        """One of its roles; None when it has none of that code."""
        return next((each for each in self.roles if each.role == code), None)

    def arcs(self) -> Iterator[tuple[StepDefinition, Outcome, str]]:
        """Every way from a step by an outcome to another step."""
        for step in self.steps:
            for outcome in step.outcomes:
                for target in outcome.leads_to:
                    yield step, outcome, target
