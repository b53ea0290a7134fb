"""Telephone numbers as the console shows them."""


def read(number):
    """A French number by pairs."""
    assert number.startswith("+33") and len(number) == 12, number
    return "\u00a0".join(["+33", number[3], *(number[place:place + 2] for place in range(4, 12, 2))])
