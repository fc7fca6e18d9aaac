"""Somebody at a browser with a voice and a colour that no other has."""

from typing import Any

from .house import House
from .people import GUEST_PIN, HOST_PIN, Person

VOICES = {
    "Anna Test": (500, "red"),
    "Prøve Pedersen": (1100, "lime"),
    "Ida Prøve": (1900, "blue"),
    "Bo Test": (2900, "yellow"),
}
HEARD_DB, UNHEARD_DB = -40, -60


class Voice:
    """Somebody at a browser with a tone and a colour of their own."""

    def __init__(self, person: Person, name: str) -> None:
        self.person = person
        self.name = name
        self.hertz, self.colour = VOICES[name]
        self.tag = f"tag-{self.hertz}.a"

    async def joins(self, alias: str, **more: Any) -> int:
        pin = HOST_PIN if self.name == "Anna Test" else GUEST_PIN
        more |= {"tag": self.tag, "hertz": self.hertz, "colour": self.colour}
        return await self.person.joins(alias, self.name, pin, **more)

    async def speaks(self, on: bool = True) -> None:
        await self.person.asks(f"kit.speaks({str(on).lower()})")

    async def hears(self, *others: "Voice") -> None:
        for other in others:
            await self.person.comes_to(f"kit.hears({other.hertz}) > {HEARD_DB}")

    async def hears_not(self, *others: "Voice") -> None:
        for other in others:
            await self.person.comes_to(f"kit.hears({other.hertz}) < {UNHEARD_DB}")

    async def sees(self, other: "Voice | None") -> None:
        wanted = f"'{other.colour}'" if other else "null"
        await self.person.comes_to(f"kit.sees() === {wanted}")

    async def mutes(self, other: "Voice", mute: str) -> None:
        found = f"kit.others().find(x => x.displayName === '{other.name}').uuid"
        await self.person.asks(f"kit.client.mute({{mute: {mute}, participantUuid: {found}}})")

    async def lights(self, other: "Voice", on: str = "true") -> None:
        found = f"kit.others().find(x => x.displayName === '{other.name}').uuid"
        asked = f"{{enable: {on}, participantUuid: {found}}}"
        await self.person.asks(f"kit.client.spotlight({asked})")

    async def was_left_in_peace(self) -> None:
        """One connection from first to last, and never a reason to begin it anew."""
        assert await self.person.asks("kit.connections.length") == 1
        assert await self.person.asks("kit.seen.reconnecting") == 0
        assert await self.person.asks("kit.seen.calls") == 1
        assert await self.person.asks("kit.seen.disconnected") is None


async def gathered(
    house: House, person: Any, count: int, alias: str, kind: str = "AudioVideo", **rules: Any
) -> list[Voice]:
    """So many see each other, the first of them a host."""
    house.opens(alias, **({"participant_limit": 8} | rules))
    voices = [Voice(await person(), name) for name in list(VOICES)[:count]]
    for voice in voices:
        assert await voice.joins(alias, kind=kind) == 200
    for voice in voices:
        await voice.person.comes_to(f"kit.others().length === {count - 1}")
        await voice.person.sees_moving_pictures()
    return voices
