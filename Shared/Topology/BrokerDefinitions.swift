/// What a broker has, as `GET /api/definitions` tells it: of all virtual hosts, and what is durable and exclusive to nobody.
public struct BrokerDefinitions: Decodable, Sendable {
  struct User: Decodable, Sendable {
    let name: String
    let tags: Set<String>

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      // A text with commas before RabbitMQ 3.9, a list since.
      if let list = try? container.decode([String].self, forKey: .tags) {
        tags = Set(list)
      } else {
        let text = try container.decodeIfPresent(String.self, forKey: .tags) ?? ""
        tags = Set(text.split(separator: ",").map(String.init))
      }
    }

    private enum CodingKeys: String, CodingKey {
      case name, tags
    }
  }

  struct Permission: Decodable, Sendable {
    let user: String
    let vhost: String
    let configure: String
    let write: String
    let read: String
  }

  struct TopicPermission: Decodable, Sendable {
    let user: String
    let vhost: String
    let exchange: String
    let write: String
    let read: String
  }

  struct Policy: Decodable, Sendable {
    let name: String
    let vhost: String
    let pattern: String
    let definition: [String: Value]
    let priority: Int
    let applyTo: String

    private enum CodingKeys: String, CodingKey {
      case name, vhost, pattern, definition, priority
      case applyTo = "apply-to"
    }
  }

  struct Exchange: Decodable, Sendable {
    let name: String
    let vhost: String
    let type: String
    let durable: Bool
    let arguments: [String: Value]
  }

  struct Queue: Decodable, Sendable {
    let name: String
    let vhost: String
    let durable: Bool
    let arguments: [String: Value]
  }

  struct Binding: Decodable, Sendable {
    let source: String
    let vhost: String
    let destination: String
    let destinationType: String
    let routingKey: String
    let arguments: [String: Value]

    private enum CodingKeys: String, CodingKey {
      case source, vhost, destination, arguments
      case destinationType = "destination_type"
      case routingKey = "routing_key"
    }
  }

  /// A value of an argument or of a policy.
  enum Value: Decodable, Hashable, Sendable, CustomStringConvertible {
    case text(String)
    case number(Int)
    case flag(Bool)
    /// A list, a table or a fraction: nothing that is declared here has one.
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .other
      }
    }

    var description: String {
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      case .flag(let flag): String(flag)
      case .other: "…"
      }
    }
  }

  let vhosts: [Named]
  let users: [User]
  let permissions: [Permission]
  let topicPermissions: [TopicPermission]
  let policies: [Policy]
  let exchanges: [Exchange]
  let queues: [Queue]
  let bindings: [Binding]

  struct Named: Decodable, Sendable {
    let name: String
  }

  private enum CodingKeys: String, CodingKey {
    case vhosts, users, permissions, policies, exchanges, queues, bindings
    case topicPermissions = "topic_permissions"
  }
}
