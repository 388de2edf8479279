"""Ids of what other systems name: readable, allowed, and never shared."""

from hypothesis import assume, given
from hypothesis import strategies as st

from civicflow.core.fields import Identifier
from civicflow.exchange.identifiers import claim_id, identifier, words_of

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)


@given(words=WORDS)
def test_every_name_becomes_an_id_that_may_be_stored(words):
    """Whatever another system calls a person or a case, the id passes the check of every identifier."""
    Identifier().check(identifier("system-1", words), "person")


@given(one=WORDS, other=WORDS)
def test_two_names_never_share_an_id(one, other):
    """Not even when they differ only in a space, an underscore, or beyond the length of an id."""
    assume(one != other)

    assert identifier("s", one) != identifier("s", other)


@given(words=WORDS)
def test_the_words_can_be_read_back_from_the_id(words):
    """People who look at the log see what the other system called it; a long name is cut."""
    found = identifier("system", words)

    if "@" not in found:
        assert words_of(found) == words


def test_an_id_is_easy_to_read():
    """Spaces and ordinary letters stay legible, and the system comes first."""
    assert identifier("declarations", "declaration 86791") == "declarations/declaration_86791"
    assert identifier("problems", "Jörgen") == "problems/J+C3+B6rgen"


def test_the_same_fact_has_the_same_id_for_ever():
    """A change here would make every recorded log look new: this id is part of what is stored."""
    assert claim_id("receipt", "case-10011", "activity", 0) == "b53cc3ac-975d-5aa4-8015-d9f8972a5c2f"
    assert claim_id("receipt", "case-10011", "activity", "0") != claim_id(
        "receipt", "case-10011", "activity", 0
    )
