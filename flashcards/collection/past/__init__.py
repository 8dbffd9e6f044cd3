"""The learner's past: correcting it, judging it anew, fitting a scheduler to it."""
