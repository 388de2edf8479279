"""The tick for dossiers: those go on whose step has come to its outcome by the passing of its term, each once, in order (R57)."""

from datetime import datetime

from civicflow.core.command import Order
from civicflow.core.event import micros
from civicflow.core.execution import Execution
from civicflow.core.rule import RefusedError
from civicflow.dossier.completing import PassTerm
from civicflow.storage.stores import Store
from civicflow.views import passing_terms
from civicflow.views.passing_terms import BY_DUE, PassingTerm
from civicflow.views.turning_pages import MOST, Shelf, turned

SYSTEM = "system:terms"
"""Who lets terms pass."""


def pass_terms(store: Store, execution: Execution, until: datetime) -> tuple[PassingTerm, ...]:
    """
    Let the dossiers go on of which the term of a step has passed that ends it.

    A dossier that rests is left alone, and its term passes once it has gone on; what another tick has let pass is its.

    Args:
        store: The store.
        execution: Takes the commands.
        until: Up to which moment.

    Returns:
        The terms that passed, what ended first at the top.
    """
    passed, seen = list[PassingTerm](), set[str]()
    while found := [each for each in _ended(store, until) if _id(each) not in seen]:
        seen.update(map(_id, found))
        passed.extend(each for each in found if _lets_pass(execution, each))
    return tuple(passed)


def _ended(store: Store, until: datetime) -> tuple[PassingTerm, ...]:
    view, shelf = passing_terms.VIEW, Shelf(BY_DUE, ())
    with store.reading((view,), known=None, as_of=None) as reading:
        return tuple(turned(reading, view, [shelf], after=None, until=(micros(until),), limit=MOST))


def _id(term: PassingTerm) -> str:
    """Under what it is asked for that a term passes: the same whoever asks, and however often."""
    return f"term:{term.term}/{term.round}:{term.due}"


def _lets_pass(execution: Execution, term: PassingTerm) -> bool:
    command = PassTerm(dossier=term.dossier, step=term.step, round=term.round)
    order = Order(command=command, by=SYSTEM, command_id=_id(term))
    if execution.check(order):
        return False
    try:
        return not execution.execute(order).repeated
    except RefusedError:
        return False
