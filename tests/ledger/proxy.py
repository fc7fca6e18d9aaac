"""A line to PostgreSQL that can be cut, frozen or robbed of the answer to a COMMIT."""

import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from tests.faults.proxy import Flow, Hit
from tests.faults.proxy import Proxy as AnyProxy
from tests.faults.talks import PostgreSQLTalk, is_commit

SOCKET = ".s.PGSQL.5432"

Fault = Hit
"""What happens to the next COMMIT."""


class Proxy(AnyProxy):
    """Listens on a Unix socket in a folder of its own and passes everything on to the server.

    Shape: `server` is the folder of the server's own socket.
    """

    def __init__(self, server: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="px-"))
        super().__init__(server / SOCKET, self.folder / SOCKET, PostgreSQLTalk)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await super().__aexit__(kind, error, trace)
        shutil.rmtree(self.folder, ignore_errors=True)

    def freeze(self) -> None:
        """Nothing gets through and nothing is cut."""
        self.up.flow = self.down.flow = Flow.UNREAD

    def thaw(self) -> None:
        """Everything gets through again, also what was said meanwhile."""
        self.up.flow = self.down.flow = Flow.PASSES

    def commit_meets(self, fault: Fault) -> None:
        """From now on, this happens to the first COMMIT on any line, once."""
        self.next(fault, is_commit)
