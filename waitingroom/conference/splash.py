"""The screens a client shows while two talk past the node, or are about to.

Source: `theme/` and the event `splash_screen` of Pexip's client API, version 2.
"""

import base64
from enum import StrEnum
from typing import Any


class Screen(StrEnum):
    """One screen; spelled as clients know it."""

    WELCOME = "direct_media_welcome"
    WAITING_FOR_HOST = "direct_media_waiting_for_host"
    SOUND_ONLY = "direct_media_other_participants_audio_only"
    ESCALATE = "direct_media_escalate"
    DEESCALATE = "direct_media_deescalate"


BACKGROUND = "background.png"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mPQkTf/DwAC7AGm5DVOfwAAAABJRU5ErkJggg=="
)
"""One pixel of a quiet dark blue: clients stretch it."""

_WHITE = 0xFFFFFFFF
_TEXTS = {
    Screen.WELCOME: "Vent på den anden · Wait for the other person",
    Screen.WAITING_FOR_HOST: "Vent på klinikken · Wait for the clinic",
    Screen.SOUND_ONLY: "Den anden sender kun lyd · The other person sends sound only",
    Screen.ESCALATE: "Der kommer en til · Somebody else is joining",
    Screen.DEESCALATE: "I er to igen · There are two of you again",
}


def theme() -> dict[str, Any]:
    """All screens, as `theme/` answers where media goes past the node."""
    return {screen.value: _layout(text) for screen, text in _TEXTS.items()}


def _layout(text: str) -> dict[str, Any]:
    return {
        "layout_type": "direct_media",
        "background": {"path": BACKGROUND},
        "elements": [{"type": "text", "color": _WHITE, "text": text}],
    }
