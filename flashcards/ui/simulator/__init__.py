"""Looking ahead: the days simulated by two settings, and schedulers tried on the past."""
