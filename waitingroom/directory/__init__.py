"""The door of the directory: organisations, units, queues, staff, people and notices."""

from waitingroom.directory.directory import Directory as Directory
from waitingroom.directory.directory import News as News
from waitingroom.directory.ids import fresh_id as fresh_id
from waitingroom.directory.people import Person as Person
from waitingroom.directory.people import checked as checked
from waitingroom.directory.people import checked_reason as checked_reason
from waitingroom.directory.places import Organisation as Organisation
from waitingroom.directory.places import QueueInfo as QueueInfo
from waitingroom.directory.places import StaffInfo as StaffInfo
from waitingroom.directory.places import Unit as Unit
from waitingroom.directory.store import Taken as Taken
from waitingroom.directory.tables import metadata as metadata
from waitingroom.directory.texts import InvalidText as InvalidText
