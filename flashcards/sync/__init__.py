"""What travels between the devices of one learner, so that all of them know the same."""
