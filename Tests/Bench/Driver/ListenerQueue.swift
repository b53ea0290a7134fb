import ArgumentParser

/// What kind of queue the driver listens on.
struct ListenerQueue: ParsableArguments {
  @Flag(
    name: .customLong("kept-queue"),
    help: "Listens on a durable queue, in place of one that goes with its connection.")
  var isKept = false
}
