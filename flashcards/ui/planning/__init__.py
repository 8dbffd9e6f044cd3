"""Study beyond the daily queue: minutes first, custom study, and plans for the days ahead."""
