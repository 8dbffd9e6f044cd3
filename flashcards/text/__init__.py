"""From what the learner typed to safe HTML: Markdown, clozes, templates, highlighting."""
