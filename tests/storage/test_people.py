"""Names and contacts stand in a directory beside the log, where they can be corrected and forgotten."""

from pathlib import Path

import psycopg
import pytest

from civicflow.errors import InvalidInputError, NotOnRecordError
from civicflow.storage.people import Person
from tests.storage.letters import opened

AN = Person(id="E-204", name="Trần Thị An", contacts={"email": "an@xa.example", "phone": "0900 000 204"})
BINH = Person(id="E-101", name="Lê Văn Bình")


def test_a_person_who_was_entered_is_found_by_id(address):
    """With the name as they write it, and where to reach them."""
    with opened(address) as store:
        store.people.set(AN)
        store.people.set(BINH)

        assert store.people.find("E-204") == AN
        assert store.people.names(["E-204", "E-101", "E-999", "E-204"]) == {
            "E-204": "Trần Thị An",
            "E-101": "Lê Văn Bình",
        }
        assert list(store.people) == [BINH, AN]


def test_a_person_who_is_entered_again_is_replaced(address):
    """The newest entry counts."""
    with opened(address) as store:
        store.people.set(AN)
        store.people.set(Person(id="E-204", name="Trần An"))

        assert list(store.people) == [Person(id="E-204", name="Trần An")]


def test_a_correction_keeps_what_it_does_not_name(address):
    """A new telephone number does not cost the name, nor a new name the contacts."""
    with opened(address) as store:
        store.people.set(AN)
        store.people.correct("E-204", contacts={"phone": "0900 000 205"})
        corrected = store.people.correct("E-204", name="Trần Thị Ân")

        assert corrected == Person(id="E-204", name="Trần Thị Ân", contacts={"phone": "0900 000 205"})
        assert store.people.find("E-204") == corrected


def test_who_is_not_in_the_directory_cannot_be_corrected(address):
    """The error names whom."""
    with opened(address) as store, pytest.raises(NotOnRecordError) as raised:
        store.people.correct("E-999", name="Ai")

    assert raised.value.parameters == {"kind": "person", "id": "E-999"}


def test_the_directory_outlives_the_process(lasting_address):
    """As the log does."""
    with opened(lasting_address) as store:
        store.people.set(AN)
    with opened(lasting_address, read_only=True) as store:
        assert store.people.find("E-204") == AN


def test_who_is_erased_is_gone(address):
    """Erasing twice finds nothing the second time."""
    with opened(address) as store:
        store.people.set(AN)
        store.people.set(BINH)

        assert store.people.erase("E-204")
        assert not store.people.erase("E-204")
        assert store.people.find("E-204") is None
        assert list(store.people) == [BINH]


def test_no_byte_of_an_erased_name_stays_in_the_folder(tmp_path):
    """The place of what was deleted is overwritten."""
    with opened(str(tmp_path)) as store:
        for number in range(20):
            store.people.set(
                Person(id=f"E-{number}", name=f"Trần Thị {number}", contacts={"phone": f"0900 {number}"})
            )
        store.people.set(AN)
        assert remains(tmp_path, AN.name)
        store.people.erase("E-204")
        assert not remains(tmp_path, AN.name)
        assert not remains(tmp_path, "0900 000 204")
    assert not remains(tmp_path, AN.name)


def remains(folder: Path, text: str) -> bool:
    """Whether a text stands anywhere in the files of a folder."""
    return any(text.encode() in file.read_bytes() for file in folder.iterdir())


def test_no_row_of_an_erased_person_stays_in_the_table_of_a_server(server_address):
    """The dead row is swept away at once, not when the server next finds the time."""
    with opened(server_address) as store:
        store.people.set(AN)
        store.people.erase("E-204")
        with psycopg.connect(server_address, autocommit=True) as server:
            assert server.execute("SELECT pg_relation_size('civicflow.person')").fetchone() == (0,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Trần An", "name": "Trần An"},
        {"id": "E-1", "name": " "},
        {"id": "E-1", "name": "An", "contacts": {"email": ""}},
        {"id": "E-1", "name": "An", "contacts": {"": "an@xa.example"}},
        {"id": "E-1", "name": "An", "contacts": {"email": "x" * 201}},
    ],
)
def test_a_directory_holds_no_nonsense(wrong):
    """An id is meaningless, a name is not empty, a contact is one line."""
    with pytest.raises(InvalidInputError):
        Person(**wrong)
