"""What was worked out of the last two files is kept, by the object."""

from bronwacht.redact.documents.recent import Recent


def test_two_are_kept_and_told_by_the_object() -> None:
    asked: list[bytes] = []

    def length(raw: bytes) -> int:
        asked.append(raw)
        return len(raw)

    kept, (one, other, third) = Recent(length), (bytes([65, n]) for n in (1, 2, 3))
    assert [kept(one), kept(other), kept(one), kept(other)] == [2, 2, 2, 2]
    assert len(asked) == 2
    kept(bytes(bytearray(one)))  # equal, and another object
    assert len(asked) == 3
    kept(third)
    kept(one)
    assert len(asked) == 5
    kept.forget()
    kept(one)
    assert len(asked) == 6
