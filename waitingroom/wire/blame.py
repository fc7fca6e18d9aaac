"""One line in the log for a mistake of ours: an id, what kind, and where; never what was said."""

import logging
import secrets
from traceback import extract_tb

LOG = logging.getLogger("waitingroom.wire")


def blame(what: str, failure: BaseException) -> str:
    """Logs the failure and gives the id of its line.

    The text of an exception may hold what a person wrote, so only its type and place are logged.
    """
    line = secrets.token_hex(4)
    places = extract_tb(failure.__traceback__)[-4:]
    where = " < ".join(f"{each.name}:{each.lineno}" for each in reversed(places))
    LOG.error("%s failed, id %s: %s in %s", what, line, type(failure).__name__, where)
    return line
