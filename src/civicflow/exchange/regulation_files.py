"""Files of dated rules, wherever they lie: in the package, with another application, in a folder of the authority."""

from importlib.resources.abc import Traversable

from civicflow.errors import UnreadableRegulationError


def regulation_texts(*places: Traversable) -> dict[str, str]:
    """
    The text of each file of regulations by its path.

    Args:
        places: Folders with TOML files, or single files.

    Raises:
        UnreadableRegulationError: When one of them cannot be opened, or is no text.
    """
    return {str(file): _text(file) for place in places for file in _regulation_files(place)}


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
