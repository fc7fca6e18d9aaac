"""VDX as the tests of this folder find it: a strict double on loopback, fresh for each."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.fakes.vdx.place import Place, Stage, at_vdx


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with at_vdx() as here:
        yield here


@pytest.fixture
def place(stage: Stage) -> Iterator[Place]:
    with stage.fresh() as here:
        yield here
