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
NO_DIAL = "Gateway dial out failed"
NO_TELEPHONE = "No route to a telephone network"
NO_PRESENTATION = "Resource unavailable"
NOT_FOUND = "404 Not Found"

LEFT = "Call disconnected"
KICKED = "Disconnected by another participant"
ENDED_BY_HOST = "Conference terminated by another participant"
ENDED_BY_SERVER = "API initiated conference termination"
NO_REFRESH = "Timer expired awaiting token refresh"
NO_HOST_CAME = "Timeout waiting for conference host to join or permit access to locked conference"
HOSTS_GONE = "All conference hosts departed hosted conference"
NODE_STOPPED = "Signaling node disconnected"
