import AMQPClient
import Messages
import Topology
import Vocabulary

/// A command, or another system's report, on its way to a service.
package struct OutgoingCommand: Sendable {
  /// Its identity: the same one again gets the same reply, and has no second effect.
  package let id: MessageID
  /// Which message it is.
  package let type: MessageType
  /// Where it is published.
  package let exchange: Exchange
  /// The key that it is published with.
  package let routingKey: String
  /// The service whose answer counts; nil where the contract knows none, as of a service of another version.
  package let answering: ServiceName?
  /// Who decides, where somebody is named (A2).
  package let actor: String?
  /// Its data.
  package let data: JSONObject

  /// A command to the service that its type names.
  package init(id: MessageID, type: MessageType, actor: String? = nil, data: JSONObject) {
    self.id = id
    self.type = type
    exchange = .commands
    routingKey = type.routingKey
    answering = ServiceName(rawValue: type.service)
    self.actor = actor
    self.data = data
  }

  /// A report, as another system publishes it; hires are answered by recommendations, payouts by rewards.
  package init<Report: ReportPayload>(id: MessageID, reporting report: Report.Type, data: JSONObject) {
    self.id = id
    type = report.messageType
    exchange = .integration
    routingKey = report.routingKey
    answering = report.routingKey.hasPrefix("payout.") ? .rewards : .recommendations
    actor = nil
    self.data = data
  }

  /// A name of who answers, for people.
  var answerer: String { answering?.rawValue ?? type.service }

  /// The message in its envelope, to be answered to a queue.
  package func message(replyTo queue: String) throws -> OutgoingMessage {
    let event = CloudEvent(
      id: id, source: "urn:coopt:command-line", type: type.description, time: .now, dataSchema: type.dataSchema,
      actor: actor, data: data)
    return OutgoingMessage(
      exchange: exchange.rawValue,
      routingKey: routingKey,
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", correlationID: id.description, replyTo: queue,
        messageID: id.description, type: type.description, appID: "coopt"),
      body: try MessageCoder().encode(event)
    )
  }
}
