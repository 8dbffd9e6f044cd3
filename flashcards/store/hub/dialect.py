"""How SQLAlchemy speaks to a hub: it asks the server nothing about itself at each connection."""

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg


class HubDialect(PGDialect_psycopg):
    """As it is, but for four questions that matter where tables are described or text is quoted.

    Neither is done here, and each would be one more way to the server and back.
    """

    supports_statement_cache = True

    def initialize(self, connection: Connection) -> None:
        """Ask nothing: version, schema, isolation level, how text is quoted."""
