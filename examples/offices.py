"""What the stories share: offices for them to happen in, and a voice that tells each act as the record has it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import civicflow as cf
from civicflow.core import Command, Figure, FixedClock, RefusedError
from civicflow.flow import Flow
from civicflow.messages import Words
from civicflow.regulations import Lawbook
from civicflow.testing import numbered_ids

SINCE = "2020-01-02"
"""The day from which everybody belongs to their unit and holds their office."""


class Story:
    """An administration in which one act follows another; its record holds ids alone, the story knows the names."""

    def __init__(self, flow: Flow, clock: FixedClock, names: Mapping[str, str]) -> None:
        self.flow, self.clock, self.name = flow, clock, names.get
        self.english = Words("en", flow.modules, flow.setting.zone)
        self.vietnamese = Words("vi", flow.modules, flow.setting.zone)

    def at(self, moment: str) -> None:
        """It has become later."""
        self.clock.move_to(f"{moment}+07:00")

    def quietly(self, by: str, commands: Iterable[Command]) -> None:
        """What somebody does that the story does not dwell on."""
        for command in commands:
            self.flow.execute(command, by=by)

    def does(self, person: str, command: Command, *, claiming: str | None = None) -> None:
        """Somebody acts, and it is told; the time is that of the record unless another one is claimed."""
        receipt = self.flow.execute(command, by=person, occurred_at=claiming and f"{claiming}+07:00")
        for entry in self.flow.entries(after=receipt.first - 1):
            print(f"  {self.english.sentence(entry, self.name)}")

    def may_not(self, person: str, command: Command) -> None:
        """Somebody tries to act, and is told in both languages why not."""
        try:
            self.flow.execute(command, by=person)
        except RefusedError as error:
            print(f"  {self.name(person)} is refused:")
            for words in (self.english, self.vietnamese):
                print(*(f"    {words.refusal(each, self.name)}" for each in error.refusals), sep="\n")
        else:
            raise AssertionError(f"{command} was not refused")

    def reads(self, stream: str) -> None:
        """The trail of a subject, as its office reads it."""
        for entry in self.flow.entries(stream=stream):
            print(f"  {self.vietnamese.sentence(entry, self.name)}")


@contextmanager
def story(begins: str, names: Mapping[str, str], regulations: Lawbook | None = None) -> Iterator[Story]:
    """An empty record, on a day, with the same ids in every run; a story may bring its own rules."""
    clock, silence = FixedClock(f"{begins}T07:00+07:00"), timedelta(days=200)
    with cf.open(
        ":memory:", clock=clock, ids=numbered_ids(), longest_silence=silence, regulations=regulations
    ) as flow:
        told = Story(flow, clock, names)
        told.quietly("ADMIN", [cf.organization.Found(instrument="QĐ 1/QĐ-UBND", administrator="ADMIN")])
        yield told


def agency(
    unit: str, title: str, *, head: str, people: Iterable[str] = (), locality: str = "vn/hcmc"
) -> Iterator[Command]:
    """A body of its own, below the chair of the city."""
    yield cf.organization.EstablishUnit(
        unit=unit, title=title, answers_to="CHAIR", locality=locality, instrument="QĐ 2/QĐ-UBND"
    )
    yield from _staff(unit, head, people)


def division(
    unit: str, title: str, *, above: str, head: str, people: Iterable[str] = ()
) -> Iterator[Command]:
    """A division of an agency, with its head and its people."""
    yield cf.organization.EstablishUnit(unit=unit, title=title, superior=above, instrument="QĐ 3/QĐ-SNV")
    yield from _staff(unit, head, people)


def _staff(unit: str, head: str, people: Iterable[str]) -> Iterator[Command]:
    office, staff = cf.organization, cf.employee
    for person in (head, *people):
        yield staff.RegisterEmployee(person=person, unit=unit, category="civil_servant", hired_on=SINCE)
        yield office.JoinUnit(unit=unit, person=person, since=SINCE)
    yield office.Appoint(unit=unit, person=head, office="head", since=SINCE, instrument="QĐ 4/QĐ-UBND")


def of(figure: Figure) -> str:
    """A figure as people read it."""
    return f"{figure.numerator} of {figure.denominator}"
