"""The door to the rules: a command in, events or a refusal out."""

from waitingroom.core.decide.dispatch import decide as decide
