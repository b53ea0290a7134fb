import Testing

/// All that runs a service on the real broker and database.
///
/// One after the other: each test has a virtual host with quorum queues of its own, and making many of them at once is
/// more than a small broker takes.
@Suite("Service runtime", .serialized, .timeLimit(.minutes(15)))
enum ServiceRuntimeTests {}
