"""The door of notify: one text message to somebody who has not seen that they are called."""

from waitingroom.notify.gatewayapi import GatewayApi as GatewayApi
from waitingroom.notify.inmobile import InMobile as InMobile
from waitingroom.notify.log import TextLog as TextLog
from waitingroom.notify.outbox_file import OutboxFile as OutboxFile
from waitingroom.notify.port import Contact as Contact
from waitingroom.notify.port import Gateway as Gateway
from waitingroom.notify.port import Recipient as Recipient
from waitingroom.notify.tables import metadata as metadata
from waitingroom.notify.texting import Texting as Texting
