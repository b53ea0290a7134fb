import Observability
import Testing

@Suite("Trace context")
struct TraceContextTests {
  private let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

  @Test("a header is read and written back")
  func roundTrip() {
    #expect(TraceContext(traceParent: parent)?.description == parent)
    #expect(TraceContext(traceParent: parent)?.isSampled == true)
  }

  @Test("a child is in the same trace, with a span of its own")
  func child() throws {
    let context = try #require(TraceContext(traceParent: parent))
    let child = context.child()
    #expect(child.traceID == context.traceID)
    #expect(child.spanID != context.spanID)
    #expect(child.isSampled == context.isSampled)
    #expect(TraceContext(traceParent: child.description) == child)
  }

  @Test("a new trace has ids of the right form, and no two are the same")
  func new() {
    let contexts = (0..<100).map { _ in TraceContext() }
    #expect(contexts.allSatisfy { TraceContext(traceParent: $0.description) == $0 })
    #expect(Set(contexts.map(\.traceID)).count == 100)
  }

  @Test(
    "what breaks W3C Trace Context is no context",
    arguments: [
      "", "00", "garbage", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
      "00-00000000000000000000000000000000-b7ad6b7169203331-01",
      "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
      "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
      "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      "zz-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-+1",
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
    ])
  func invalid(text: String) {
    #expect(TraceContext(traceParent: text) == nil)
  }

  @Test("a later version may say more, which is passed over")
  func laterVersion() {
    let text = "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00-more"
    #expect(TraceContext(traceParent: text)?.isSampled == false)
  }
}
