"""How figures remember what they were reckoned from."""

from civicflow.core.working import ranked


def test_half_and_nine_in_ten_are_numbers_that_are_really_among_them():
    """The nearest rank: of ten, the fifth and the ninth; of one, that one."""
    assert ranked([*range(10, 0, -1)], 1, 2) == 5
    assert ranked([*range(10, 0, -1)], 9, 10) == 9
    assert ranked([7], 9, 10) == 7
