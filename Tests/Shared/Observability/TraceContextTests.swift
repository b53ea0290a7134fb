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

  @Test("what other systems say of a trace goes with it, within the limits of the specification")
  func state() throws {
    let state = "vendor=t61rcWkgMzE,other@tenant=00f067aa0ba902b7"
    let context = try #require(TraceContext(traceParent: parent, traceState: state))
    #expect(context.state == state)
    #expect(context.child().state == state)
    let broken = ["", "novalue", "=x", "a=é", "a=\u{7}", String(repeating: "a=1,", count: 129)]
    for text in broken + [(0..<33).map { "k\($0)=v" }.joined(separator: ",")] {
      #expect(TraceContext(traceParent: parent, traceState: text)?.state == nil, "\(text)")
    }
  }

  @Test("ratios of traces are told by their ids alone, so that all services come to the same")
  func ratio() {
    let contexts = (0..<4000).map { _ in TraceContext() }
    let tenth = TraceSampler(.ratio(0.1), followsParent: false)
    let count = contexts.count { tenth.samples($0) }
    #expect((250..<600).contains(count))
    let half = TraceSampler(.ratio(0.5), followsParent: false)
    #expect(contexts.allSatisfy { !tenth.samples($0) || half.samples($0.child()) })
    #expect(contexts.allSatisfy { TraceSampler(.ratio(1), followsParent: false).samples($0) })
    #expect(!contexts.contains { TraceSampler(.ratio(0), followsParent: false).samples($0) })
  }

  @Test("whoever began a trace decides for all, where that is wanted", arguments: [true, false])
  func parentBased(isSampled: Bool) throws {
    let context = TraceContext(isSampled: isSampled)
    for root in [TraceSampler.Root.always, .never, .ratio(0.5)] {
      #expect(TraceSampler(root, followsParent: true).samples(context) == isSampled)
    }
    #expect(TraceSampler(.always, followsParent: false).samples(context))
    #expect(!TraceSampler(.never, followsParent: false).samples(context))
  }

  @Test("a message that is recorded has a position of its own here, another keeps that of its sender")
  func continued() throws {
    let context = try #require(TraceContext(traceParent: parent))
    let recorded = TraceSampler(.never, followsParent: true).continued(context)
    #expect(recorded.traceID == context.traceID && recorded.spanID != context.spanID && recorded.isSampled)
    let passed = TraceSampler(.never, followsParent: false).continued(context)
    #expect(passed.spanID == context.spanID && !passed.isSampled)
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
