"""Personal data that can be found again: every datum holds a word that occurs nowhere else."""

import re

from outside.people import Person, unique

MARK = "kanari"


class Canaries:
    """Invented data by the kind of data that it is, and which of it stands in a text."""

    def __init__(self):
        self.words = {}

    def word(self, kind):
        """A word of a kind."""
        word = f"Kanari{unique()}"
        self.words[word.lower()] = kind
        return word

    def person(self, kind):
        """Somebody with a name, an address and a telephone number of a kind."""
        person = Person(self.word(kind), self.word(kind))
        digits = person.phone.removeprefix("+33")
        self.words |= {person.email.lower(): kind, f"33{digits}": kind, f"0{digits}": kind}
        return person

    def kinds_in(self, text):
        """What kinds of data stand in a text, in letters or as the hexadecimal form of bytes."""
        plain = text.lower() + " ".join(bytes.fromhex(found).decode(errors="replace").lower()
                                        for found in re.findall(r"\\x((?:[0-9a-f]{2})+)", text))
        return {kind for word, kind in self.words.items() if word in plain}

    @property
    def patterns(self):
        """For SQL's `like`: whatever holds one of the words matches one of these."""
        phones = [word for word in self.words if word.isdigit()]
        return [f"%{part}%" for part in [MARK, MARK.encode().hex(), MARK.title().encode().hex(), *phones]]
