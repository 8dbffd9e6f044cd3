"""The steps of an article that is read and answered."""

from enum import Enum


class Step(Enum):
    """What the learner is in the middle of."""

    OPENING = "opening"
    QUESTION = "question"
    ANSWER = "answer"
    SAVING = "saving"
    ENDED = "ended"
