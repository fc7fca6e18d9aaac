"""What holds for all tests: how long a page may take to show what is expected of it."""

from playwright.async_api import expect

# Two browsers, a server and media share a machine that does other things as well.
expect.set_options(timeout=15_000)
