import FoundationEssentials
import Glibc

/// Takes frames off the wire (AMQP 0-9-1, section 2.3.5).
///
/// librabbitmq would decode them as well, but a message with properties that it cannot decode, or a frame longer than was
/// agreed, costs it the connection, again at each redelivery; and its recursion has no limit.
final class FrameReader {
  /// A frame, valid until the next call of `fill`.
  struct Frame {
    let type: UInt8
    let channel: UInt16
    let payload: UnsafeRawBufferPointer
  }

  /// Bytes before a payload (type, channel, size); one more ends the frame.
  private static let prefix = 7
  private static let end: UInt8 = 0xCE

  private var bytes: UnsafeMutableRawBufferPointer
  private var range = 0..<0
  private let usualSize: Int
  private let largest: Int

  /// A reader for frames of an agreed size.
  ///
  /// What the broker adds to the headers of a message may make its frame longer than was agreed.
  init(frameMaximum: Int) {
    usualSize = frameMaximum
    largest = 16 * frameMaximum
    bytes = .allocate(byteCount: frameMaximum, alignment: 16)
  }

  deinit {
    bytes.deallocate()
  }

  /// Reads what has arrived, without waiting; the number of bytes, and whether there may be more.
  func fill(from wire: Wire) throws(AMQPError) -> (count: Int, mayHaveMore: Bool) {
    makeRoom()
    while true {
      let room = UnsafeMutableRawBufferPointer(rebasing: bytes[range.upperBound...])
      switch wire.read(into: room) {
      case .moved(0): continue
      case .moved(let count):
        range = range.lowerBound..<(range.upperBound + count)
        return (count, count == room.count || wire.readsPiecewise)
      case .waits: return (0, false)
      case .ended: throw AMQPError(.connectionLost, "the broker closed the connection without a word")
      case .failed(let error):
        throw AMQPError(.connectionLost, "could not read: \(error.detail)", status: error.status)
      }
    }
  }

  /// The next frame of what was read; nil when it is not there as a whole.
  func next() throws(AMQPError) -> Frame? {
    guard let length = lengthOfNext else { return nil }
    guard length <= largest else { throw AMQPError(.connectionLost, "the broker sent a frame of \(length) bytes") }
    guard range.count >= length else { return nil }
    let frame = UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound..<range.lowerBound + length])
    guard frame[length - 1] == Self.end else {
      throw AMQPError(.connectionLost, "the broker sent a frame without an end")
    }
    range = (range.lowerBound + length)..<range.upperBound
    return Frame(
      type: frame[0], channel: UInt16(bigEndian: frame.loadUnaligned(fromByteOffset: 1, as: UInt16.self)),
      payload: UnsafeRawBufferPointer(rebasing: frame[Self.prefix..<(length - 1)]))
  }

  private var lengthOfNext: Int? {
    guard range.count >= Self.prefix else { return nil }
    let size = bytes.loadUnaligned(fromByteOffset: range.lowerBound + 3, as: UInt32.self)
    return Int(UInt32(bigEndian: size)) + Self.prefix + 1
  }

  /// Moves what is left to the front, into as much memory as the frame under way needs.
  private func makeRoom() {
    let wanted = min(max(usualSize, lengthOfNext ?? 0), largest)
    if range.isEmpty, bytes.count == wanted { return range = 0..<0 }
    guard bytes.count != wanted, range.count <= wanted else {
      if range.lowerBound > 0 {
        bytes.baseAddress!.copyMemory(from: bytes.baseAddress! + range.lowerBound, byteCount: range.count)
        range = 0..<range.count
      }
      return
    }
    let other = UnsafeMutableRawBufferPointer.allocate(byteCount: wanted, alignment: 16)
    other.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
    bytes.deallocate()
    bytes = other
    range = 0..<range.count
  }
}
