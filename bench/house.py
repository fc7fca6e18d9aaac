"""The house that is measured: its own process, the ways into it, and what it costs the machine."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2

from tests.journeys.clinic import Clinic
from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Role
from waitingroom.directory import fresh_id
from waitingroom.identity import GuestSignIn, Seals
from waitingroom.keys import keys
from waitingroom.web import Cookies

LASTS = timedelta(hours=1)


class House:
    """A running clinic."""

    def __init__(self, clinic: Clinic) -> None:
        self.url = clinic.url
        self.queue = QueueId("")
        self.staff_cookie = ""
        self._clinic = clinic
        self._cookies = Cookies(secure=True)
        self._seals = Seals(keys(clinic.folder).key("sign-in cookies"))

    async def staff_come(self) -> None:
        """The first colleague of the demo signs in."""
        who = self._clinic.ways.staff[0]
        async with httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.post(
                f"{self.url}/api/staff/sign-in",
                json={"login": who.login, "password": who.password},
                headers={"Origin": self.url},
            )
        assert answer.status_code == 200, answer.text
        self.staff_cookie = answer.headers["set-cookie"].partition(";")[0]
        self.queue = QueueId(answer.json()["units"][0]["queues"][0]["id"])

    def guest_cookie(self) -> tuple[VisitId, str]:
        """Somebody new who came by the public door.

        Sealed here: how fast a thousand people can sign in is not what is measured, and the door
        lets nobody in that fast.
        """
        sign_in = GuestSignIn(
            guest=GuestId(fresh_id()),
            visit=VisitId(fresh_id()),
            queue=self.queue,
            role=Role.PATIENT,
            walk_in=True,
            link=None,
            expires_at=datetime.now(UTC) + LASTS,
        )
        return sign_in.visit, f"{self._cookies.guest}={self._seals.seal_guest(sign_in)}"

    @property
    def resident_kib(self) -> float:
        """Memory of the server's process in KiB, 0 where it can't be read."""
        fields = self._proc("statm").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1024 if fields else 0.0

    @property
    def cpu_ms(self) -> float:
        """CPU time the server's process has used, user and system, 0 where it can't be read."""
        fields = self._proc("stat").rpartition(")")[2].split()
        ticks = int(fields[11]) + int(fields[12]) if fields else 0
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")

    def _proc(self, name: str) -> str:
        path = Path(f"/proc/{self._clinic.pid}/{name}")
        return path.read_text() if path.exists() else ""
