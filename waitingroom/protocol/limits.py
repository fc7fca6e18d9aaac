"""The numbers of the wire, each written once; pages and protocol document take them from here."""

SUBPROTOCOL = "waiting.v1"
"""The WebSocket subprotocol; its number grows when an old page could not go on."""

PROTOCOL = 1
"""What a page says in Hello; another number means the page is of another release."""

HELLO_S = 5
"""How long a new connection may be silent before its Hello."""

PING_S = 15
"""How often each side says something: middle boxes forget a connection after 60 seconds."""

DEAD_S = 35
"""Silence after which the other side is taken for gone: two heartbeats and a little."""

STALL_S = 10
"""How long a reader may take nothing before its connection is cut."""

MAX_BYTES = 4096
"""The longest message from a page."""

MAX_DEPTH = 8
"""How deep arrays and objects of a message from a page may be nested."""

MAX_NUMBER = 2**53 - 1
"""The largest whole number every page can hold exactly."""

MAX_ID = 64
"""The longest id, op_id, tab or locale a page may send, in characters."""

MAX_PLACE = 1536
"""The longest place ticket a page may send, in characters."""

MAX_SEARCH = 100
"""The longest search text, in characters."""

MAX_WINDOW = 200
"""The most cards of the line a board shows at once."""

PACE_GUEST = 60
"""Messages a minute that a guest's page may send, Ping not counted."""

PACE_STAFF = 300
"""Messages a minute that a colleague's page may send, Ping not counted."""

PACE_PING = 60
"""Pings a minute."""

BURST = 20
"""How many messages may come at once before the pace counts."""

MOST_LINES = 5000
"""Lines of one node, unless it is set otherwise; more are told to come later."""

HANDSHAKES_PER_S = 200
"""New lines of one node a second, and at once; more are told when there is a turn for them."""

SILENT_PER_ADDRESS = 20
"""Lines of one address, IPv6 of one /64, that have not said Hello yet."""

SILENT_SHARE = 10
"""Of how many lines of a node one may be there that has not said Hello yet."""

KEPT_GUEST = 64 * 1024
"""The most bytes of answers kept for a guest's page that does not read."""

KEPT_STAFF = 256 * 1024
"""The most bytes of answers kept for a colleague's page that does not read."""
