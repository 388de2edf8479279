"""What stands behind a figure."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from civicflow.views.behind import ByPerson, behind, by_person
from tests.views.past import Past


@given(st.lists(st.integers(1, 20)))
def test_events_are_named_once_in_order_and_only_when_asked_for(positions):
    """An event that is counted twice stands behind the figure once."""
    named = behind(positions, with_events=True)

    assert set(named) == set(positions)
    assert all(one < other for one, other in itertools.pairwise(named))
    assert behind(positions, with_events=False) == ()


def test_persons_are_named_by_the_tasks_on_which_they_acted_most_first():
    """Two acts on one task are one task; of as many tasks the names decide, nobody known before all."""
    acts = [("E-2", "T-1"), ("E-2", "T-1"), ("E-1", "T-1"), ("E-3", "T-1"), ("E-3", "T-2"), (None, "T-3")]
    placed = [(person, task, position) for position, (person, task) in enumerate(acts, 1)]

    assert by_person(Past().evidence("2023-12-01T08:00"), placed, "departs") == (
        ByPerson(person="E-3", tasks=2),
        ByPerson(person=None, tasks=1),
        ByPerson(person="E-1", tasks=1),
        ByPerson(person="E-2", tasks=1),
    )
