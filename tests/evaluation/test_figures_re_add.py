"""Every figure of a proposal is that of the products it names, reckoned again in another way (V11, R44)."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow.evaluation.events import CountedProduct, GradeProposed
from tests.evaluation.people import done, lived, proposal

TASKS = st.lists(
    st.fixed_dictionaries(
        {
            "units": st.integers(1, 9),
            "submitted": st.sampled_from([None, "2026-01-19T10:00+07:00", "2026-01-25T10:00+07:00"]),
            "due": st.sampled_from(
                ["2026-01-20T17:00+07:00", "2026-01-24T17:00+07:00", "2026-02-10T17:00+07:00"]
            ),
            "major_errors": st.integers(0, 6),
            "delays": st.integers(0, 6),
            "quality_met": st.booleans(),
            "returned": st.integers(0, 2),
        }
    ),
    max_size=6,
)


def quarter_steps(product: CountedProduct, times: int) -> int:
    """What is left of a product in quarters of a unit: four for each unit, less one each time, never below none."""
    left = 4
    for _ in range(times):
        left = left - 1 if left else 0
    return left * product.weight if product.finished else 0


@settings(max_examples=80, deadline=None)
@given(TASKS)
def test_parts_and_total_are_those_of_the_products(tasks):
    """Counted in quarters of units, as on a sheet of paper."""
    given_tasks = [done(f"T-{number}", **said) for number, said in enumerate(tasks)]
    outcome = lived(*given_tasks).when(proposal(), by="HEAD-1")
    assert not outcome.refusals
    (event,) = outcome.events
    assert isinstance(event, GradeProposed)
    due = [number for number, said in enumerate(tasks) if said["due"] < "2026-02"]
    assert [each.task for each in event.products] == [f"T-{number}" for number in due]
    if not due:
        assert (event.total, event.undetermined) == (None, ("nothing_was_assigned",))
        return
    whole = 4 * sum(each.weight for each in event.products)
    a, b, c = (
        Fraction(100 * sum(quarter_steps(each, times(each)) for each in event.products), whole)
        for times in (lambda _: 0, lambda each: each.major_errors, lambda each: each.delays)
    )
    assert (event.a, event.b, event.c) == (str(a), str(b), str(c))
    assert Fraction(event.points_for_tasks or "") == (a + b + c) * 7 / 30
    assert Fraction(event.total or "") == 26 + (a + b + c) * 7 / 30


@settings(max_examples=40, deadline=None)
@given(TASKS)
def test_the_record_is_counted_at_least(tasks):
    """Whoever was late was late once, whatever the judgement says; each return for a major defect is an error (K4)."""
    (event,) = (
        lived(*(done(f"T-{n}", **said) for n, said in enumerate(tasks))).when(proposal(), by="HEAD-1").events
    )
    assert isinstance(event, GradeProposed)
    for each in event.products:
        said = tasks[int(each.task.removeprefix("T-"))]
        late = said["submitted"] is not None and said["submitted"] > said["due"]
        assert each.finished is (said["submitted"] is not None)
        if each.finished:
            assert each.delays == max(said["delays"], int(late))
            assert each.major_errors == max(said["major_errors"], said["returned"], not said["quality_met"])
