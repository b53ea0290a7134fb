import ArgumentParser
import FoundationEssentials
import Messages

/// Says what the contract's decoder says of data, a line each: for tests, and for whoever wants to know before they send.
struct JudgeData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Reads lines {\"type\": …, \"data\": …} and writes for each what is wrong with it, as a list of fields.")

  func run() throws {
    let types: [any MessagePayload.Type] = Contract.messages
    let known = Dictionary(types.map { ($0.messageType.description, $0) }) { first, _ in first }
    while let line = readLine() {
      guard let request = JSONValue(json: Data(line.utf8)), case .object(let fields) = request,
        case .string(let name)? = fields["type"], let data = fields["data"], let type = known[name]
      else { throw ValidationError("a line is no {\"type\": …, \"data\": …} of a type of the contract") }
      let errors = try Self.errors(type, data)
      print(String(decoding: try MessageCoder().encode(payload: errors), as: UTF8.self))
    }
  }

  private static func errors<Payload: MessagePayload>(_ type: Payload.Type, _ data: JSONValue) throws -> [FieldError] {
    let envelope = JSONValue.object([
      "specversion": "1.0", "id": "1", "source": "/judged", "type": .string(type.messageType.description), "data": data,
    ])
    let body = try MessageCoder().encode(payload: envelope)
    do throws(MessageDefect) {
      // A day stands for its begin, as in what a service reads.
      _ = try MessageCoder().decode(CloudEvent<Payload>.self, from: body, days: StatedDays())
      return []
    } catch {
      switch error {
      case .undecodable: return [FieldError(field: "", message: "is no JSON object")]
      case .invalid(let errors, _): return errors
      }
    }
  }
}
