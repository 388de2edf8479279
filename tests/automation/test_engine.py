"""Reactions: each event is dealt with once, in the order of its stream, and what cannot be dealt with stops nothing else."""

from datetime import timedelta
from threading import Event, Thread

import pytest

import civicflow.flow
from civicflow.automation import DismissParked, ResumeReaction
from civicflow.automation.events import ParkedDismissed, ReactionParked, ReactionResumed
from civicflow.automation.turn import PAUSES
from civicflow.core.refusal import ActRefused
from civicflow.core.rule import Refused, RefusedError
from civicflow.errors import LockTimeoutError, ReadOnlyError
from tests.automation import post_office
from tests.automation.post_office import LetterStamped, PutIn, Turn
from tests.stores import STORES


def stamped(flow):
    """The letters that were stamped, in order."""
    return [each.event.letter for each in flow.entries() if isinstance(each.event, LetterStamped)]


def parked(flow):
    """What was parked, in order."""
    return [each.event for each in flow.entries() if isinstance(each.event, ReactionParked)]


def put_in(flow, *letters, box="B-1"):
    """Put letters into a box, and give the position of the first."""
    positions = [flow.execute(PutIn(box=box, letter=each), by="E-1").first for each in letters]
    return positions[0]


def tried_in_vain(flow, clock):
    """Let every try pass that comes before parking."""
    flow.react()
    for pause in PAUSES:
        clock.advance(seconds=pause.total_seconds())
        flow.react()


def test_what_follows_is_done_once_by_the_system_and_says_because_of_what(flow):
    """The command has the event as its cause, and an id that follows from both."""
    position = put_in(flow, "L-1", "L-2")

    assert flow.react() == 2
    assert flow.react() == 0
    assert stamped(flow) == ["L-1", "L-2"]
    (first, _) = (each.envelope for each in flow.entries() if isinstance(each.event, LetterStamped))
    assert (first.by, first.causation) == ("system:stamping", position)
    assert first.command_id.startswith(f"react:stamping:{position}:")


def test_progress_that_was_thrown_away_costs_time_and_nothing_else(flow):
    """All is asked again, and nothing is done again."""
    put_in(flow, "L-1", "L-2")
    flow.react()
    before = list(flow.entries())
    forget(flow)

    assert flow.react() == 2
    assert list(flow.entries()) == before


def forget(flow):
    """Throw the progress of all reactions away, while it is in use."""
    progress = flow.store.progress
    if hasattr(progress, "transaction"):
        with progress.transaction() as run:
            run(f"DELETE FROM {progress.home}reaction", ())
            run(f"DELETE FROM {progress.home}reaction_hold", ())
    else:
        progress._standings.clear()


@pytest.mark.parametrize("address", [kind for kind in STORES if kind != "memory"], indirect=True)
def test_another_process_goes_on_where_the_first_stopped(flow, opened):
    """What one has dealt with the other is not asked about, where progress outlives the process."""
    put_in(flow, "L-1")
    flow.react()
    other = opened()
    put_in(other, "L-2")

    assert other.react() == 1
    assert stamped(flow) == ["L-1", "L-2"]


@pytest.mark.parametrize(
    "letter, error, command, rules",
    [
        ("TORN", "unexpected", None, ()),
        ("LOST", "not-on-record", "stamp", ()),
        ("L-1", "refused", "stamp", ("box_is_not_locked",)),
    ],
)
def test_what_cannot_be_dealt_with_is_tried_again_then_parked_and_stops_only_its_own_stream(
    flow, clock, letter, error, command, rules
):
    """Later letters of the box wait, also those that came since; other boxes do not; the log says what was wrong."""
    flow.execute(Turn(box="B-1", locked=error == "refused"), by="E-1")
    position = put_in(flow, letter, "L-2")
    put_in(flow, "L-3", box="B-2")
    flow.react()
    assert stamped(flow) == ["L-3"]
    assert parked(flow) == []

    tried_in_vain(flow, clock)
    put_in(flow, "L-4")
    put_in(flow, "L-5", box="B-2")
    flow.react()

    assert stamped(flow) == ["L-3", "L-5"]
    (found,) = parked(flow)
    assert found == ReactionParked(
        reaction="stamping",
        position=position,
        about="box:B-1",
        error=error,
        command=command,
        rules=rules,
        tries=len(PAUSES) + 1,
    )


def test_a_try_comes_after_its_pause_and_not_before(flow, clock):
    """A box that is unlocked in time needs nobody: its letters are stamped in order at the next try."""
    flow.execute(Turn(box="B-1"), by="E-1")
    put_in(flow, "L-1", "L-2")
    flow.react()
    flow.execute(Turn(box="B-1", locked=False), by="E-1")

    assert flow.react() == 0
    clock.advance(seconds=PAUSES[0].total_seconds())
    assert flow.react() == 2
    assert stamped(flow) == ["L-1", "L-2"]
    assert parked(flow) == []


@pytest.mark.parametrize("by", ["ADMIN", "DIRECTOR"])
def test_what_is_resumed_is_tried_again_with_all_that_waited_behind_it(flow, clock, by):
    """The administrator says so, or the head of the root unit, once what stood against it is put right."""
    flow.execute(Turn(box="B-1"), by="E-1")
    position = put_in(flow, "L-1", "L-2")
    tried_in_vain(flow, clock)
    flow.execute(Turn(box="B-1", locked=False), by="E-1")
    assert flow.react() == 0

    flow.execute(ResumeReaction(reaction="stamping", position=position), by=by)
    flow.react()
    put_in(flow, "L-3")
    flow.react()

    assert stamped(flow) == ["L-1", "L-2", "L-3"]
    (resumed,) = (
        each.event
        for each in flow.entries(stream="reaction:stamping", after=position)
        if isinstance(each.event, ReactionResumed)
    )
    assert resumed == ReactionResumed(reaction="stamping", position=position, resumed_by=by)


def test_what_is_resumed_in_vain_is_parked_again(flow, clock):
    """With as many tries as the first time."""
    flow.execute(Turn(box="B-1"), by="E-1")
    position = put_in(flow, "L-1")
    tried_in_vain(flow, clock)
    flow.execute(ResumeReaction(reaction="stamping", position=position), by="ADMIN")
    flow.react()
    assert len(parked(flow)) == 1

    tried_in_vain(flow, clock)
    assert [each.tries for each in parked(flow)] == [len(PAUSES) + 1] * 2


def test_what_is_dismissed_is_never_tried_again_and_what_waited_behind_it_goes_on(flow, clock):
    """Also when the progress is thrown away: the decision stands in the log."""
    position = put_in(flow, "TORN", "L-2")
    tried_in_vain(flow, clock)
    reason = "Thư bị rách, đã trả người gửi"
    flow.execute(DismissParked(reaction="stamping", position=position, reason=reason), by="DIRECTOR")
    flow.react()
    forget(flow)
    flow.react()

    assert stamped(flow) == ["L-2"]
    assert len(parked(flow)) == 1
    assert [type(each.event) for each in flow.entries(stream="reaction:stamping")] == [
        ReactionParked,
        ParkedDismissed,
    ]


def test_what_is_parked_stays_parked_when_the_progress_is_thrown_away(flow, clock):
    """It is neither tried nor parked a second time."""
    put_in(flow, "TORN", "L-2")
    tried_in_vain(flow, clock)
    before = list(flow.entries())
    forget(flow)
    tried_in_vain(flow, clock)

    assert list(flow.entries()) == before


def test_a_refusal_is_on_record_from_the_first_try_and_not_from_each(flow, clock, monkeypatch):
    """Five tries are one refusal (R17)."""
    flow.execute(Turn(box="B-1"), by="E-1")
    put_in(flow, "L-1")
    monkeypatch.setattr(post_office.Stamp, "rules", (never,))
    tried_in_vain(flow, clock)

    assert len([each for each in flow.entries() if isinstance(each.event, ActRefused)]) == 1


def never(command, facts):
    """Nothing is stamped by law."""
    return Refused(basis="house rules")


def test_a_store_that_is_locked_is_nobodys_fault(flow, clock, monkeypatch):
    """The event is neither counted as tried nor parked; it is dealt with as soon as the store lets it."""
    put_in(flow, "L-1")
    with monkeypatch.context() as locked:
        locked.setattr(type(flow.store.log), "append", raising(LockTimeoutError(problem="another writes")))
        for _ in range(2 * len(PAUSES)):
            with pytest.raises(LockTimeoutError):
                flow.react()

    assert flow.react() == 1
    assert stamped(flow) == ["L-1"]


def raising(error):
    """What does nothing but raise."""

    def raise_it(*_args, **_named):
        raise error

    return raise_it


def test_others_decide_nothing_about_what_is_parked(flow, clock):
    """Nor does anybody about what is not parked (K11)."""
    position = put_in(flow, "TORN")
    tried_in_vain(flow, clock)

    for by in ("E-1", "HEAD-1", "system:stamping"):
        with pytest.raises(RefusedError) as refused:
            flow.execute(ResumeReaction(reaction="stamping", position=position), by=by)
        assert [each.rule for each in refused.value.refusals] == ["administrator_or_head_of_a_root_unit"]
    with pytest.raises(RefusedError) as refused:
        flow.execute(DismissParked(reaction="stamping", position=position + 1, reason="Không"), by="ADMIN")
    assert [each.rule for each in refused.value.refusals] == ["event_is_parked"]


def test_a_worker_that_runs_reacts_at_once_and_stops_when_it_is_told(flow, clock):
    """Also to what another thread or process has recorded; at the end its lease is free."""
    stop = Event()
    worker = Thread(target=flow.run, args=(stop,))
    worker.start()
    put_in(flow, "L-1")
    patience = Event()
    for _ in range(400):
        if stamped(flow) == ["L-1"] or patience.wait(0.02):
            break
    stop.set()
    worker.join(10)

    assert not worker.is_alive()
    assert stamped(flow) == ["L-1"]
    assert [each.owner for each in flow.store.progress.standings() if each.reaction == "stamping"] == [""]


def test_while_one_worker_has_a_reaction_another_leaves_it_alone(flow):
    """Until the lease is over; then it is taken over."""
    put_in(flow, "L-1")
    progress = flow.store.progress
    assert progress.claim("stamping", "W-1", 60) is not None
    assert progress.claim("stamping", "W-2", 60) is None
    assert progress.claim("stamping", "W-1", -1) is not None
    assert progress.claim("stamping", "W-2", 60) is not None

    assert not progress.save("stamping", "W-1", 60, 7, {})
    assert progress.save("stamping", "W-2", -1, 0, {})
    assert flow.react() == 1


def test_a_log_that_was_put_back_is_gone_through_again(flow):
    """A position that the log does not have any more is not believed."""
    put_in(flow, "L-1")
    progress = flow.store.progress
    progress.claim("stamping", "W-1", 60)
    progress.save("stamping", "W-1", -1, 10_000, {})

    assert flow.react() == 1
    assert stamped(flow) == ["L-1"]


def test_a_store_that_is_only_read_reacts_to_nothing(tmp_path, clock):
    """It says so."""
    civicflow.flow.open(tmp_path, modules=(post_office.MODULE,), clock=clock).close()
    with (
        civicflow.flow.open(tmp_path, modules=(post_office.MODULE,), clock=clock, read_only=True) as flow,
        pytest.raises(ReadOnlyError),
    ):
        flow.react()


def test_a_store_that_is_only_read_says_what_is_parked_and_not_how_far_reactions_have_come(tmp_path, clock):
    """The first stands in the log, the second beside it."""
    modules = (post_office.MODULE,)
    with civicflow.flow.open(tmp_path, modules=modules, clock=clock) as flow:
        put_in(flow, "TORN")
        tried_in_vain(flow, clock)
    with civicflow.flow.open(tmp_path, modules=modules, clock=clock, read_only=True) as flow:
        status = flow.status()

    assert (status.reactions, status.tried_again) == ((), ())
    assert [each.stream for each in status.parked] == ["box:B-1"]


def test_pauses_grow():
    """So that what lasts is not tried without end, and all of it is over in a few minutes."""
    assert list(PAUSES) == sorted(PAUSES)
    assert sum(PAUSES, timedelta()) < timedelta(minutes=5)
