import AMQPClient
import Messages
import Topology
import Vocabulary

/// A command on its way to a service.
package struct OutgoingCommand: Sendable {
  /// Its identity: the same one again gets the same reply, and has no second effect.
  package let id: MessageID
  /// Which command it is.
  package let type: MessageType
  /// Who decides, where somebody is named (A2).
  package let actor: String?
  /// Its data.
  package let data: JSONObject

  package init(id: MessageID, type: MessageType, actor: String? = nil, data: JSONObject) {
    self.id = id
    self.type = type
    self.actor = actor
    self.data = data
  }

  /// The message in its envelope, to be answered to a queue.
  package func message(replyTo queue: String) throws -> OutgoingMessage {
    let event = CloudEvent(
      id: id, source: "urn:coopt:command-line", type: type.description, time: .now, dataSchema: type.dataSchema,
      actor: actor, data: data)
    return OutgoingMessage(
      exchange: Exchange.commands.rawValue,
      routingKey: type.routingKey,
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", correlationID: id.description, replyTo: queue,
        messageID: id.description, type: type.description, appID: "coopt"),
      body: try MessageCoder().encode(event)
    )
  }
}
