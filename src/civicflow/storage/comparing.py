"""A view folded anew from the log, and its table compared with that row by row."""

from collections.abc import Iterator, Mapping
from enum import Enum

import attrs

from civicflow.core.log import Log
from civicflow.storage.folding import folded
from civicflow.storage.view_tables import Page, Target


class Kind(Enum):
    """How a row of a table differs from the log."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"


@attrs.frozen(kw_only=True)
class Difference:
    """
    A row that is not what the log says.

    Args:
        view: The name of the view.
        subject: Whose row it is.
        kind: Changed, missing from the table, or there without reason.
        columns: For each column that differs what stands in the table and what the log says, as the table keeps it.
    """

    view: str
    subject: str
    kind: Kind
    columns: Mapping[str, tuple[object, object]]


def compared(log: Log, page: Page, target: Target) -> Iterator[Difference]:
    """The rows of a generation that differ from a replay of the log up to its position, by subject."""
    rows = folded(log, target.view, until=target.generation.position)
    replayed = {subject: tuple(target.table.raw(subject, row)) for subject, row in rows.items()}
    names = tuple(column.name for column in target.table.columns)

    def difference(
        subject: object, kind: Kind, live: tuple[object, ...], said: tuple[object, ...]
    ) -> Difference:
        columns = {name: (is_, was) for name, is_, was in zip(names, live, said, strict=True) if is_ != was}
        return Difference(view=target.view.name, subject=str(subject), kind=kind, columns=columns)

    nothing = (None,) * len(names)
    for live in map(tuple, page.rows(target.table, target.generation)):
        said = replayed.pop(live[0], None)
        if said is None:
            yield difference(live[0], Kind.EXTRA, live, nothing)
        elif live != said:
            yield difference(live[0], Kind.CHANGED, live, said)
    for subject, said in sorted(replayed.items()):
        yield difference(subject, Kind.MISSING, nothing, said)
