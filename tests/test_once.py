"""What is worked out once of a value is that value's own, and goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.once import once_each


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Value:
    """A value that can be told from its like."""

    number: int


def test_each_value_is_asked_once_and_for_itself() -> None:
    """Also one that stands where another was: the places of those that are gone are used again."""
    asked: list[int] = []

    @once_each
    def double(value: Value) -> int:
        asked.append(value.number)
        return 2 * value.number

    kept = Value(7), Value(7)
    assert [double(kept[0]), double(kept[0]), double(kept[1])] == [14, 14, 14]
    assert asked == [7, 7]
    assert [double(Value(number)) for number in range(100)] == [*range(0, 200, 2)]
