"""The pre-check: whether a call from somebody's device and line will work, and what to do then."""
