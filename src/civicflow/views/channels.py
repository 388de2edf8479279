"""By which way work is given, whether results are signed digitally, and what is still dealt with on paper (V9, R29, R30, R37)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from attrs import define, field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
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
        found: defaultdict[str | None, _Found] = defaultdict(_Found, {None: _Found()})
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

    given: list[WayOfWork] = field(factory=list)
    handed_in: list[tuple[WayOfWork, Deed]] = field(factory=list)

    def line(self, name: str | None, *, with_events: bool) -> ChannelsLine:
        """What was counted."""
        otherwise = [row for row in self.given if row.channel is not Channel.E_OFFICE]
        required = [deed for row, deed in self.handed_in if row.needs_signature]
        unsigned = [deed for deed in required if not deed.signed]
        on_paper = [deed for _, deed in self.handed_in if deed.on_paper]
        channels = (*(each for each in Channel if each is not Channel.E_OFFICE), None)
        by_channel = {each: [row for row in otherwise if row.channel is each] for each in channels}

        def named(cases: Iterable[WayOfWork | Deed]) -> tuple[int, ...]:
            positions = (each.position for each in cases if each.position is not None)
            return behind(positions, with_events=with_events)

        return ChannelsLine(
            of=name,
            e_office=Figure(
                numerator=len(self.given) - len(otherwise),
                denominator=len(self.given),
                events=named(otherwise),
            ),
            otherwise=tuple(
                OtherChannel(
                    channel=channel,
                    tasks=len(rows),
                    with_reason=sum(row.reasoned for row in rows),
                    events=named(rows),
                )
                for channel, rows in by_channel.items()
                if rows
            ),
            signed=Figure(
                numerator=len(required) - len(unsigned), denominator=len(required), events=named(unsigned)
            ),
            paper=Figure(numerator=len(on_paper), denominator=len(self.handed_in), events=named(on_paper)),
        )
