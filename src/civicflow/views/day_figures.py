"""The figures of a working day of a body: each names the people it counts, and the cap its reckoning (V4, K5, K6)."""

from collections.abc import Collection

from attrs import frozen

from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Figure
from civicflow.core.working import REGULATION, N, Part, at_positions, counted, made, reckoned
from civicflow.employee.events import Place
from civicflow.regulations.caps import EssentialOnly, Limit, NoLimit, Share
from civicflow.roster.model import Day
from civicflow.views.days import DayOnRecord

ORDER = "emergency_mode:"
"""How the source of a limit begins that an order sets and no dated rule."""


@frozen
class DayFigures:
    """
    What is counted of a day.

    Args:
        evidence: That of the answer.
        row: The day on record.
        day: The day as it stands under its cap.
        events: The positions behind the figures; empty unless asked for.
    """

    evidence: Evidence
    row: DayOnRecord
    day: Day
    events: tuple[int, ...] = ()

    def on_site(self) -> int:
        """How many count as on site."""
        return self._people(self.day.on_site(), "on_site")

    def headcount(self) -> int:
        """The number that the cap is taken of."""
        return self._people(self.day.members(), "in_headcount")

    def at(self, place: Place) -> int:
        """How many people are at a place for a session or more."""
        found = {each.person for each in self.day.bookings.values() if each.place is place}
        return self._people(found, f"at_{place.value}")

    def at_home(self) -> Figure:
        """How many work at home for a session or more, of all who belong to the body."""
        members = self._people(self.day.counted | self.day.besides, "in_the_body")
        return Figure(numerator=self.at(Place.HOME), denominator=members, events=self.events)

    def exempt(self) -> int:
        """How many are at the office for a duty that the orders in force exempt."""
        found = {each.person for each in self.day.bookings.values() if self.day.is_exempt(each)}
        return self._people(found, "exempt_duty")

    def corrected(self) -> int:
        """For how many the head set right where they were."""
        found = {each.person for each in self.day.bookings.values() if each.corrected}
        return self._people(found, "corrected")

    def allowed(self) -> int | None:
        """How many may be on site; None where there is no number."""
        value, limit = self.day.allowed(), self.day.cap.limit
        if value is None or not self.evidence.explaining or limit is None:
            return value
        if not isinstance(limit, Share):
            return self._set(value, limit)
        share, least = self._set(limit.fraction, limit), self._set(limit.minimum_on_site, limit)
        headcount = self.headcount()
        product = made(share * headcount, Operation.PRODUCT, share=share, headcount=headcount)
        whole = made(int(product), Operation.WHOLE, product=product)
        most = made(max(least, whole), Operation.LARGEST, at_least=least, share_of_headcount=whole)
        return made(value, Operation.SMALLEST, at_most=most, headcount=headcount)

    def over_by(self) -> int | None:
        """How many are on site above the cap; None when nothing is on record."""
        value, allowed, limit = self.day.over_by(), self.allowed(), self.day.cap.limit
        if value is None or not self.evidence.explaining or limit is None:
            return value
        if allowed is None:
            return self._set(value, limit)
        on_site = self.on_site()
        above = made(on_site - allowed, Operation.DIFFERENCE, on_site=on_site, allowed=allowed)
        return made(value, Operation.LARGEST, above=above, nought=0)

    def _people(self, people: Collection[str], because: str) -> int:
        def part(person: str) -> Part:
            acts = (act.position for act in self.row.acts if act.person == person)
            listed = self.row.count
            is_listed = listed is not None and person in {*listed.counted, *listed.besides}
            position = listed.position if listed is not None and is_listed else None
            return Part(of=f"person:{person}", because=because, events=at_positions(position, *acts))

        return counted(self.evidence, sorted(people) if self.evidence.explaining else people, part)

    def _set(self, value: N, limit: Limit) -> N:
        """What a dated rule sets, or an order of the organisation."""
        source = limit.provision
        by_order = source.startswith(ORDER)
        events = (line.at.position for line in self.evidence.entries(stream=source)) if by_order else ()
        part = Part(
            of=source if by_order else REGULATION + source,
            adds=value,
            because=LIMITS[type(limit)],
            events=at_positions(*events),
        )
        return reckoned(self.evidence, value, Operation.SET, lambda: (part,))


LIMITS = {Share: "share_of_headcount", EssentialOnly: "essential_only", NoLimit: "no_limit"}
"""What each limit is called as the reason of a number that it sets."""
