"""The version of the tables of a store: which one this release writes, and what is said to another."""

from civicflow.errors import StoreVersionError

LAYOUT = 1
"""The version of the tables that this release reads and writes."""


def check_layout(found: int) -> None:
    """
    Refuse a store whose tables are of another version.

    Args:
        found: The version of its tables.

    Raises:
        StoreVersionError: When it is older, for ``civicflow migrate``, or was laid out by a newer release.
    """
    if found != LAYOUT:
        needed = "civicflow migrate" if found < LAYOUT else "a newer civicflow"
        raise StoreVersionError(found=found, wanted=LAYOUT, needed=needed)
