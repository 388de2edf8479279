"""Files of regulations that are supposed in the place of those of the same name."""

from itertools import islice, permutations

import pytest

from civicflow.errors import OverlappingRegulationsError, RegulationError, UnreadableRegulationError
from civicflow.exchange.regulation_files import supposed
from civicflow.flow import lawbook
from civicflow.regulations import Lawbook
from civicflow.regulations.parameters import PETITION_ANSWERED_WITHIN
from tests.regulations.shipped import day, record, texts
from tests.supposed import term, written

ON = day("2023-11-01")


def within(regulations: Lawbook, locality: str = "") -> str:
    """The term of a petition."""
    return str(PETITION_ANSWERED_WITHIN.at(regulations, on=ON, locality=locality))


def test_a_file_takes_the_place_of_the_one_of_its_name_and_the_others_stay(tmp_path):
    """Ten working days become five; every other record is the same."""
    folder = written(tmp_path / "other", petition_answer=term("5 working_days"))
    own = lawbook()

    under = supposed(own, folder)

    assert (within(own), within(under)) == ("10 working_days", "5 working_days")
    stayed = {each.id: each for each in own.provisions if each.key != "petition_answer"}
    assert {each.id: each for each in under.provisions if each.key != "petition_answer"} == stayed
    assert own.version != under.version


def test_a_place_may_be_given_a_record_of_its_own(tmp_path):
    """A file of a new name adds to what is on record, as long as somebody asks for its subject."""
    folder = written(tmp_path / "other", vn__hcmc__petition_answer=term("3 working_days"))

    under = supposed(lawbook(), folder)

    assert (within(under, "vn"), within(under, "vn/hcmc")) == ("10 working_days", "3 working_days")


def test_the_files_of_the_authority_are_replaced_like_ours(tmp_path):
    """Where two folders have a file of that name, it stands for both."""
    theirs = written(tmp_path / "theirs", vn__petition_answer=term("4 working_days"))
    other = written(tmp_path / "other", vn__petition_answer=term("6 working_days"))

    assert within(supposed(lawbook(theirs), other), "vn") == "6 working_days"


def test_strictness_is_that_of_the_regulations_that_hold(tmp_path):
    """What is only remembered is relied on as little when it is supposed."""
    remembered = term("5 working_days").replace('"design"', '"memory"')
    folder = written(tmp_path / "other", petition_answer=remembered)

    assert "NotOnRecord" in within(supposed(lawbook(strict=True), folder))


def test_regulations_that_are_supposed_as_they_are_are_the_same():
    """In whatever order the files come: the digest is that of the records."""
    few = {name: text for name, text in texts().items() if name.startswith("vn.hcmc")}
    for order in islice(permutations(few), 24):
        assert lawbook().supposing({name: few[name] for name in order}).version == lawbook().version


@pytest.mark.parametrize(
    "files, error, problem",
    [
        ({"petition_answers": term("5 working_days")}, RegulationError, "unknown-subject"),
        ({"petition_answer": "about = "}, RegulationError, "not-toml"),
        ({"petition_answer": term("5 days")}, RegulationError, "not-term"),
        ({"vn__petition_answer": 'about = "x"\n[fields]\nother = "term"\n'}, RegulationError, "other-fields"),
        (
            {"petition_answer": term("5 working_days") + record('within = "6 working_days"')},
            OverlappingRegulationsError,
            None,
        ),
    ],
)
def test_a_file_that_cannot_be_supposed_is_named(tmp_path, files, error, problem):
    """The checks are those of every file of regulations; what nobody would ask for would differ in nothing unseen."""
    folder = written(tmp_path / "other", **files)

    with pytest.raises(error) as wrong:
        supposed(lawbook(), folder)

    assert str(folder) in str(wrong.value.parameters["file"])
    assert problem in {None, wrong.value.parameters.get("problem")}


@pytest.mark.parametrize("prepared, problem", [(None, "cannot-be-opened"), ((), "no-regulations")])
def test_a_folder_without_regulations_is_no_supposition(tmp_path, prepared, problem):
    """One that is not there, and one that is empty."""
    folder = tmp_path / "other"
    if prepared is not None:
        folder.mkdir()

    with pytest.raises(UnreadableRegulationError) as wrong:
        supposed(lawbook(), folder)

    assert wrong.value.parameters == {"file": str(folder), "problem": problem}
