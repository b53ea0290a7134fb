import AMQPClient
import CooptCommandLine
import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("Who sits at the command line")
struct NamedActorTests {
  @Test("A2: an option names the actor, else COOPT_ACTOR; an empty variable names nobody", arguments: 1...20)
  func named(seed: Int) {
    var randomness = SeededGenerator(seed: UInt64(seed))
    let option = [nil, "", "ada", "Zoé Núñez"].randomElement(using: &randomness)!
    let variable = [nil, "", "grace"].randomElement(using: &randomness)!
    let environment = variable.map { ["COOPT_ACTOR": $0, "USER": "root"] } ?? ["USER": "root"]
    // An empty option is sent as it is: the service says what is wrong with it.
    #expect(NamedActor(option: option, environment: environment)?.name == option ?? (variable == "" ? nil : variable))
  }

  @Test("A2: the actor is in the envelope that is sent, and absent where nobody is named", arguments: [nil, "ada"])
  func sent(actor: String?) throws {
    let command = OutgoingCommand(id: .make(), type: GetCharter.messageType, actor: actor, data: [:])
    let message = try command.message(replyTo: "staff.coopt")
    let envelope = try JSONDecoder().decode(JSONObject.self, from: message.body)
    #expect(envelope["actor"] == actor.map(JSONValue.string))
  }
}
