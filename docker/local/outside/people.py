"""People and companies, invented: nobody has the e-mail address or the telephone number of another."""

import itertools
import random
import uuid

CHARACTERS_OF_A_NAME = 8


def unique():
    """A short word that nobody has had before."""
    return uuid.uuid4().hex[:CHARACTERS_OF_A_NAME]


# Numbers in a row, so that one run never draws a number twice: two candidates with the same one would be one person.
_numbers = itertools.count(random.randrange(100_000_000))


def telephone():
    """A French mobile number that this run has not given to anybody else."""
    return f"+336{next(_numbers) % 100_000_000:08d}"


class Person:
    """Somebody with a name, an address and a telephone."""

    def __init__(self, first_name, last_name, word=None):
        self.word = word or unique()
        self.first_name = first_name
        self.last_name = last_name
        local = f"{first_name}.{last_name}".lower().replace(" ", "-").encode("ascii", "ignore").decode()
        self.email = f"{local}.{self.word}@example.org"
        self.phone = telephone()
        self.id = None

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}"

    @property
    def traces(self):
        """What would tell somebody who this is."""
        return [trace for trace in (self.id, self.email, self.phone, self.last_name, self.word) if trace]

    def profile(self, sectors, zones, **more):
        """What somebody says of themselves when joining."""
        return {"firstName": self.first_name, "lastName": self.last_name, "email": self.email, "phone": self.phone,
                "sectors": list(sectors), "zones": list(zones)} | more

    def as_candidate(self, **more):
        return {"firstName": self.first_name, "lastName": self.last_name, "email": self.email,
                "phone": self.phone} | more


def stranger(first_name="Alix"):
    """Somebody whose last name occurs nowhere else either."""
    word = unique()
    return Person(first_name, f"Personne-{word}", word)
