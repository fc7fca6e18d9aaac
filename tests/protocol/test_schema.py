"""The generated files say what the types say."""

from waitingroom.protocol import schema


def test_the_generated_files_are_fresh() -> None:
    assert schema.stale() == []
