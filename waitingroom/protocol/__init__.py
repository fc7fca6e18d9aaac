"""The realtime protocol, defined once: messages, codec, close codes and the conversation."""

from waitingroom.protocol import limits as limits
from waitingroom.protocol import messages as messages
from waitingroom.protocol import talk as talk
from waitingroom.protocol.closing import CloseCode as CloseCode
from waitingroom.protocol.codec import Audience as Audience
from waitingroom.protocol.codec import Malformed as Malformed
from waitingroom.protocol.codec import decoder as decoder
from waitingroom.protocol.codec import encode as encode
from waitingroom.protocol.session import Session as Session
