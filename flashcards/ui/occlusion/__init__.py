"""Image occlusion: the learner covers parts of a picture, and each cover is a card."""
