"""What an open collection offers beyond the daily round, subject by subject."""
