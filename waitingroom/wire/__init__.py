"""The WebSocket transport under uvicorn: it carries texts and knows nothing of what they say."""

from waitingroom.wire.engine import engine as engine
from waitingroom.wire.port import Accept as Accept
from waitingroom.wire.port import Gate as Gate
from waitingroom.wire.port import Handler as Handler
from waitingroom.wire.port import Limits as Limits
from waitingroom.wire.port import PassOn as PassOn
from waitingroom.wire.port import Reject as Reject
from waitingroom.wire.port import Socket as Socket
from waitingroom.wire.port import Upgrade as Upgrade
from waitingroom.wire.switchboard import Switchboard as Switchboard
from waitingroom.wire.wheel import Sleeper as Sleeper
from waitingroom.wire.wheel import Wheel as Wheel
