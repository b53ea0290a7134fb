import AMQPClient
import FoundationEssentials
import Messages
import Observability
import MessageHandling
import ServiceRuntime
import Topology
import Vocabulary

/// What services do for each message or each batch, and what therefore may not grow dearer unnoticed.
enum HotPath: String, CaseIterable {
  case decodeEvent = "decode-event"
  case readJSON = "read-json"
  case encodeNotification = "encode-notification"
  case foldAndUnfold = "fold-and-unfold-100"
  case packAndUnpack = "pack-and-unpack-100"
  case confirm = "confirm-200"
  case acknowledge = "acknowledge-200"
  case composeNotification = "compose-notification"
  case decideHire = "decide-hire"
  case passTraces = "pass-traces-100"
  case sampleTraces = "sample-traces-100"
  case recordSpan = "record-span"

  /// The path with its inputs made: each call goes along it once, and gives a number that depends on what it did.
  func prepared() throws -> () throws -> Int {
    switch self {
    case .decodeEvent: Self.decodeEvent()
    case .readJSON: try Self.readJSON()
    case .encodeNotification: Self.encodeNotification()
    case .foldAndUnfold: Self.foldAndUnfold()
    case .packAndUnpack: Self.packAndUnpack()
    case .confirm: Self.confirm
    case .acknowledge: Self.acknowledge
    case .composeNotification: try Self.composeNotification()
    case .decideHire: Self.decideHire()
    case .passTraces: Self.traces(with: nil)
    case .sampleTraces: Self.traces(with: TraceSampler(.ratio(0.01), followsParent: true))
    case .recordSpan: try Self.recordSpan()
    }
  }

  // MARK: Texts

  private static func decodeEvent() -> () throws -> Int {
    let coder = MessageCoder(reading: .services)
    let body = Samples.hireAttributed
    return { try coder.decode(CloudEvent<HireAttributed>.self, from: body).data.quote.policyVersion }
  }

  private static func readJSON() throws -> () throws -> Int {
    let body = try MessageCoder().encode(Samples.notification)
    return { JSONValue(json: body) == nil ? 0 : 1 }
  }

  private static func encodeNotification() -> () throws -> Int {
    let coder = MessageCoder()
    let notification = Samples.notification
    return { try coder.encode(notification).count }
  }

  // MARK: Outbox and inbox

  private static func foldAndUnfold() -> () throws -> Int {
    let events = Samples.emitted(100) { $0.publish(Samples.hire) }
    let folding = EventFolding(limit: 100)
    return {
      folding.fold(events).reduce(0) { $0 + EventUnfolding.unfold(Delivery(undelivered: $1.message)).count }
    }
  }

  private static func packAndUnpack() -> () throws -> Int {
    let owed = Samples.emitted(100) { $0.notify(Samples.notification.data) }
    return { try PackedMessages.unpack(Data(PackedMessages.pack(owed))).count }
  }

  // MARK: Bookkeeping of a connection

  /// 200 messages are sent, and answered fifty at a time.
  private static func confirm() -> Int {
    var confirms = PublisherConfirms()
    for ticket in 0..<200 { confirms.sent(ticket: ticket, label: Samples.label) }
    return stride(from: 50, through: 200, by: 50).reduce(0) {
      $0 + confirms.acknowledged(number: UInt64($1), multiple: true).count
    }
  }

  /// 200 messages are delivered, and done in two batches of which the second is done first.
  private static func acknowledge() -> Int {
    var deliveries = DeliveryAcknowledgements()
    for number in 1...UInt64(200) { deliveries.delivered(number) }
    return deliveries.done(Array(101...200)).count + deliveries.done(Array(1...100)).count
  }

  // MARK: Traces

  /// A hundred messages are taken and one is made of each, where nobody records traces, and where one in a hundred is.
  private static func traces(with sampler: TraceSampler?) -> () throws -> Int {
    let parents = (0..<100).map { TraceContext(isSampled: $0 == 0).description }
    return {
      parents.reduce(0) { sum, parent in
        let trace = MessageTrace(parent: parent, state: nil, sampler: sampler)
        return sum + trace.handling.child().description.utf8.count
      }
    }
  }

  /// A span as a message's handling has one, to the buffer and into the body of a post.
  private static func recordSpan() throws -> () throws -> Int {
    let spans = try SpanSample()
    return { spans.recordOne() }
  }
}
