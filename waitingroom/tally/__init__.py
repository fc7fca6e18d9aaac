"""The door of the tallies: how often and how often at most, counted by all nodes together."""

from waitingroom.tally.opening import opened_tally as opened_tally
from waitingroom.tally.own import OwnTally as OwnTally
from waitingroom.tally.port import Bucket as Bucket
from waitingroom.tally.port import Rate as Rate
from waitingroom.tally.port import Tally as Tally
