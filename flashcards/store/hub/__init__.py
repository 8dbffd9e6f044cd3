"""A hub: a folder for segments in a PostgreSQL database that a family or a class shares.

Nothing of ours runs there. Who may do what stands in grants and policies, see ``rules``.
"""
