import CooptConformance
import NIOCore
import Testing

@Suite("What a relay reads")
struct WireTests {
  @Test("frames come out whole and as they were, however their bytes arrive", arguments: 0..<20)
  func frames(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let frames = (0..<12).map { _ in Self.frame(&random) }
    var wire = ByteBuffer(string: "AMQP\u{0}\u{0}\u{9}\u{1}")
    for frame in frames { frame.write(into: &wire) }
    let sent = wire
    var arrived = ByteBuffer()
    var read: [WireFrame] = []
    while wire.readableBytes > 0 {
      let count = min(wire.readableBytes, Int.random(in: 1...40, using: &random))
      arrived.writeBytes(wire.readBytes(length: count) ?? [])
      while let frame = try WireFrame.next(in: &arrived) { read.append(frame) }
    }
    #expect(read.map(\.kind) == [.greeting] + frames.map(\.kind) && Array(read.dropFirst()) == frames)
    var again = ByteBuffer()
    for frame in read { frame.write(into: &again) }
    #expect(again == sent)
  }

  @Test(
    "what is no frame is malformed",
    arguments: [[9, 0, 0, 0, 0, 0, 0, 0xCE], [1, 0, 0, 0xFF, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]])
  func malformed(bytes: [UInt8]) {
    var arrived = ByteBuffer(bytes: bytes)
    #expect(throws: WireFrame.Malformed.self) { try WireFrame.next(in: &arrived) }
  }

  @Test("a publish says where to, under which key, and whether it is mandatory", arguments: [true, false])
  func publish(isMandatory: Bool) {
    let frame = Self.method(60, 40) { bytes in
      bytes.writeInteger(UInt16(0))
      Self.write("coopt.integration", into: &bytes)
      Self.write("hire.reported", into: &bytes)
      bytes.writeInteger(UInt8(isMandatory ? 1 : 0))
    }
    #expect(
      WireMethod(frame, fromBroker: false)
        == .publish(exchange: "coopt.integration", key: "hire.reported", mandatory: isMandatory))
    #expect(WireMethod(frame, fromBroker: true) == nil)
  }

  @Test("an acknowledgement of the broker is a confirm, one of the client is not")
  func acknowledgement() {
    let frame = Self.method(60, 80) { bytes in
      bytes.writeInteger(UInt64(7))
      bytes.writeInteger(UInt8(1))
    }
    #expect(WireMethod(frame, fromBroker: true) == .confirm)
    #expect(WireMethod(frame, fromBroker: false) == .acknowledge(tag: 7, multiple: true))
  }

  @Test("a consumer without acknowledgements is known", arguments: [true, false])
  func consume(acknowledges: Bool) {
    let frame = Self.method(60, 20) { bytes in
      bytes.writeInteger(UInt16(0))
      Self.write("staff.x", into: &bytes)
      Self.write("", into: &bytes)
      bytes.writeInteger(UInt8(acknowledges ? 0 : 2))
      bytes.writeInteger(UInt32(0))
    }
    #expect(
      WireMethod(frame, fromBroker: false) == .consume(queue: "staff.x", acknowledges: acknowledges, offset: false))
  }

  @Test("methods that end too early are none", arguments: 0..<8)
  func cut(length: Int) {
    let whole = Self.method(60, 40) { bytes in
      bytes.writeInteger(UInt16(0))
      Self.write("x", into: &bytes)
      Self.write("y", into: &bytes)
      bytes.writeInteger(UInt8(1))
    }
    var payload = whole.payload
    let part = payload.readSlice(length: length) ?? ByteBuffer()
    #expect(WireMethod(WireFrame(kind: .method, channel: 1, payload: part), fromBroker: false) == nil)
  }

  private static func frame(_ random: inout SeededRandom) -> WireFrame {
    let kinds: [WireFrame.Kind] = [.method, .header, .body, .heartbeat]
    let bytes = (0..<Int.random(in: 0...64, using: &random)).map { _ in UInt8.random(in: .min ... .max, using: &random)
    }
    return WireFrame(
      kind: kinds.randomElement(using: &random) ?? .body, channel: UInt16.random(in: 0...9, using: &random),
      payload: ByteBuffer(bytes: bytes))
  }

  private static func method(_ group: UInt16, _ method: UInt16, _ write: (inout ByteBuffer) -> Void) -> WireFrame {
    var payload = ByteBuffer()
    payload.writeInteger(group)
    payload.writeInteger(method)
    write(&payload)
    return WireFrame(kind: .method, channel: 1, payload: payload)
  }

  private static func write(_ text: String, into bytes: inout ByteBuffer) {
    bytes.writeInteger(UInt8(text.utf8.count))
    bytes.writeString(text)
  }
}
