"""
The log of a Dutch municipality, recorded as that system's claims and then asked what an inspector would ask.

Run it: ./run python examples/receipt_log.py FOLDER/receipt.xes.gz
"""

import sys
from pathlib import Path

import civicflow as cf
from civicflow.core import Figure
from civicflow.exchange import load_mapping, record_log
from civicflow.flow import Flow

MAPPING = Path(__file__).parent / "mappings" / "receipt.toml"
RECEIPT, CHECK = "Confirmation of receipt", "T02 Check confirmation of receipt"
MOST = 3


def of(figure: Figure) -> str:
    """A figure as people read it."""
    return f"{figure.numerator:,} of {figure.denominator:,}"


def recorded(flow: Flow, log: Path) -> None:
    """Record the log, and once more: what is known adds nothing."""
    mapping = load_mapping(MAPPING)
    for _ in range(2):
        summary = record_log(log, mapping, flow.record)
        facts = f"{summary.new:,} facts were new, {summary.known:,} were known"
        print(f"{summary.cases:,} cases, {summary.events:,} rows: {facts}")


def on_time(flow: Flow) -> None:
    """Is the end date that was written on the case not after its deadline?"""
    closed = flow.ask(cf.OnTime()).answer.closed
    late = closed.figure.denominator - closed.figure.numerator
    beside = ", ".join(f"{each.tasks} {each.verdict.value}" for each in closed.remainders if each.tasks)
    print(f"\nclosed on time: {of(closed.figure)}; {late} late, {beside}")


def duties(flow: Flow) -> None:
    """Does whoever confirms the receipt also check the confirmation?"""
    found = flow.ask(cf.SeparationOfDuties(first=RECEIPT, second=CHECK)).answer.activities
    if found is not None:
        print(f"\nreceipt and check by one person: {of(found.same)}")
        for each in found.persons[:MOST]:
            print(f"  {each.person}: {each.times}")


def responsibility(flow: Flow) -> None:
    """Does the person responsible for a case ever act in it?"""
    found = flow.ask(cf.Responsibility()).answer
    print(f"\nthe person responsible never acts: {of(found.absent)}")
    for each in found.persons[:MOST]:
        print(f"  {each.person}: {each.absent} of {each.cases}")


def handovers(flow: Flow) -> None:
    """How does work pass from hand to hand?"""
    found = flow.ask(cf.Handovers()).answer
    print(f"\nsteps that were taken over by somebody else: {of(found.handovers)}")
    for each in found.pairs[:MOST]:
        print(f"  from {each.giver} to {each.taker}: {each.times}")


def main() -> None:
    """Record the log that is named, and ask."""
    if len(sys.argv) != 2:
        sys.exit("which log? ./run python examples/receipt_log.py FOLDER/receipt.xes.gz")
    with cf.open(":memory:", zone="Europe/Amsterdam") as flow:
        recorded(flow, Path(sys.argv[1]))
        for ask in (on_time, duties, responsibility, handovers):
            ask(flow)


if __name__ == "__main__":
    main()
