"""Writes down what presets had by default until now, since new ones keep siblings apart."""

STATEMENTS: tuple[str, ...] = (
    """UPDATE presets SET options = json_insert(
        options, '$.bury_new', json('false'), '$.bury_reviews', json('false')
    ) WHERE json_valid(options)""",
    """UPDATE presets SET options = json_set(options, '$.offer_siblings', json('true'))
        WHERE json_valid(options)
        AND NOT (options ->> '$.bury_new' AND options ->> '$.bury_reviews')""",
)
"""``offer_siblings`` marks what the learner has not decided yet; no option has that name."""
