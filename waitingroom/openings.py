"""What the page for IT departments is told: the openings that follow from the settings."""

from urllib.parse import urlsplit

from waitingroom.core.model import Provider
from waitingroom.firewall import kernel_ports, lines, of_people
from waitingroom.providers import Configured
from waitingroom.settings import Settings
from waitingroom.web import NetworkShown


def network_shown(settings: Settings, configured: Configured) -> NetworkShown:
    """What anybody may know of it; our own node is always there."""
    return NetworkShown(
        site=urlsplit(settings.origin).netloc,
        openings=of_people(lines(settings, configured.neighbours, kernel_ports())),
        conferences={Provider.EMBEDDED: (), **configured.nodes},
    )
