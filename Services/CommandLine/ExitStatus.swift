/// How the program ends, as `sysexits.h` has it; documented in the README and in `--help`.
package enum ExitStatus: Int32, Sendable {
  /// The service refused the command.
  case rejected = 1
  /// The books are not what they should be.
  case difference = 2
  /// The arguments make no sense.
  case usage = 64
  /// What was asked for is not there.
  case absent = 66
  /// Broker, database or service cannot be reached, or do not answer in time.
  case unavailable = 69
  /// Something went wrong that should not.
  case failure = 70
  /// An address is missing or cannot be used.
  case configuration = 78

  /// The statuses as a list for `--help`.
  package static let help = """
    Exit status: 0 accepted or nothing to complain of, 1 rejected by the service, or letters or webhooks left, 2 a difference in the books, \
    64 usage, 66 no such entry, letter or webhook, 69 broker, database or service unavailable or too late, 78 an address is missing.
    """
}
