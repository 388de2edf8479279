"""What an inspector asks besides the questions: why something was decided, what a figure is made of, what would differ."""
