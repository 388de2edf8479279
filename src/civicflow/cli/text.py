"""Text on its way out: nothing that another person wrote may command a terminal or a spreadsheet."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    """Text in which every sign that a terminal would obey is shown as a mark instead."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text)


def harmless(value: object) -> object:
    """A value of a sheet; a text that a spreadsheet would take for a formula gets a quote before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
