"""The door of VDX: rooms of the national video infrastructure, by MedCom's Video API v2."""

from waitingroom.handoff.vdx.account import VdxAccount as VdxAccount
from waitingroom.handoff.vdx.api import VideoApi as VideoApi
from waitingroom.handoff.vdx.failures import VENDOR as VENDOR
from waitingroom.handoff.vdx.health import Check as Check
from waitingroom.handoff.vdx.health import VdxHealth as VdxHealth
from waitingroom.handoff.vdx.names import MeetingNames as MeetingNames
from waitingroom.handoff.vdx.rooms import VdxJoin as VdxJoin
from waitingroom.handoff.vdx.rooms import VdxRooms as VdxRooms
from waitingroom.handoff.vdx.tokens import VdxTokens as VdxTokens
from waitingroom.handoff.vdx.way import VdxWay as VdxWay
