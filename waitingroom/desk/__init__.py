"""The door of the desk: the only place where a queue changes."""

from waitingroom.desk.desk import Desk as Desk
from waitingroom.desk.desk import Watcher as Watcher
from waitingroom.desk.facts import Fact as Fact
from waitingroom.desk.replica import NewerLog as NewerLog
from waitingroom.desk.replies import Done as Done
from waitingroom.desk.replies import Reply as Reply
