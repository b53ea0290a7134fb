"""After all of it: the books, made anew from the messages that rewards received, are the same."""

from cluster import PATIENCE
from command_line import CommandLine


def test_the_books_have_no_difference(cluster, tmp_path):
    cluster.mend()
    books = CommandLine(tmp_path, COOPT_ADMIN_DATABASE_URL=cluster["COOPT_ADMIN_DATABASE_URL"])
    verified = books("ledger", "verify", within=4 * PATIENCE)
    assert verified.returncode == 0 and verified.stdout.endswith("zero difference\n"), verified.stdout + verified.stderr
