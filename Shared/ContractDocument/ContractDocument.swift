import MessageSchemas
import Messages
import Topology
import Vocabulary

/// The contract as a document: AsyncAPI 3.0 with AMQP bindings, and a JSON Schema for each message.
///
/// Nothing in it is written by hand but prose: messages come from `Contract`, their fields from the types, descriptions
/// from the comments, limits from what the decoder says, examples from the fixtures, permissions from `Topology`.
public enum ContractDocument {
  /// The version of the contract that this code speaks (semantic: a new field or message is a minor one).
  public static let version = "1.0.0"

  /// What the document is made from besides the code itself.
  public struct Material: Sendable {
    let comments: SourceComments
    let fixtures: Fixtures
    let notifications: [ToldNotification]

    /// Comments out of folders of sources, samples of messages out of a folder of fixtures, and what notifications there are.
    ///
    /// Throws where a file cannot be read.
    public init(sources: [String], fixtures: String, notifications: [ToldNotification]) throws {
      comments = try SourceComments(folders: sources)
      self.fixtures = try Fixtures(folder: fixtures)
      self.notifications = notifications
    }
  }

  /// The files of the published contract by their names: `asyncapi.json`, `schemas/<type>.json`.
  ///
  /// Throws `ContractDefects`, which name everything that has no comment or no sample.
  public static func files(_ material: Material) throws -> [String: String] {
    let writer = try DocumentWriter(material)
    let document = try writer.document()
    var files = ["asyncapi.json": document.written]
    for (name, schema) in writer.standaloneSchemas { files["schemas/\(name).json"] = schema.written }
    return files
  }
}

/// What keeps a document from being written.
public struct ContractDefects: Error, CustomStringConvertible {
  /// Each in a sentence.
  public let sentences: [String]

  public init(sentences: [String]) {
    self.sentences = sentences
  }

  /// One a line.
  public var description: String { sentences.joined(separator: "\n") }
}
