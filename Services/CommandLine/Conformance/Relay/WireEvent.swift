/// Something that a relay saw between a program and the broker.
package struct WireEvent: Hashable, Sendable {
  /// What it was.
  package enum Fact: Hashable, Sendable {
    /// A connection was made.
    case connected
    /// A connection was refused, since the broker is away.
    case refused
    /// One side said something.
    case method(WireMethod)
    /// A message is being handed to the program.
    case delivered(tag: UInt64, messageID: String?)
    /// A message was kept from the broker, or a confirm from the program, as the scenario asks for.
    case held
    /// The connection was cut, as the scenario asks for.
    case cut
    /// The connection is over.
    case ended
    /// The program does not speak AMQP 0-9-1.
    case malformed
  }

  /// The connection, from 1.
  package let connection: Int
  /// The channel; 0 is the connection's own.
  package let channel: UInt16
  /// What it was.
  package let fact: Fact
}
