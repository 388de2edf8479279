"""Files of dated rules, wherever they lie: in the package, with another application, in a folder of the authority."""

from importlib.resources.abc import Traversable

from civicflow.errors import UnreadableRegulationError
from civicflow.regulations import Lawbook


def regulation_texts(*places: Traversable) -> dict[str, str]:
    """
    The text of each file of regulations by its path.

    Args:
        places: Folders with TOML files, or single files.

    Raises:
        UnreadableRegulationError: When one of them cannot be opened, or is no text.
    """
    return {str(file): _text(file) for place in places for file in _regulation_files(place)}


def supposed(lawbook: Lawbook, *places: Traversable) -> Lawbook:
    """
    Regulations as they would be if other files stood in the place of those of the same name.

    Args:
        lawbook: The regulations that hold.
        places: Folders with TOML files, or single files.

    Raises:
        UnreadableRegulationError: When one of them cannot be opened, is no text, or has no such file: what would differ
            in nothing because nothing was supposed is a mistake.
        RegulationError: When the files cannot be read, or do not go with those that stay.
    """
    for place in places:
        if not _regulation_files(place):
            raise UnreadableRegulationError(file=str(place), problem="no-regulations")
    return lawbook.supposing(regulation_texts(*places))


def _regulation_files(place: Traversable) -> list[Traversable]:
    if not place.is_dir():
        return [place]
    try:
        return sorted((each for each in place.iterdir() if each.name.endswith(".toml")), key=str)
    except OSError:
        raise UnreadableRegulationError(file=str(place), problem="cannot-be-opened") from None


def _text(file: Traversable) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        raise UnreadableRegulationError(file=str(file), problem="cannot-be-opened") from None
    except UnicodeDecodeError:
        raise UnreadableRegulationError(file=str(file), problem="wrong-encoding") from None
