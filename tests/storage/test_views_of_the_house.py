"""Every view of civicflow itself, over whatever may happen: the table says what the fold says."""

import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicflow.core.question import AnyView
from civicflow.flow import MODULES
from civicflow.storage.columns import Table
from civicflow.storage.forms import POSTGRESQL_FORMS, SQLITE_FORMS
from civicflow.storage.stores import open_store
from civicflow.storage.views import Views
from civicflow.testing import events
from tests.storage.permits import PLACES, SILENCE, live, replayed, view_tables, write

VIEWS = [view for module in MODULES for view in module.views]
_schemas = count(1)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_fits_its_table(view: AnyView):
    """No row class of ours holds what a column could not give back, and no name is refused."""
    for forms in (SQLITE_FORMS, POSTGRESQL_FORMS):
        assert len(Table(view, forms).columns) > 1


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@settings(
    max_examples=10,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,  # of texts that an event takes as exact numbers, half are none
    ],
)
@given(data=st.data())
def test_the_table_of_every_view_says_what_its_fold_says(view: AnyView, kind, data, request):
    """In small batches, whatever events come in whatever order: folds are total and rows come back as they went."""
    address = request.getfixturevalue("view_address") if kind == "postgresql" else ""
    story = data.draw(st.lists(st.one_of([events(each) for each in view.subjects]), min_size=1, max_size=8))
    register = open_store(":memory:", MODULES, read_only=False, longest_silence=SILENCE)
    write(register.log, story)
    with (
        tempfile.TemporaryDirectory() as folder,
        view_tables(kind, Path(folder), address, f"house_{next(_schemas)}") as tables,
    ):
        views = Views(register.log, (view,), tables, batch=3)
        views.catch_up()

        assert views.status()[0].last_error is None
        assert live(views, view) == replayed(register.log, view)
        assert list(views.compare()) == []
