"""What the tally's tests share: a real Valkey."""

from tests.stores import store as store
from tests.stores import valkey as valkey
