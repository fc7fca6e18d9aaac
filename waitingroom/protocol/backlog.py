"""What is kept for a page that does not read: every answer up to a limit, and one view."""


class Backlog:
    """Answers in the order in which they were given, and the newest whole view.

    Shape: `behind` is true when a change to the view was lost, so that only a whole one will do.
    Units: `limit` bytes of answers.
    """

    __slots__ = ("_answers", "_bytes", "_limit", "_view", "behind")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: list[bytes] = []
        self._bytes = 0
        self._view: bytes | None = None
        self.behind = False

    def answer(self, data: bytes) -> bool:
        """Keeps one answer; False when there are too many, and this one was not kept."""
        if self._bytes + len(data) > self._limit:
            return False
        self._answers.append(data)
        self._bytes += len(data)
        return True

    def view(self, data: bytes) -> None:
        """Keeps this whole view instead of any older one."""
        self._view = data
        self.behind = False

    def change(self) -> None:
        """A change came that nobody will read; the view it belonged to is of no use any more."""
        self._view = None
        self.behind = True

    def empty(self) -> list[bytes]:
        """Gives all that was kept, answers first, and forgets it; `behind` stays as it is."""
        kept = self._answers if self._view is None else [*self._answers, self._view]
        self._answers, self._bytes, self._view = [], 0, None
        return kept
