"""The way into conferences whose names are derived: our own node's, and a Pexip installation's."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from waitingroom.core.value import Private, Value
from waitingroom.handoff.naming import Admitted, Naming, Side, Who
from waitingroom.handoff.port import WayIn

BLANK = re.compile(r"\{([a-z]*)\}")
BLANKS = frozenset({"alias", "name", "tag", "pin"})


class BadLink(ValueError):
    """An address of a page that can't be filled in; the message says why."""


class PageLink(Value):
    """The address of a page that is opened instead of our own call, with blanks to fill in.

    Shape: `template` has `{alias}`, and may have `{name}`, `{tag}` and, for guests only, `{pin}`:
    a link can be read over a shoulder and stays in a history, and the clinic's PIN opens the room.
    """

    template: str

    def filled(self, blanks: Mapping[str, str]) -> Private:
        """The address for one person, at the moment it is opened."""
        return Private(
            BLANK.sub(lambda found: quote(blanks[found.group(1)], safe=""), self.template)
        )


def page_link(template: str, side: Side) -> PageLink:
    """A checked template. Errors: `BadLink`."""
    blanks = set(BLANK.findall(template))
    if "alias" not in blanks or not blanks <= BLANKS:
        raise BadLink("must hold {alias}, and may hold {name}, {tag} and {pin} besides")
    if side is Side.STAFF and "pin" in blanks:
        raise BadLink("must not hold {pin}: the clinic's PIN never stands in a link")
    return PageLink(template=template)


class DerivedDoor:
    """Alias, PIN and tag follow from the admission, so that every process knows them at once.

    Shape: `node` is the base address for browsers, "" for our own origin; `links` are the pages
    that are opened instead of our own call, for whom there is one.
    """

    def __init__(
        self, naming: Naming, node: str = "", links: Mapping[Side, PageLink] | None = None
    ) -> None:
        self._naming = naming
        self._node = node
        self._links = dict(links or {})

    def way_in(self, admitted: Admitted, who: Who, name: str) -> WayIn:
        """See `Door.way_in`."""
        alias = self._naming.alias(admitted)
        pin, tag = self._naming.pin(alias, who.side), self._naming.tag(alias, who)
        link = self._links.get(who.side)
        blanks = {"alias": alias, "name": name, "tag": tag, "pin": pin.reveal()}
        return WayIn(
            node=self._node,
            alias=Private(alias),
            pin=pin,
            tag=tag,
            link=link.filled(blanks) if link else Private(""),
        )
