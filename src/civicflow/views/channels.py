"""By which way work is given, whether results are signed digitally, and what is still dealt with on paper (V9, R29, R30, R37)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from attrs import define, field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import at_positions, counted
from civicflow.task.events import Channel
from civicflow.views import asking, ways_of_work
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.ways_of_work import Deed, WayOfWork


@frozen(kw_only=True)
class OtherChannel:
    """
    Tasks that were not given through the electronic office.

    Args:
        channel: By which other way; None where no record says it.
        tasks: How many.
        with_reason: For how many of them it was said why.
        events: The assignments, in which the reasons stand; empty unless asked for.
    """

    channel: Channel | None
    tasks: int
    with_reason: int
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class ChannelsLine:
    """
    By which ways it is worked, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        e_office: Tasks given through the electronic office, of all that were given.
        otherwise: Those given by each other way.
        signed: Results signed digitally, of those handed in that require it.
        paper: Results whose file was still dealt with on paper, of all handed in: the exceptions (R37).
    """

    of: str | None
    e_office: Figure
    otherwise: tuple[OtherChannel, ...]
    signed: Figure
    paper: Figure


@frozen(kw_only=True)
class Channels(Question[tuple[ChannelsLine, ...]]):
    """
    Whether work is given through the electronic office and results are signed, and what is still on paper (V9).

    A task of which another system does not say by which way it was given counts among all, and not for the electronic
    office. A result whose signature stands on a paper file is no result signed digitally.

    Args:
        period: What was given and handed in in it; all time when left out.
        unit: Only the tasks of this unit.
        with_subunits: Those of the units below it as well.
        head: Only tasks of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the exceptions: what was given otherwise, what lacks its signature, what is on paper.
    """

    views: ClassVar[tuple[View[Any], ...]] = (ways_of_work.VIEW, *VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> tuple[ChannelsLine, ...]:
        """The tasks asked for, and those of each part."""
        among = Among(evidence, self)
        moments = asking.moments(evidence, self.period)
        found: defaultdict[str | None, _Found] = defaultdict(
            lambda: _Found(evidence), {None: _Found(evidence)}
        )
        for row in evidence.rows(ways_of_work.VIEW):
            if row.assigned is not None and row.assigned in moments:
                for name in among.lines(row.unit, row.assignee, row.assigned):
                    found[name].given.append(row)
            for deed in row.deeds:
                if deed.hands_in and deed.occurred in moments:
                    for name in among.lines(row.unit, deed.person, deed.occurred):
                        found[name].handed_in.append((row, deed))
        return tuple(found[name].line(name, with_events=self.with_events) for name in in_order(found))


@define
class _Found:
    """What one line is counted from: tasks that were given, and results that were handed in."""

    evidence: Evidence
    given: list[WayOfWork] = field(factory=list)
    handed_in: list[tuple[WayOfWork, Deed]] = field(factory=list)

    def line(self, name: str | None, *, with_events: bool) -> ChannelsLine:
        """What was counted."""
        otherwise = [row for row in self.given if row.channel is not Channel.E_OFFICE]
        electronic = [row for row in self.given if row.channel is Channel.E_OFFICE]
        required = [(row, deed) for row, deed in self.handed_in if row.needs_signature]
        signed = [(row, deed) for row, deed in required if deed.signed]
        unsigned = [deed for _, deed in required if not deed.signed]
        on_paper = [(row, deed) for row, deed in self.handed_in if deed.on_paper]
        channels = (*(each for each in Channel if each is not Channel.E_OFFICE), None)
        by_channel = {each: [row for row in otherwise if row.channel is each] for each in channels}

        def named(cases: Iterable[WayOfWork | Deed]) -> tuple[int, ...]:
            positions = (each.position for each in cases if each.position is not None)
            return behind(positions, with_events=with_events)

        return ChannelsLine(
            of=name,
            e_office=Figure(
                numerator=counted(self.evidence, electronic, _given("given_electronically")),
                denominator=counted(self.evidence, self.given, _given("given")),
                events=named(otherwise),
            ),
            otherwise=tuple(
                OtherChannel(
                    channel=channel,
                    tasks=counted(self.evidence, rows, _given("given_otherwise")),
                    with_reason=counted(
                        self.evidence, [row for row in rows if row.reasoned], _given("with_reason")
                    ),
                    events=named(rows),
                )
                for channel, rows in by_channel.items()
                if rows
            ),
            signed=Figure(
                numerator=counted(self.evidence, signed, _handed_in("signed_digitally")),
                denominator=counted(self.evidence, required, _handed_in("signature_required")),
                events=named(unsigned),
            ),
            paper=Figure(
                numerator=counted(self.evidence, on_paper, _handed_in("on_paper")),
                denominator=counted(self.evidence, self.handed_in, _handed_in("handed_in")),
                events=named(deed for _, deed in on_paper),
            ),
        )


def _given(because: str) -> Callable[[WayOfWork], working.Part]:
    return lambda row: working.Part(of=f"task:{row.task}", because=because, events=at_positions(row.position))


def _handed_in(because: str) -> Callable[[tuple[WayOfWork, Deed]], working.Part]:
    def part(found: tuple[WayOfWork, Deed]) -> working.Part:
        row, deed = found
        return working.Part(
            of=f"task:{row.task}", because=because, events=at_positions(row.position, deed.position)
        )

    return part
