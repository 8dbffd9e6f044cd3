"""The steps of a sitting."""

from enum import Enum


class Step(Enum):
    """What the learner is in the middle of."""

    OPENING = "opening"
    """Nothing is asked yet."""
    QUESTION = "question"
    ANSWER = "answer"
    SAVING = "saving"
    ENDED = "ended"
