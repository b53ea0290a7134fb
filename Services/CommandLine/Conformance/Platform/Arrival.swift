import AMQPClient
import FoundationEssentials
import Messages
import Topology

/// A message of a program as the platform read it.
struct Arrival: Sendable {
  /// What it says.
  enum Word: Sendable {
    /// Somebody was hired.
    case hire(CloudEvent<HireReported>)
    /// A hire did not hold.
    case withdrawal(CloudEvent<HireWithdrawalReported>)
    /// Money was sent.
    case paid(CloudEvent<PayoutConfirmed>)
    /// Money could not be sent.
    case unpaid(CloudEvent<PayoutFailureReported>)
    /// What is open, finance asks.
    case asked(CloudEvent<ListPayouts>)
    /// It counts as nothing, for this reason.
    case refused(PlayedRefusal)
    /// No queue takes what is published so.
    case unroutable
    /// The kit's own word that all before it has arrived.
    case marker(String)
  }

  /// Why it counts as nothing.
  struct PlayedRefusal: Sendable {
    let problem: Problem
    let detail: String
  }

  /// The message as it came.
  let delivery: Delivery
  /// The login's name on the platform, where the message names one: `ats` for `ats-x7…`; as it is where it is none
  /// of the host's.
  let login: String?
  /// What it says.
  let word: Word

  /// The body, where it is a JSON object: `data` in structured mode, all of it in binary mode.
  var data: JSONObject? {
    guard case .object(let body)? = JSONValue(text: String(decoding: delivery.body, as: UTF8.self)) else { return nil }
    guard !isBinary else { return body }
    guard case .object(let data)? = body["data"] else { return nil }
    return data
  }

  /// Whether its attributes stand in headers, or are meant to: the body is no envelope.
  var isBinary: Bool {
    guard delivery.properties.contentType?.lowercased().hasPrefix("application/cloudevents") != true else {
      return false
    }
    guard case .object(let body)? = JSONValue(text: String(decoding: delivery.body, as: UTF8.self)) else { return true }
    return body["specversion"] == nil
  }

  /// Id, source and time of the envelope, where it could be read.
  var envelope: (id: String, source: String, hasTime: Bool)? {
    switch word {
    case .hire(let event): Self.envelope(event)
    case .withdrawal(let event): Self.envelope(event)
    case .paid(let event): Self.envelope(event)
    case .unpaid(let event): Self.envelope(event)
    case .asked(let event): Self.envelope(event)
    case .refused, .unroutable, .marker: nil
    }
  }

  private static func envelope<Payload>(_ event: CloudEvent<Payload>) -> (id: String, source: String, hasTime: Bool) {
    (event.envelopeID.description, event.source, event.time != nil)
  }
}
