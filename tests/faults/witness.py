"""A witness in the database itself: who opened which lease, and who wrote without having one.

It is told by PostgreSQL in the transaction of each write, and believes no program of ours: a
process is known by its role, and a lease is held as long as its row is there.
"""

from tests.engines import PostgreSQL

WATCHES = (
    "CREATE TABLE witness_lease (fence bigint PRIMARY KEY, process text NOT NULL)",
    "CREATE TABLE witness_stale (version bigint, kind text, process text, at timestamptz)",
    """CREATE FUNCTION witness_opens() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO witness_lease VALUES (NEW.fence, session_user);
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION witness_writes() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT FROM ledger_lease JOIN witness_lease USING (fence)
            WHERE process = session_user AND gave_back_at IS NULL
        ) THEN
            INSERT INTO witness_stale VALUES (NEW.version, NEW.kind, session_user, now());
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER witness AFTER INSERT ON ledger_lease
    FOR EACH ROW EXECUTE FUNCTION witness_opens()""",
    """CREATE TRIGGER witness AFTER INSERT ON ledger_event
    FOR EACH ROW EXECUTE FUNCTION witness_writes()""",
)


class Witness:
    """What is seen of leases in one database, from now on."""

    def __init__(self, postgresql: PostgreSQL, database: str) -> None:
        self._postgresql = postgresql
        self._database = database
        self._say(*WATCHES)

    def stale(self) -> list[str]:
        """Each event that was written by a process whose lease was gone, in a sentence."""
        rows = self._say("SELECT process, kind, version FROM witness_stale ORDER BY at")
        return [
            "{} wrote {} at version {} and had no lease".format(*row.split("|"))
            for row in rows.splitlines()
        ]

    def leases(self, process: str) -> list[int]:
        """The fences of the leases that this process holds now, oldest first."""
        rows = self._say(
            "SELECT process, fence FROM ledger_lease JOIN witness_lease USING (fence)"
            " WHERE gave_back_at IS NULL ORDER BY fence"
        )
        held = (row.split("|") for row in rows.splitlines())
        return [int(fence) for who, fence in held if who == process]

    def owed(self) -> int:
        """How many effects are not done yet."""
        return int(self._say("SELECT count(*) FROM ledger_outbox"))

    def _say(self, *statements: str) -> str:
        return self._postgresql.say(*statements, database=self._database)
