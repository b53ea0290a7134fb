"""The primary of PostgreSQL ends or freezes and the standby is promoted, under load: nothing is lost or twice."""


def other(server):
    return "postgres-2" if server == "postgres-1" else "postgres-1"


def test_the_primary_is_killed_and_the_standby_promoted(cluster, storm, settle):
    former = cluster.primary()

    def fail_over():
        cluster.do("kill", former)
        cluster.do("promote")

    storm.strikes(f"{former} is killed and {other(former)} promoted", fail_over)
    assert cluster.primary() == other(former)
    storm.strikes(f"{former} is its standby", lambda: cluster.do("start", former))
    settle()


def test_the_primary_freezes_and_the_standby_is_promoted(cluster, storm, settle):
    former = cluster.primary()

    def fail_over():
        cluster.do("freeze", former)
        cluster.do("promote")

    storm.strikes(f"{former} freezes and {other(former)} is promoted", fail_over)
    assert cluster.primary() == other(former)

    def follow():
        cluster.do("kill", former)
        cluster.do("start", former)

    storm.strikes(f"{former}, ended, is its standby", follow)
    settle()
