"""Offices that work on one store at the same time, each in a process of its own, and what each of them went through."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple, TypeAlias

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.command import Command
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError
from civicflow.flow import Flow
from tests.processes import PROCESSES

NOW = "2023-10-02T08:00+07:00"
PATIENCE = 120
"""Seconds to wait for an office before the race is given up."""


class Attempt(NamedTuple):
    """One command that an office gave: what became of it, how long it took, and where the log stood before and after."""

    command: Command
    outcome: str
    rules: tuple[str, ...]
    seconds: float
    before: int
    after: int


Scene: TypeAlias = Callable[["Office"], None]
"""What an office does in a race; a function of a module, since it travels to another process."""


class Office:
    """
    One of several offices that work on one store.

    Args:
        flow: The store as it has opened it.
        number: Which one it is, from 0.
        rounds: How often it does what it does.
    """

    def __init__(self, flow: Flow, number: int, rounds: int) -> None:
        self.flow = flow
        self.number = number
        self.rounds = rounds
        self.attempts: list[Attempt] = []

    def try_to(self, command: Command, by: str) -> bool:
        """Give a command, and write down what became of it."""
        head = self.flow.store.log.head
        before, start = head(), perf_counter()
        outcome = "taken"
        rules: tuple[str, ...] = ()
        try:
            self.flow.execute(command, by=by)
        except RefusedError as refused:
            outcome, rules = "refused", tuple(each.rule for each in refused.refusals)
        except CivicflowError as error:
            outcome = error.code
        seconds = perf_counter() - start
        self.attempts.append(Attempt(command, outcome, rules, seconds, before, head()))
        return outcome == "taken"


class Offices:
    """
    Processes that wait for a scene to play.

    Args:
        lines: The line to each of them.
    """

    def __init__(self, lines: Sequence[Connection]) -> None:
        self._lines = lines

    def play(self, address: str, *scenes: Scene, rounds: int = 1, now: str = NOW) -> list[Attempt]:
        """
        Let the offices work on a store at once, taking the scenes in turn; everything that they went through.

        Args:
            address: The store.
            scenes: What the first office does, the second, and so on, again from the first one.
            rounds: How often each does it.
            now: What their clocks say.
        """
        for number, line in enumerate(self._lines):
            line.send((address, scenes[number % len(scenes)], rounds, now))
        attempts: list[Attempt] = []
        for line in self._lines:
            if not line.poll(PATIENCE):
                raise TimeoutError("an office does not answer")
            answer = line.recv()
            if isinstance(answer, BaseException):
                raise answer
            attempts += answer
        return attempts


@contextmanager
def offices(count: int) -> Iterator[Offices]:
    """So many offices, each in a new process, until the end of the block."""
    start = PROCESSES.Barrier(count)
    pipes = [PROCESSES.Pipe() for _ in range(count)]
    processes: list[BaseProcess] = [
        PROCESSES.Process(target=work, args=(theirs, start, number), daemon=True)
        for number, (_, theirs) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    try:
        yield Offices([ours for ours, _ in pipes])
    finally:
        for ours, _ in pipes:
            ours.close()
        for process, (_, theirs) in zip(processes, pipes, strict=True):
            theirs.close()
            process.join(10)
            process.kill()


def work(line: Connection, start: Barrier, number: int) -> None:
    """Play scenes until the line is closed; all offices begin each of them together."""
    while True:
        try:
            address, scene, rounds, now = line.recv()
        except EOFError:
            return
        try:
            with civicflow.flow.open(address, clock=FixedClock(now)) as flow:
                office = Office(flow, number, rounds)
                start.wait(PATIENCE)
                scene(office)
            line.send(office.attempts)
        except Exception as error:  # noqa: BLE001  # whatever it is, the test is told
            line.send(error)


def p99(attempts: Sequence[Attempt]) -> float:
    """The time in milliseconds that 99 of 100 commands stayed under."""
    return quantiles([each.seconds for each in attempts], n=100)[-1] * 1_000
