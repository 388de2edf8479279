"""The order of the Vietnamese alphabet."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from civicflow.messages import sort_key
from civicflow.messages.alphabet import LETTERS

IN_ORDER = """
Ã f, An, Ánh, Ạxq z, Ăn, â m, ầ n, Ân, cđ b, cék, da, Dũng, đa, Đà, đk r, Đỗ, đsê, ẽằ, Ẻụw, ềỉq, fd,
gj ư, Gx c, h b, kb i, Kj, le, lê, Lễ, lựH v, MQ, mvl, nguyên, Nguyên, Nguyễn Thị Ánh, Nguyễn Văn
An, Nguyễn Văn Ân, nlb q, nwk, ổôỹ, ợ c, ỠẸã, Ờủj, ơX, Pug, qnò, quy, quý, Quyên, sb u, thua, thưa,
thừa, Tmú, U, uzZ, ưĐ, ưxb, Wtx, xPH, ý, y tế, ỷw g, Zaờ m, zkg
"""
"""Names and made-up words as ICU's Vietnamese collation has them."""


def test_letters_come_in_the_order_of_the_alphabet():
    """A, Ă, Â are three letters, and Đ follows D."""
    names = ["Đỗ", "Dũng", "Ân", "An", "Ăn", "Ánh"]

    assert sorted(names, key=sort_key) == ["An", "Ánh", "Ăn", "Ân", "Dũng", "Đỗ"]


def test_tones_decide_between_equal_letters():
    """Level, grave, hook, tilde, acute, dot; but letters decide first."""
    names = ["má", "mạ", "mà", "ma", "mã", "mả", "mai", "mạ non"]

    assert sorted(names, key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ", "mạ non", "mai"]


def test_small_letters_come_before_capitals_when_all_else_is_equal():
    """And a longer name after a shorter one that begins it."""
    names = ["Ba", "ba", "BA", "bA", "Bà", "B", "Ba 2", "Ba 10"]

    assert sorted(names, key=sort_key) == ["B", "ba", "bA", "Ba", "BA", "Bà", "Ba 10", "Ba 2"]


def test_the_alphabet_is_complete():
    """Twenty-nine letters of Vietnamese, and f, j, w and z of foreign names."""
    assert len(set(LETTERS)) == len(LETTERS) == 33
    assert sorted(LETTERS, key=sort_key) == list(LETTERS)


@given(st.randoms(use_true_random=False))
def test_names_stand_as_a_collation_of_others_has_them(chance):
    """However a list is shuffled, it comes back in the order that ICU gives it."""
    in_order = IN_ORDER.replace("\n", " ").strip().split(", ")
    shuffled = list(in_order)
    chance.shuffle(shuffled)

    assert sorted(shuffled, key=sort_key) == in_order


@given(st.text())
def test_the_unicode_form_does_not_matter(name):
    """A name typed on another machine stands in the same place."""
    forms = {sort_key(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}

    assert len(forms) == 1


@given(st.text(), st.text())
def test_two_names_that_differ_never_share_a_place(one, other):
    """Composed alike, equal keys are equal names."""
    one, other = (unicodedata.normalize("NFC", name) for name in (one, other))

    assert (sort_key(one) == sort_key(other)) == (one == other)
