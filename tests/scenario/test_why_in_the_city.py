"""Whatever a city did, each line of its log is followed to what it rests on."""

from civicflow.core.command import name_of
from civicflow.core.event import keys_of
from civicflow.inquiry.why import Origin, Validity


def test_every_line_of_a_city_is_followed_to_its_ground(city, entries):
    """
    Each version and key stands before the act, each right comes from an office of the person whose right was used, and the
    rules are those of the command.
    """
    commands = {name_of(kind): kind for module in city.modules for kind in module.commands}
    for entry in entries[:: max(1, len(entries) // 500)]:
        found = city.why(entry.at.position)
        assert found.entry == entry
        assert found.first <= entry.at.position <= found.last
        assert all((each.made is None) == (each.version == 0) for each in found.streams)
        assert all(each.made.at.position < found.first for each in found.streams if each.made)
        assert all(each.key in keys_of(each.last.event) for each in found.keys if each.last)
        assert all(each.position < found.first for each in found.keys)
        assert {each.validity for each in found.regulations} <= {Validity.UNCHANGED}
        if found.origin is Origin.DECIDED:
            kind = commands[entry.envelope.command]
            assert {rule.__name__ for rule in (kind.authority, *kind.rules)} <= {
                each.rule for each in found.rules
            }
            if "#" in found.right.said:
                acting = entry.envelope.on_behalf_of or entry.envelope.by
                assert found.right.given.event.person == acting
