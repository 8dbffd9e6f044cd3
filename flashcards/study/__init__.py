"""The study session without a window: queue, answering, limits, burying."""
