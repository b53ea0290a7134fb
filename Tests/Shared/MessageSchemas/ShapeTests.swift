import MessageSchemas
import Messages
import Testing

@Suite("Shapes")
struct ShapeTests {
  @Test("every message has one")
  func everyMessage() {
    for payload in Contract.messages { #expect(FieldShape.of(payload) != nil, "\(payload)") }
  }
}
