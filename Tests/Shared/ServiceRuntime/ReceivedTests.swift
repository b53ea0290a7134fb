import AMQPClient
import Foundation
import Messages
import ServiceRuntime
import Testing

@Suite("Messages as they were received")
struct ReceivedTests {
  @Test(
    "M9: what a service must not keep is taken out of a message in whatever form it came",
    arguments: ["structured", "base64", "byte order mark", "binary", "binary beside an own field named data"])
  func without(form: String) throws {
    let secret = "ada@example.org"
    // What nobody asks for is anything, and keeps nothing from being kept.
    let data =
      #"{"name": "Les Petits Pas", "later": [1e999, "\ud800", {"a": 1, "a": 2}], "contactEmail": "\#(secret)"}"#
    let encoded = Data(data.utf8).base64EncodedString()
    let envelope = #"{"specversion": "1.0", "id": 1, "source": "/staff", "type": "coopt.rewards.register-charity.v1""#
    var properties = AMQPProperties(contentType: "application/cloudevents+json")
    if form.hasPrefix("binary") {
      properties = AMQPProperties(contentType: "application/json", headers: ["ce-id": 1, "CE-specversion": "1.0"])
    }
    let body: Data =
      switch form {
      case "structured": Data((envelope + #", "data": \#(data)}"#).utf8)
      case "base64": Data((envelope + #", "data_base64": "\#(encoded)"}"#).utf8)
      case "byte order mark": Data([0xEF, 0xBB, 0xBF] + (envelope + #", "data": \#(data)}"#).utf8)
      case "binary": Data(data.utf8)
      default: Data(data.replacing("}", with: #", "data": {"a": 1}}"#).utf8)
      }
    let key = "rewards.register-charity"
    let sent = OutgoingMessage(exchange: "coopt.commands", routingKey: key, properties: properties, body: body)
    let kept = try ReceivedMessages([Delivery(undelivered: sent)], without: [key: ["contactEmail"]])
    let messages = try ReceivedMessages.unpack(Data(kept.packed))
    let message = try #require(messages.first)
    let text = String(decoding: message.body, as: UTF8.self)
    #expect(text.contains("Les Petits Pas") && !text.contains(secret) && !text.contains(encoded))
    // What nothing is taken out of is kept as it came.
    let whole = try ReceivedMessages([Delivery(undelivered: sent)], without: [:])
    #expect(try ReceivedMessages.unpack(Data(whole.packed)).first?.body == body)
  }
}
