"""The screen on which a deck's options and presets are set."""
