"""The exact sentences that Pexip's clients know; anything else is shown as "something went wrong".

Source: the error table of the client library `@pexip/infinity-api` 20.0.0.
"""

INVALID_PIN = "Invalid PIN"
INVALID_ROLE = "Invalid role"
INVALID_TOKEN = "Invalid token"  # noqa: S105 a sentence, not a secret
UNKNOWN_ALIAS = "Neither conference nor gateway found"
PIN_TRIES = "Participant exceeded PIN entry retries"
FULL = "Participant limit reached"
OUT_OF_CAPACITY = "Out of transcoding resource"
POLICY_SILENT = "503 Service Unavailable"
REJECTED = "Call rejected"
NO_TRANSFER = "transfer failed"
DISABLED = "Disabled"
NO_IMAGE = "No image available"
NO_TELEPHONE = "No route to a telephone network"
NO_PRESENTATION = "Resource unavailable"
NOT_FOUND = "404 Not Found"

LEFT = "Call disconnected"
KICKED = "Disconnected by another participant"
ENDED_BY_HOST = "Conference terminated by another participant"
ENDED_BY_SERVER = "API initiated conference termination"
OUT_BY_SERVER = "API initiated participant disconnect"
NO_REFRESH = "Timer expired awaiting token refresh"
NO_HOST_CAME = "Timeout waiting for conference host to join or permit access to locked conference"
HOSTS_GONE = "All conference hosts departed hosted conference"
NOT_MOVED_TO_NODE = "Failed to transfer into a multi-party conference"
NOT_MOVED_PAST_NODE = "Failed to transfer into a one-to-one conference"
NODE_STOPPED = "Signaling node disconnected"
