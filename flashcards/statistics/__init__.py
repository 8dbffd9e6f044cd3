"""Numbers out of the review log: days, retention, forecast, intervals."""
