import Foundation
import Messages
import Testing

/// The message fixtures: a whole envelope for each type, every optional field filled, and keys that no version knows.
enum Fixture {
  /// Keys that stand for what a later version may add.
  static let unknownKey = "laterField"

  /// The names of all fixtures, without the extension.
  static var names: Set<String> {
    get throws {
      let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      return Set(files.map { String($0.dropLast(".json".count)) })
    }
  }

  /// The name of a type's fixture: the type without "coopt.".
  static func name(of type: MessageType) -> String {
    "\(type.routingKey).v\(type.version)"
  }

  /// A fixture's bytes.
  static func body(_ name: String) throws -> Data {
    let file = try #require(Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
    return try Data(contentsOf: file)
  }

  /// A fixture's bytes with its `data` changed.
  static func body(_ name: String, changing change: (inout JSONObject) -> Void) throws -> Data {
    var envelope = try JSONDecoder().decode(JSONObject.self, from: body(name))
    guard case .object(var data) = envelope["data"] else { return try body(name) }
    change(&data)
    envelope["data"] = .object(data)
    return try JSONEncoder().encode(envelope)
  }

  /// The `data` that a type must keep: all but the unknown key.
  static func knownData(of body: Data) throws -> JSONObject {
    guard case .object(let data) = try JSONDecoder().decode(JSONObject.self, from: body)["data"] else { return [:] }
    return data.filter { $0.key != unknownKey }
  }
}
