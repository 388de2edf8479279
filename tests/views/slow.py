"""On time computed the slow way, from all that came before each act: what the quick answer must equal, whatever happened."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

Clock = Callable[["Act"], int]


class Act(NamedTuple):
    """
    One thing that happened to one task; times are whole hours.

    Whether the cause of a hold was ever found objective, and whether a rejection ends a hold, ``with_decisions`` says.
    """

    name: str
    at: int
    claimed: int
    due: int | None = None
    from_above: bool = False
    objective: bool = False
    ends_a_hold: bool = False


EXCUSES = {"released", "submitted", "completed", "cancelled", "reassigned"}
"""What ends a hold so that its time may be excused."""

DECIDES = {"dispute_resolved", "dispute_resolved_and_excused"}
ENDS_A_DISPUTE = {*DECIDES, "acknowledged", "started", "submitted"}


def with_decisions(acts: Sequence[Act]) -> list[Act]:
    """The same acts, told what became of each hold: every decision is on the earliest that waits for one."""
    found: list[Act] = []
    for act in acts:
        waiting = [place for place in range(len(found)) if waits_for_a_decision(found, acts, place)]
        if act.name == "hold_confirmed" and waiting:
            found[waiting[0]] = found[waiting[0]]._replace(objective=True)
        if act.name == "hold_rejected" and waiting:
            rests = resting(found)
            found.append(act._replace(ends_a_hold=rests is not None and len(rests[0]) == waiting[0]))
        else:
            found.append(act)
    return found


def waits_for_a_decision(found: Sequence[Act], acts: Sequence[Act], place: int) -> bool:
    """Whether an act began a hold on which none of the decisions since then was made."""
    holds = [each for each in range(len(found)) if found[each].name == "held" and not resting(found[:each])]
    if place not in holds:
        return False
    decided = 0
    for number, act in enumerate(acts[: len(found)]):
        begun = sum(each < number for each in holds)
        decided += act.name in {"hold_confirmed", "hold_rejected"} and begun > decided
    return holds.index(place) >= decided


def first_due(acts: Sequence[Act]) -> int | None:
    """The first due that an assignment names."""
    return next((act.due for act in acts if act.name == "assigned" and act.due is not None), None)


def agreed(acts: Sequence[Act]) -> int | None:
    """The due after the last extension that came in time."""
    if not acts:
        return None
    *before, last = acts
    if last.name == "assigned" and first_due(before) is None:
        return last.due
    if last.due is not None and sets_a_due(before, last) and not comes_too_late(before, last):
        return last.due
    return agreed(before)


def sets_a_due(before: Sequence[Act], act: Act) -> bool:
    """Whether an act is one by which an office may set another due."""
    return act.name in {"extended", *DECIDES} or (act.name == "reopened" and is_completed(before))


def comes_too_late(before: Sequence[Act], act: Act) -> bool:
    """Whether a new due changes no verdict: it was late by then, and no dispute let the clock stand still."""
    return too_late(before, act.at) and not (act.name in DECIDES and excused_dispute(before, act))


def is_completed(acts: Sequence[Act]) -> bool:
    """Whether it was accepted, and not taken up again since."""
    found = last(acts, "completed", "reopened")
    return found is not None and found.name == "completed"


def is_a_draft(acts: Sequence[Act]) -> bool:
    """Whether nobody was ever given it."""
    return last(acts, "drafted") is not None and last(acts, "assigned") is None


def disputed(acts: Sequence[Act]) -> tuple[Sequence[Act], Act] | None:
    """The open dispute and all that came before it."""
    if not acts or acts[-1].name in ENDS_A_DISPUTE:
        return None
    *before, last = acts
    found = disputed(before)
    return (before, last) if found is None and last.name == "disputed" else found


def excused_dispute(before: Sequence[Act], act: Act) -> bool:
    """Whether a decision lets the time of an open dispute not count that was raised in time."""
    found = disputed(before)
    if found is None or act.name != "dispute_resolved_and_excused":
        return False
    return not too_late(found[0], found[1].at)


def resting(acts: Sequence[Act]) -> tuple[Sequence[Act], Act] | None:
    """The open hold and all that came before it."""
    if not acts or acts[-1].name in EXCUSES or acts[-1].ends_a_hold:
        return None
    *before, last = acts
    found = resting(before)
    return (before, last) if found is None and last.name == "held" else found


def excusing(acts: Sequence[Act]) -> bool:
    """Whether the open hold began in time and its cause is confirmed, be it later."""
    found = resting(acts)
    if found is None:
        return False
    before, hold = found
    return hold.objective and not too_late(before, hold.at)


def excused(acts: Sequence[Act]) -> int | None:
    """The agreed due and the time of every hold that excused."""
    due = agreed(acts)
    if due is None:
        return None
    for number, act in enumerate(acts):
        before = acts[:number]
        if act.name in DECIDES and act.due is None and excused_dispute(before, act):
            raised = disputed(before)
            assert raised is not None
            due += act.at - raised[1].at
        if act.name in EXCUSES and excusing(before):
            rested = resting(before)
            assert rested is not None
            due += act.at - rested[1].at
    return due


def too_late(acts: Sequence[Act], moment: int) -> bool:
    """Whether the due then in force had come, and nothing excused it."""
    due = excused(acts)
    return due is not None and moment >= due and not excusing(acts)


def last(acts: Sequence[Act], *names: str) -> Act | None:
    """The last act of these names."""
    return next((act for act in reversed(acts) if act.name in names), None)


def handed_in(acts: Sequence[Act]) -> Act | None:
    """The submission that counts."""
    done = last(acts, "completed")
    if done is not None and is_completed(acts):
        return last(acts[: acts.index(done)], "submitted") or done
    decided = last(acts, "submitted", "returned", "completed", "cancelled", "reassigned")
    return decided if decided is not None and decided.name == "submitted" else None


def judged(acts: Sequence[Act], due: int, now: int, clock: Clock, *, raw: bool) -> str:
    """On time, late, or why neither, by a due that lies in the period."""
    submission = handed_in(acts)
    in_time = submission is not None and clock(submission) <= due
    called_off, given_on = last(acts, "cancelled"), last(acts, "reassigned")
    if is_completed(acts):
        return "on_time" if in_time else "late"
    if called_off is not None:
        if raw:
            unnoticed = last(acts, "acknowledged", "started", "submitted") is None
            in_time = unnoticed and called_off.at < due
            return "cancelled" if called_off.from_above or in_time else "late"
        return "cancelled" if called_off.at < due else "late"
    if given_on is not None:
        if raw:
            return "open" if now <= due else "late"
        return "reassigned" if given_on.at < due else "late"
    hold, dispute = resting(acts), disputed(acts)
    for rests, name in ((hold, "on_hold"), (None if hold else dispute, "disputed")):
        if rests is not None and not raw and not too_late(rests[0], rests[1].at):
            first = first_due(acts)
            return "open" if first is not None and now <= first else name
    if submission is not None and hold is None and dispute is None:
        return "awaiting_decision" if in_time else "late"
    return "open" if now <= due else "late"


def by_first_due(acts: Sequence[Act], period: range, now: int, clock: Clock) -> str | None:
    """The raw reading."""
    due = None if is_a_draft(acts) else first_due(acts)
    return judged(acts, due, now, clock, raw=True) if due is not None and due in period else None


def by_excused_due(acts: Sequence[Act], period: range, now: int, clock: Clock) -> str | None:
    """The reading by the excused due."""
    if is_a_draft(acts):
        return None
    due, first = excused(acts), first_due(acts)
    if due is not None and due in period:
        return judged(acts, due, now, clock, raw=False)
    return "moved" if due is not None and first is not None and first in period else None


def closed(acts: Sequence[Act], period: range, now: int, clock: Clock) -> str | None:
    """The reading of what was completed."""
    if is_a_draft(acts):
        return None
    due, done = excused(acts), last(acts, "completed")
    if done is not None and is_completed(acts):
        if done.at not in period:
            return None
        return "without_due" if due is None else judged(acts, due, now, clock, raw=False)
    if due is None or due not in period:
        return None
    if last(acts, "cancelled"):
        return "cancelled"
    return "reassigned" if last(acts, "reassigned") else "open"


def taken_away(acts: Sequence[Act]) -> bool:
    """Whether it was called off or given to another, and never accepted after all."""
    return not is_completed(acts) and last(acts, "cancelled", "reassigned") is not None


def of_all(
    name: str,
    lives: Mapping[str, Sequence[Act]],
    places: Mapping[str, str],
    period: range,
    now: int,
    clock: Clock,
) -> list[str | None]:
    """
    The verdicts of all tasks in a reading.

    Args:
        name: The reading.
        lives: The acts of each task.
        places: For a task the one whose place it takes, once it is assigned.
        period: Which hours.
        now: The hour of the question.
        clock: By the record or by the claim.
    """
    lives = {task: with_decisions(acts) for task, acts in lives.items()}
    found = [READINGS[name](acts, period, now, clock) for acts in lives.values()]
    if name != "raw":
        return found
    followed = {before: task for task, before in places.items() if last(lives.get(task, ()), "assigned")}
    for number, (task, acts) in enumerate(lives.items()):
        following = followed.get(task)
        if following is not None and taken_away(acts) and found[number] is not None:
            due = first_due(acts)
            assert due is not None
            went_on = judged(lives[following], due, now, clock, raw=True)
            found[number] = "late" if went_on == "cancelled" else went_on
        before = lives.get(places.get(task, ""), ())
        is_counted = taken_away(before) and first_due(before) is not None
        if found[number] is not None and is_counted and followed.get(places[task]) == task:
            found[number] = "in_place"
    return found


READINGS = {"raw": by_first_due, "on_time": by_excused_due, "closed": closed}
