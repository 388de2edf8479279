"""Random procedures that can be carried out: blocks within blocks, as offices build them."""

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import evolve, field, frozen, mutable
from hypothesis import strategies as st

from civicflow.calendars import Length
from civicflow.procedures import Instances, Outcome, Procedure, Role, StepDefinition, StepKind, Title

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]
Steps: TypeAlias = tuple[str, ...]

ROLES = (
    Role(role="clerk", title=Title(vi="Chuyên viên", en="Clerk"), held_by="members"),
    Role(role="head", title=Title(vi="Thủ trưởng", en="Head"), held_by="office", office="head"),
    Role(role="above", title=Title(vi="Cấp trên", en="Above"), held_by="members", unit="superior"),
    Role(role="board", title=Title(vi="Hội đồng", en="Board"), held_by="group", group="board-1"),
    Role(role="opener", title=Title(vi="Người lập", en="Opener"), held_by="opener"),
)
ONE_PERSON = {"head", "opener"}
"""The roles that one person alone fills."""

TITLES = st.sampled_from(
    [
        Title(vi="Tiếp nhận", en="Receive"),
        Title(vi='Trình "lại"', en='Submit "again"'),
        Title(vi="Ký", en="S\tign\\"),
    ]
)
TERMS = st.sampled_from(["4 working_hours", "3 working_days", "1 sessions", "30 calendar_days"]).map(
    Length.parse
)


@frozen(kw_only=True)
class Around:
    """What a block stands in: the milestones reached before it, and whether it may be come to again."""

    had: frozenset[str] = frozenset()
    again: bool = False
    depth: int = 0


@mutable
class Building:
    """A procedure while it is built from its end to its beginning: each block is told where it leads."""

    draw: Draw
    steps: list[StepDefinition] = field(factory=list)
    left: int = 6
    made: int = 0

    def chance(self, of: int = 2) -> bool:
        """True once in so many times, and never where the simplest example is sought."""
        return bool(self.draw(st.integers(1, of)) == of)

    def code(self, word: str) -> str:
        """A code that no step has yet."""
        self.made += 1
        return f"{word}{self.made}"

    def add(self, code: str, *outcomes: Outcome, **more: Any) -> Steps:
        """A step; what leads there leads to its code."""
        title = self.draw(TITLES)
        given: dict[str, Any] = {"outcomes": outcomes, **more}
        self.steps.append(StepDefinition(step=code, title=title, **given))
        return (code,)

    def outcome(self, code: str, leads_to: Steps, withdraws: Steps = ()) -> Outcome:
        """An outcome that leads on."""
        return Outcome(outcome=code, title=self.draw(TITLES), leads_to=leads_to, withdraws=withdraws)

    def block(self, onward: Steps, around: Around) -> Steps:
        """Any block that leads onward; returns where it is entered."""
        self.left -= 1
        kinds = LEAVES if self.left <= 0 or around.depth > 3 else BLOCKS
        entered: Steps = self.draw(st.sampled_from(kinds))(
            self, onward, evolve(around, depth=around.depth + 1)
        )
        return entered

    def work(self, onward: Steps, around: Around, code: str | None = None, withdraws: Steps = ()) -> Steps:
        """Work with one outcome or more, all of which lead onward or close the dossier."""
        outcomes = [self.outcome("done", onward, withdraws)]
        if self.chance():
            outcomes.append(self.outcome("left-undone", onward, withdraws))
        if self.chance(4):
            outcomes.append(Outcome(outcome="refused", title=self.draw(TITLES), closes="refused"))
        more = self.particulars(around)
        for kept, chances in (("when_passed", 2 if "term" in more else 0), ("if_cancelled", 4)):
            if chances and self.chance(chances):
                more[kept] = kept
                outcomes.append(self.outcome(kept, onward, withdraws))
        return self.add(code or self.code("work"), *outcomes, **more)

    def particulars(self, around: Around) -> dict[str, Any]:
        """What may be said of work besides."""
        role = self.draw(st.sampled_from([role.role for role in ROLES]))
        more: dict[str, Any] = {"role": role}
        if self.chance(3):
            more["term"] = self.draw(TERMS)
            more["escalations"] = self.draw(st.sampled_from([(), ("1 working_days", "2 working_days")]))
        if around.had and self.chance():
            more["requires"] = (self.draw(st.sampled_from(sorted(around.had))),)
        more |= self.draw(
            st.sampled_from([{}, {"at_home": True}, {"confidentiality": "secret"}, {"reviewed": True}])
        )
        others = [each.step for each in self.steps if each.role not in {None, *ONE_PERSON}]
        if others and self.chance(3):
            more["different_person_from"] = (self.draw(st.sampled_from(others)),)
        return more

    def wait(self, onward: Steps, around: Around) -> Steps:
        """A reply from outside, with or without a day after which nobody waits for it."""
        outcomes = [self.outcome("came", onward)]
        more: dict[str, Any] = {}
        if self.chance():
            outcomes.append(self.outcome("never-came", onward))
            more = {"term": self.draw(TERMS), "when_passed": "never-came", "stops_the_clock": True}
        code = self.code("wait")
        return self.add(code, *outcomes, kind="wait", awaits=f"reply-{code}", role="clerk", **more)

    def timer(self, onward: Steps, around: Around) -> Steps:
        """A term that must pass."""
        term = self.draw(TERMS)
        outcome = self.outcome("passed", onward)
        return self.add(self.code("timer"), outcome, kind="timer", term=term)

    def opinions(self, onward: Steps, around: Around) -> Steps:
        """Work of several units, each for itself."""
        outcomes = [self.outcome(each, onward) for each in ("agrees", "disagrees", "divided")]
        needed = self.draw(st.sampled_from([None, 1, 3]))
        instances = Instances(needed=needed, otherwise="divided")
        return self.add(self.code("opinion"), *outcomes, role="above", instances=instances)

    def sequence(self, onward: Steps, around: Around) -> Steps:
        """Blocks one after another; a milestone among them can be required by those after it."""
        milestone = self.code("point") if self.chance() else None
        after = around if milestone is None else evolve(around, had=around.had | {milestone})
        later = self.block(self.block(onward, after), after)
        if milestone is not None:
            later = self.add(milestone, self.outcome("reached", later), kind="milestone")
        return self.block(later, around)

    def choice(self, onward: Steps, around: Around) -> Steps:
        """Work whose outcome decides on what comes next."""
        outcomes = [self.outcome(word, self.block(onward, around)) for word in ("yes", "no")]
        return self.add(self.code("choice"), *outcomes, self.outcome("skip", onward), role="clerk")

    def loop(self, onward: Steps, around: Around) -> Steps:
        """A block that is done again until somebody is content."""
        judge = self.code("judge")
        again = self.block((judge,), evolve(around, again=True))
        outcomes = self.outcome("content", onward), self.outcome("again", again)
        self.add(judge, *outcomes, role="head")
        return again

    def branch(self, join: str, around: Around) -> tuple[Steps, str]:
        """A block that ends with one step, which leads to a join; where it is entered, and that step."""
        last = self.code("last")
        self.work((join,), around, code=last)
        return self.block((last,), around), last

    def parallel(self, onward: Steps, around: Around) -> Steps:
        """Branches that must all have come, or some of them, before the dossier goes on."""
        join, before = self.code("join"), len(self.steps)
        branches = [self.branch(join, around) for _ in range(self.draw(st.integers(2, 3)))]
        needed = self.draw(st.sampled_from([None, *range(1, len(branches))]))
        called_off = tuple(each.step for each in self.steps[before:] if each.kind is not StepKind.MILESTONE)
        withdraws = (*called_off, join) if needed and (around.again or self.chance()) else ()
        outcome = self.outcome("met", onward, withdraws)
        self.add(join, outcome, kind="join", joins=tuple(last for _, last in branches), needed=needed)
        return tuple(code for entered, _ in branches for code in entered)

    def region(self, onward: Steps, around: Around) -> Steps:
        """A block that an event from outside can put an end to."""
        watch, last, before = self.code("watch"), self.code("last"), len(self.steps)
        self.work(onward, around, code=last, withdraws=(watch,))
        entered = self.block((last,), around)
        called_off = tuple(each.step for each in self.steps[before:] if each.kind is not StepKind.MILESTONE)
        stop = self.outcome("withdrawn", onward, called_off)
        self.add(watch, stop, kind="wait", awaits=f"reply-{watch}", role="clerk")
        return (*entered, watch)

    def gate(self, onward: Steps, around: Around) -> Steps:
        """Two branches, one of which cannot end before the other has reached a point."""
        join, point, gate = self.code("join"), self.code("point"), self.code("gate")
        self.add(join, self.outcome("met", onward), kind="join", joins=(point, gate))
        self.add(point, self.outcome("reached", (join,)), kind="milestone")
        self.add(gate, self.outcome("done", (join,)), role="clerk", requires=(point,))
        return (*self.block((point,), around), gate)


LEAVES = (Building.work, Building.wait, Building.timer, Building.opinions)
BLOCKS = (
    *LEAVES,
    Building.sequence,
    Building.choice,
    Building.loop,
    Building.parallel,
    Building.region,
    Building.gate,
)


@st.composite
def sound_procedures(draw: Draw) -> Procedure:
    """Procedures that can be carried out, of up to some thirty steps."""
    building = Building(draw)
    closes = Outcome(outcome="signed", title=draw(TITLES), closes="granted")
    last = building.add("sign", closes, role="head")
    opens_with = building.sequence(last, Around())
    parts: dict[str, Any] = {"roles": ROLES, "steps": tuple(reversed(building.steps))}
    return Procedure(
        procedure="file",
        version=draw(st.integers(1, 3)),
        title=draw(TITLES),
        since="2020-01-01",
        instrument="QĐ 1/2020",
        opens_with=opens_with,
        term=draw(TERMS),
        **parts,
    )
