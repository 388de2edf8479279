"""What the races ask for besides: a city that was told."""

from tests.told_city import told_city

__all__ = ["told_city"]
