import AMQPClient
import Foundation
import Messages
import ServiceRuntime
import Testing
import Topology

/// Who plays the platform takes what a service takes, and nothing else.
@Suite("A played lane")
struct PlayedLaneTests {
  private static let type = HireReported.messageType.description
  private static let other = HireWithdrawalReported.messageType.description

  @Test(
    "the property type counts in structured mode, where it is a type that is known",
    arguments: [
      (nil, false, true), (Self.type, false, true), ("hire.reported", false, true), ("", false, true),
      (Self.other, false, false), (Self.other, true, true), ("hire", true, true),
    ] as [(String?, Bool, Bool)])
  func propertyType(property: String?, isBinary: Bool, isTaken: Bool) throws {
    let queue = try #require(Topology.lanes(of: .recommendations).first { $0.name == "recommendations.integration" })
    let lane = PlayedLane(queue, of: .recommendations)
    let properties = AMQPProperties(
      contentType: isBinary ? "application/json" : "application/cloudevents+json",
      headers: isBinary
        ? ["ce-specversion": "1.0", "ce-id": 17, "ce-source": "/ats", "ce-type": .string(Self.type)] : [:],
      type: property)
    let envelope = #"{"specversion": "1.0", "id": 17, "source": "/ats", "type": "\#(Self.type)", "data": {}}"#
    let sent = OutgoingMessage(
      exchange: "coopt.integration", routingKey: "hire.reported", properties: properties,
      body: Data((isBinary ? "{}" : envelope).utf8))
    do throws(PlayedLane.Refusal) {
      let known: Set = [Self.type, Self.other]
      #expect(try lane.type(of: Delivery(undelivered: sent), isKnown: known.contains) == Self.type)
      #expect(isTaken)
    } catch {
      #expect(!isTaken && error.problem.errors?.map(\.field) == ["type"])
    }
  }
}
