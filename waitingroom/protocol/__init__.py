"""The realtime protocol: its messages, written once."""
