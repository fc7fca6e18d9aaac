"""The line to Redis or Valkey: the only file that knows its library, and how it must be set."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.maint_notifications import MaintNotificationsConfig

TIMEOUT_S = 1.0
"""How long connecting may take, and each answer."""

HEALTH_S = 10
"""A connection that was idle for so long is asked whether it lives before it is used."""

CONNECTIONS = 32
PATIENCE_S = 0.5
"""How many connections there are at most, and how long one waits for a free one."""


class Unheard(Exception):
    """Redis did not answer, or not as it should: nobody knows whether it did what it was asked.

    Whatever the library makes of a broken line is this: nothing of ours depends on an answer.
    """


class Line:
    """What we ask of one Redis; everything here is harmless when it is done twice or not at all.

    Shape: `url` is like "rediss://user:password@host:6379", or "unix:///path" for a socket.
    Errors: ValueError for an address that is none; every question raises `Unheard` when it fails.
    """

    def __init__(self, url: str) -> None:
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=PATIENCE_S,
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=TIMEOUT_S,
            health_check_interval=HEALTH_S,
            # By itself the library asks again up to ten times when an answer is lost, and so does
            # the same thing up to eleven times (decision 0098).
            retry=Retry(NoBackoff(), 0),
            maint_notifications_config=MaintNotificationsConfig(enabled=False),
        )
        self._redis = Redis(connection_pool=pool)
        self._asking: set[asyncio.Future[Any]] = set()

    async def publish(self, messages: Sequence[tuple[str, bytes]]) -> None:
        """Say these on their channels, in order, in one trip."""
        pipeline = self._redis.pipeline(transaction=False)
        for channel, message in messages:
            pipeline.publish(channel, message)
        await self._asked(pipeline.execute())

    async def run(self, script: str, keys: Sequence[str], words: Sequence[str | int]) -> object:
        """Run a Lua script, which is one atomic step; what it returns."""
        return await self._asked(self._redis.eval(script, len(keys), *keys, *words))

    async def mark(self, key: str, life_ms: int) -> bool:
        """Set a mark that goes away by itself; False when it was there already."""
        return bool(await self._asked(self._redis.set(key, b"1", px=life_ms, nx=True)))

    @asynccontextmanager
    async def hearing(self) -> AsyncIterator["Hearing"]:
        """A connection that hears channels, until the end of the block. Errors: as `Hearing`."""
        pubsub = self._redis.pubsub(ignore_subscribe_messages=True)
        try:
            yield Hearing(pubsub)
        finally:
            await pubsub.aclose()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Let all connections go, and end what is still asked."""
        while self._asking:
            for each in self._asking:
                each.cancel()
            await asyncio.wait(set(self._asking), timeout=TIMEOUT_S)
        await self._redis.connection_pool.disconnect()

    async def _asked(self, question: Awaitable[Any]) -> Any:
        # Whoever asked may go away, the question not: half done it would leave its answer for the
        # next one, and the library was seen to swallow a cancellation.
        asking = asyncio.ensure_future(question)
        self._asking.add(asking)
        asking.add_done_callback(self._asked_for)
        try:
            return await asyncio.shield(asking)
        except Exception as error:
            raise await self._lost(error) from error

    def _asked_for(self, asking: asyncio.Future[Any]) -> None:
        self._asking.discard(asking)
        # Whoever asked has heard of it, or has gone away.
        _ = asking.cancelled() or asking.exception()

    async def _lost(self, error: Exception) -> Unheard:
        # After READONLY and LOADING this is the wrong server: what is idle leads there too.
        if str(error).startswith(("READONLY", "LOADING", "You can't write", "Redis is loading")):
            await self._redis.connection_pool.disconnect(inuse_connections=False)
        return Unheard(type(error).__name__)


class Hearing:
    """Hears channels. Errors: `Unheard` from everything, and then it is over."""

    def __init__(self, pubsub: PubSub) -> None:
        self._pubsub = pubsub

    async def add(self, channels: Sequence[str]) -> None:
        """Hear these channels too."""
        try:
            async with asyncio.timeout(2 * TIMEOUT_S):
                await self._pubsub.subscribe(*channels)
        except Exception as error:
            raise Unheard(type(error).__name__) from error

    async def next(self, wait_s: float) -> bytes | None:
        """The next message on any channel; None when none came for so long."""
        try:
            message = await self._pubsub.get_message(timeout=wait_s)
        except Exception as error:
            raise Unheard(type(error).__name__) from error
        return bytes(message["data"]) if message and message["type"] == "message" else None
