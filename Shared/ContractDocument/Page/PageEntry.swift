/// One operation of the document, as the page shows it: what is sent or told under one key.
struct PageEntry {
  /// What kind of thing it is.
  enum Kind: String {
    /// Another system says what happened there.
    case report
    /// Somebody asks for something to be done.
    case command
    /// A command that changes nothing.
    case question
    /// What people and their tools are told.
    case notification
    /// What services tell each other.
    case event
  }

  /// The operation's name in the document.
  let name: String
  /// What kind of thing it is.
  let kind: Kind
  /// The service or audience that it belongs to.
  let group: String
  /// The routing key.
  let key: String
  /// The CloudEvents type.
  let type: String
  /// The exchange that it is published to.
  let exchange: String
  /// What it is, in a sentence.
  let summary: String
  /// What it is, whole.
  let description: String
  /// Its message.
  let message: OrderedJSON
  /// The schema of its `data`: name and content.
  let data: OrderedJSON.Member?
  /// The schema of an accepted reply's `data`.
  let result: OrderedJSON.Member?
  /// An example of the result.
  let resultExample: OrderedJSON?
  /// The operation itself.
  let operation: OrderedJSON
}

extension PageEntry {
  /// The entries of a document, in its order; what is neither sent nor told by itself is none.
  static func all(of document: OrderedJSON) -> [PageEntry] {
    let reader = SchemaTable(of: document)
    return (document["operations"]?.members ?? []).compactMap { PageEntry($0, in: document, reader) }
  }

  private init?(_ member: OrderedJSON.Member, in document: OrderedJSON, _ reader: SchemaTable) {
    operation = member.value
    let words = operation["tags"]?.items.compactMap { $0["name"]?.text } ?? []
    guard let kind = (operation["x-coopt-kind"]?.text ?? words.last).flatMap(Kind.init),
      let reference = operation["messages"]?.items.first, let channel = operation["channel"].map(reader.resolved)
    else { return nil }
    name = member.key
    self.kind = kind
    group = words.first ?? ""
    message = reader.resolved(reference)
    key = channel["address"]?.text ?? operation["title"]?.text ?? member.key
    type = message["title"]?.text ?? ""
    exchange = channel["bindings"]?["amqp"]?["exchange"]?["name"]?.text ?? ""
    summary = operation["summary"]?.text ?? ""
    description = operation["description"]?.text ?? summary
    let schemas = document["components"]?["schemas"]
    let component = message["name"]?.text ?? ""
    data = schemas?[component].map { .init(key: component, value: $0) }
    result = schemas?["\(component).result"].map { .init(key: "\(component).result", value: $0) }
    resultExample = document["components"]?["messages"]?["\(component).result"]?["examples"]?.items.first?["payload"]
  }

  /// Where the entry stands in the page.
  var anchor: String {
    switch kind {
    case .report: type.split(separator: ".").dropFirst(2).first.map(String.init) ?? name
    case .command, .question: key
    case .notification, .event: name
    }
  }

  /// What links to it say.
  var title: String { kind == .event && key.hasPrefix("{") ? String(key.drop { $0 != "." }.dropFirst()) : key }

  /// Names of logins under a key of the operation.
  func logins(_ key: String) -> [String] { operation[key]?.items.compactMap(\.text) ?? [] }
}
