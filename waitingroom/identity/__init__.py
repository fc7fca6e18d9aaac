"""The door of identity: who you are; what you may do is asked elsewhere."""

from waitingroom.identity import limits as limits
from waitingroom.identity.accounts import Accounts as Accounts
from waitingroom.identity.accounts import InvalidLogin as InvalidLogin
from waitingroom.identity.ids import SignInId as SignInId
from waitingroom.identity.limits import StaffPace as StaffPace
from waitingroom.identity.links import Links as Links
from waitingroom.identity.model import GuestSignIn as GuestSignIn
from waitingroom.identity.model import Link as Link
from waitingroom.identity.model import LinkState as LinkState
from waitingroom.identity.model import StaffSignIn as StaffSignIn
from waitingroom.identity.pace import AddressPace as AddressPace
from waitingroom.identity.passwords import WeakPassword as WeakPassword
from waitingroom.identity.seals import Seals as Seals
from waitingroom.identity.signins import SignIns as SignIns
from waitingroom.identity.store import LoginTaken as LoginTaken
from waitingroom.identity.tables import metadata as metadata
