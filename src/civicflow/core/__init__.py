"""The mechanism: how a command becomes events and events become answers; not one word of administration."""
