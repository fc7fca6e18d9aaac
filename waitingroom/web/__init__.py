"""The web room: the only one that knows the web framework; pages, APIs, hooks, live-line gate."""

from waitingroom.web.doorstep import Doorstep as Doorstep
from waitingroom.web.paces import Figures as Figures
from waitingroom.web.paces import Paces as Paces
from waitingroom.web.rooms import Cookies as Cookies
from waitingroom.web.rooms import Installation as Installation
from waitingroom.web.rooms import Network as Network
from waitingroom.web.rooms import NodeLogin as NodeLogin
from waitingroom.web.rooms import Readiness as Readiness
from waitingroom.web.rooms import Rooms as Rooms
from waitingroom.web.shapes import NetworkShown as NetworkShown
from waitingroom.web.site import build as build
