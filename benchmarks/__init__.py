"""How quick civicflow is, beside two neighbours on the same work: plain eventsourcing, and the bare database."""
