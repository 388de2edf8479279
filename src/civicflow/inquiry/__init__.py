"""What an inspector asks about an answer: how a figure was reckoned, from which events and under which rules."""
