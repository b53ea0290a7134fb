import AMQPClient
import Foundation
import Glibc

/// A connection that writes AMQP by hand: also what no client library would send.
final class RawPublisher {
  struct Refused: Error {}

  private let descriptor: Int32
  private var arrived: [UInt8] = []

  /// Logs in, opens a channel, and asks for confirms.
  init(_ configuration: AMQPConfiguration) throws {
    descriptor = Loopback.connect(port: configuration.port)
    guard descriptor >= 0 else { throw Refused() }
    var one: Int32 = 1
    _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    write(Array("AMQP".utf8) + [0, 0, 9, 1])
    _ = try method()
    let login = Array("\0\(configuration.user)\0\(configuration.password)".utf8)
    send(0, 10, 11, long([]) + short("PLAIN") + long(login) + short("en_US"))
    _ = try method()
    send(0, 10, 31, bytes(UInt16(10)) + bytes(UInt32(131_072)) + bytes(UInt16(0)))
    send(0, 10, 40, short(configuration.virtualHost) + short("") + [0])
    _ = try method()
    send(1, 20, 10, short(""))
    _ = try method()
    send(1, 85, 10, [0])
    _ = try method()
  }

  deinit {
    close(descriptor)
  }

  /// Publishes to the default exchange, and waits until the broker has the message.
  func publish(_ routingKey: String = Broker.queue, properties: [UInt8], body: [UInt8]) throws {
    send(1, 60, 40, [0, 0] + short("") + short(routingKey) + [0])
    frame(2, 1, bytes(UInt16(60)) + bytes(UInt16(0)) + bytes(UInt64(body.count)) + properties)
    var rest = body[...]
    while !rest.isEmpty {
      frame(3, 1, Array(rest.prefix(131_064)))
      rest = rest.dropFirst(131_064)
    }
    guard try method() == 60 << 16 | 80 else { throw Refused() }
  }

  private func send(_ channel: UInt16, _ classID: UInt16, _ methodID: UInt16, _ arguments: [UInt8]) {
    frame(1, channel, bytes(classID) + bytes(methodID) + arguments)
  }

  private func frame(_ type: UInt8, _ channel: UInt16, _ payload: [UInt8]) {
    write([type] + bytes(channel) + bytes(UInt32(payload.count)) + payload + [0xCE])
  }

  private func write(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// The number of the next method that comes.
  private func method() throws -> UInt32 {
    while true {
      if arrived.count >= 7 {
        let size = Int(arrived[3]) << 24 | Int(arrived[4]) << 16 | Int(arrived[5]) << 8 | Int(arrived[6])
        if arrived.count >= size + 8 {
          let frame = Array(arrived[..<(size + 8)])
          arrived.removeFirst(size + 8)
          if frame[0] == 1 { return UInt32(frame[8]) << 16 | UInt32(frame[10]) }
          continue
        }
      }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { throw Refused() }
      arrived += buffer[..<count]
    }
  }
}

/// Properties and tables as bytes.
func bytes(_ number: some FixedWidthInteger) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }
func short(_ text: String) -> [UInt8] { short(Array(text.utf8)) }
func short(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count)] + bytes }
func long(_ content: [UInt8]) -> [UInt8] { bytes(UInt32(content.count)) + content }

/// The properties with headers, given as bytes without their length, and a message id.
func properties(headers: [UInt8], messageID: String) -> [UInt8] {
  bytes(UInt16(1 << 13 | 1 << 7)) + long(headers) + short(messageID)
}
