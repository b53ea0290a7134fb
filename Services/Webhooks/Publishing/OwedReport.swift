import AMQPClient
import FoundationEssentials
import MessageHandling
import Messages
import PostgreSQLClient
import Topology
import Vocabulary
import WebhooksDomain

/// A report that the broker does not have yet.
struct OwedReport: Sendable {
  let id: MessageID
  let delivery: DeliveryID
  let applicationID: String
  let routingKey: String
  let data: JSONObject
  let traceParent: String
  let attempts: Int

  private static let coder = MessageCoder()

  init(row: Row) throws {
    id = try row["report_id", as: MessageID.self]
    delivery = try row["delivery_id", as: DeliveryID.self]
    applicationID = try row["application_id", as: String.self]
    routingKey = try row["routing_key", as: String.self]
    data = try ReportStatements.object(try row["data", as: PostgreSQLJSON.self])
    traceParent = try row["trace_parent", as: String.self]
    attempts = try row["attempts", as: Int.self]
  }

  /// The message, as any system's that reports hires (contract, Envelope); the webhook is the first of its story.
  func message(from source: String, at now: Timestamp) throws -> OutgoingMessage {
    let type = HireHistory.Statement(routingKey: routingKey).messageType
    let envelope = CloudEvent(
      id: id, source: "/coopt/webhooks/\(source)", type: type.description, time: now, subject: applicationID,
      dataSchema: type.dataSchema, correlationID: delivery.description, traceParent: traceParent, data: data)
    return OutgoingMessage(
      exchange: Exchange.integration.rawValue, routingKey: routingKey,
      // The connection names its own login as `user_id`, which the broker vouches for.
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", headers: ["traceparent": .string(traceParent)],
        messageID: id.description, timestamp: UInt64(max(0, now.microseconds / 1_000_000)), type: type.description,
        appID: ServiceName.webhooks.rawValue),
      body: try Self.coder.encode(envelope))
  }
}
