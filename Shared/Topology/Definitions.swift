/// RabbitMQ's definitions document: the JSON that `POST /api/definitions` takes.
struct Definitions: Encodable {
  struct Named: Encodable {
    let name: String
  }

  struct User: Encodable {
    let name: String
    let password: String
    let tags: [String]
    let limits: [String: Int]
  }

  struct Permission: Encodable {
    let user: String
    let vhost: String
    let configure: String
    let write: String
    let read: String
  }

  struct TopicPermission: Encodable {
    let user: String
    let vhost: String
    let exchange: String
    let write: String
    let read: String
  }

  struct Exchange: Encodable {
    let name: String
    let vhost: String
    let type: String
    let durable = true
    let autoDelete = false
    let `internal` = false
    let arguments: [String: String] = [:]

    private enum CodingKeys: String, CodingKey {
      case name, vhost, type, durable, `internal`, arguments
      case autoDelete = "auto_delete"
    }
  }

  struct Queue: Encodable {
    let name: String
    let vhost: String
    let durable = true
    let autoDelete = false
    let arguments: [String: String]

    private enum CodingKeys: String, CodingKey {
      case name, vhost, durable, arguments
      case autoDelete = "auto_delete"
    }
  }

  struct Binding: Encodable {
    let source: String
    let vhost: String
    let destination: String
    let destinationType = "queue"
    let routingKey: String
    let arguments: [String: String] = [:]

    private enum CodingKeys: String, CodingKey {
      case source, vhost, destination, arguments
      case destinationType = "destination_type"
      case routingKey = "routing_key"
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

  private enum CodingKeys: String, CodingKey {
    case vhosts, users, permissions, policies, exchanges, queues, bindings
    case topicPermissions = "topic_permissions"
  }
}
