"""How a story is told: each act as the record has it, each refusal with its grounds."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta

import civicflow as cf
from civicflow.core import Command, FixedClock, RefusedError
from civicflow.flow import Flow
from civicflow.messages import Words
from civicflow.regulations import Lawbook
from civicflow.task.events import TaskCompleted
from civicflow.testing import numbered_ids


class Story:
    """An administration in which one act follows another; its record holds ids alone, the story knows the names."""

    def __init__(self, flow: Flow, clock: FixedClock, names: Mapping[str, str]) -> None:
        self.flow, self.clock, self.name = flow, clock, names.get
        self.english = Words("en", flow.modules, flow.setting.zone)
        self.vietnamese = Words("vi", flow.modules, flow.setting.zone)

    def at(self, moment: str) -> None:
        """It has become later."""
        self.clock.move_to(f"{moment}+07:00")

    def today(self) -> date:
        """The day it is there."""
        return self.clock.now().astimezone(self.flow.setting.zone).date()

    def quietly(self, by: str, commands: Iterable[Command]) -> None:
        """What somebody does that the story does not dwell on."""
        for command in commands:
            self.flow.execute(command, by=by)

    def does(self, person: str, command: Command, *, claiming: str | None = None) -> None:
        """Somebody acts, and it is told; the time is that of the record unless another one is claimed."""
        receipt = self.flow.execute(command, by=person, occurred_at=claiming and f"{claiming}+07:00")
        self._tells(receipt.first - 1)

    def follows(self) -> None:
        """What follows from it without anybody asking is told too."""
        before = self.flow.store.log.head()
        self.flow.react()
        self._tells(before)

    def ticks(self) -> None:
        """Whatever has fallen due by now is told."""
        before = self.flow.store.log.head()
        self.flow.tick()
        self._tells(before)

    def _tells(self, after: int) -> None:
        for entry in self.flow.entries(after=after):
            said = isinstance(entry.event, TaskCompleted) and entry.event.approver is None
            if not said:  # that a step is over says its result, which nobody accepts before the next one
                print(f"  {self.english.sentence(entry, self.name)}")

    def may_not(self, person: str, command: Command) -> None:
        """Somebody tries to act, and is told in both languages why not."""
        try:
            self.flow.execute(command, by=person)
        except RefusedError as error:
            print(f"  {self.name(person)} is refused:")
            for words in (self.english, self.vietnamese):
                print(
                    *(f"    {words.refusal(each, self.name)}" for each in error.refusals),
                    sep="\n",
                )
        else:
            raise AssertionError(f"{command} was not refused")

    def reads(self, stream: str) -> None:
        """The trail of a subject, as its office reads it."""
        for entry in self.flow.entries(stream=stream):
            print(f"  {self.vietnamese.sentence(entry, self.name)}")


@contextmanager
def story(
    begins: str, names: Mapping[str, str], regulations: Lawbook | None = None, *, silent_days: int = 200
) -> Iterator[Story]:
    """An empty record, on a day, with the same ids in every run; a story may bring its own rules, and rest for longer."""
    clock, silence = FixedClock(f"{begins}T07:00+07:00"), timedelta(days=silent_days)
    with cf.open(
        ":memory:",
        clock=clock,
        ids=numbered_ids(),
        longest_silence=silence,
        regulations=regulations,
    ) as flow:
        told = Story(flow, clock, names)
        told.quietly(
            "ADMIN",
            [cf.organization.Found(instrument="QĐ 1/QĐ-UBND", administrator="ADMIN")],
        )
        yield told
