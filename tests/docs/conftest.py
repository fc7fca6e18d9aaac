"""Real databases for what the documents say about them."""

from tests.engines import Databases as Databases
from tests.engines import databases as databases
