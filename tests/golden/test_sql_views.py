"""What other tools read with SQL stays as it was released."""

from civicflow.storage.public_views import public_views
from docs.sql_views import VIEWS, listing, meaning, types
from tests.golden.specimens import FOLDER


def test_columns_are_only_added():
    """Each column of each SQL view with its types; a new one is added to the list, none is changed or taken away."""
    assert listing() == (FOLDER / "sql_views.txt").read_text()


def test_every_column_has_a_meaning():
    """The docstring of its record says in ``Args:`` what each field means."""
    columns = [
        (shown.name, column) for view in VIEWS for shown in public_views(view) for column in shown.columns
    ]

    assert [(name, column.name) for name, column in columns if len(meaning(column)) < len("Whose.")] == []
    assert all(len(types(column)) == 2 for _, column in columns)
