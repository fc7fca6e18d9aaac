"""What the tests of the pre-check share: every test that takes `engine` runs on both databases."""

from tests.directory.shared import database_url as database_url
from tests.directory.shared import engine as engine
from tests.directory.shared import shared_urls as shared_urls
from tests.engines import databases as databases
from tests.engines import kind as kind
