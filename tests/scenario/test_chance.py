"""Chance that follows from a seed and a name: the same for ever, as likely as it says, and nobody's draws are another's."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from civicflow.scenario.chance import Chance

SEEDS = st.integers(0, 2**63 - 1)


def test_the_first_draws_are_the_same_for_ever():
    """Another release of Python, or of this house, tells the same city."""
    chance = Chance(7, "habit", "E-00001")

    assert [chance.number(0, 999) for _ in range(5)] == [268, 815, 496, 257, 710]


def test_draws_are_those_of_splitmix64():
    """The numbers that its author gives for the state 1234567."""
    chance = Chance(0)
    chance._state = 1_234_567

    assert [int(chance.share() * 2**53) for _ in range(3)] == [
        number >> 11
        for number in (6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423)
    ]


@given(seed=SEEDS, first=st.integers(-5, 5), more=st.integers(0, 9))
def test_a_number_lies_between_the_first_and_the_last(seed, first, more):
    """Both included."""
    chance = Chance(seed, "number")

    assert all(first <= chance.number(first, first + more) <= first + more for _ in range(20))


@given(seed=SEEDS)
def test_draws_are_as_likely_as_they_say(seed):
    """A thousand draws, with room for chance: six standard deviations."""
    chance = Chance(seed, "shares")
    counts = Counter(
        chance.weighed(((0.7, "often"), (0.2, "at times"), (0.1, "seldom"))) for _ in range(1_000)
    )

    assert abs(counts["often"] - 700) < 90
    assert abs(counts["at times"] - 200) < 80
    assert sum(chance.happens(0.5) for _ in range(1_000)) in range(400, 600)


@given(seed=SEEDS, names=st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_names_keep_draws_apart(seed, names):
    """Another name, or another seed, draws something else; the same draws the same."""
    one, other = (Chance(seed, name).share() for name in names)

    assert one != other
    assert one == Chance(seed, names[0]).share() != Chance(seed + 1, names[0]).share()


def test_shares_that_do_not_add_up_leave_the_rest_to_the_last():
    """Nothing is left without an answer."""
    assert {Chance(seed, "rest").weighed(((0.0, "never"), (0.0, "last"))) for seed in range(20)} == {"last"}
