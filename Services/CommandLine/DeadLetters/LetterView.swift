import AMQPClient
import FoundationEssentials
import Messages
import Vocabulary

/// A letter as it is shown: why it lies there, its attributes and the shape of its data; or, revealed, all of it.
package struct LetterView: Encodable, Sendable {
  /// What there is to say without looking into it.
  package let letter: LetterSummary
  /// The exchange that it was first published to.
  package let exchange: String
  /// The key that it was first published with.
  package let routingKey: String
  /// How often it was tried.
  package let attempts: Int?
  /// What a replay would do.
  package let replay: String
  /// Its attributes, where they may be shown.
  package let attributes: [String: String]
  /// The fields of its data, each with its kind.
  package let fields: [String: String]
  /// Bytes of its body.
  package let bytes: Int
  /// What happened to the same thing meanwhile, a sentence each.
  package var meanwhile: [String] = []
  /// Its body, revealed; in base64 where it is no text.
  package private(set) var body: String?
  /// Its headers, revealed.
  package private(set) var headers: [String: String]?

  /// The paths of the fields, in their order.
  package let order: [String]

  /// Looks at a letter.
  package init(_ letter: DeadLetter, isRevealed: Bool = false) {
    self.letter = LetterSummary(letter)
    exchange = letter.origin.exchange
    routingKey = letter.header?.type.map { _ in letter.origin.routingKey } ?? Masked.id(letter.origin.routingKey)
    attempts = letter.delivery.properties.headers["x-coopt-attempts"]?.integer.map { Int(clamping: $0) }
    replay =
      switch ReplayPlan(letter) {
      case .send(_, let destination): "goes to \(destination)"
      case .leave(let obstacle): "stays: \(obstacle)"
      }
    bytes = letter.delivery.body.count
    attributes = Self.attributes(letter)
    let shapes = Self.shapes(letter)
    order = shapes.map(\.path)
    fields = Dictionary(shapes.map { ($0.path, $0.kind) }) { first, _ in first }
    guard isRevealed else { return }
    body = String(validating: letter.delivery.body, as: UTF8.self) ?? letter.delivery.body.base64EncodedString()
    headers = letter.delivery.properties.headers.mapValues { "\($0.string ?? "\($0)")" }
  }

  /// What the letter and the services say of what happened since.
  package mutating func tell(_ meanwhile: Meanwhile, laterOfSameSubject: Int) {
    if let at = meanwhile.handled[letter.id] {
      self.meanwhile.append("handled under the same id at \(at): a replay changes nothing")
    }
    for (type, count, last) in meanwhile.sameType {
      self.meanwhile.append("\(count) of type \(Masked.type(type)) handled since, the last one at \(last)")
    }
    for service in meanwhile.unknown {
      self.meanwhile.append("what \(service) handled since is not known: this login may not look")
    }
    if laterOfSameSubject > 0 {
      self.meanwhile.append("\(laterOfSameSubject) later letters about the same subject lie beside it")
    }
  }

  /// The lines for people.
  package var lines: [String] {
    var table = TextTable([])
    table.add(["letter", letter.id])
    table.add(["lies in", letter.queue])
    table.add(["refused by", letter.lane ?? "-"])
    table.add(["code", letter.code])
    if let detail = letter.detail { table.add(["detail", detail]) }
    table.add(["since", letter.since?.description ?? "-"])
    if let attempts { table.add(["attempts", "\(attempts)"]) }
    table.add(["published to", "\(exchange), key \(routingKey)"])
    table.add(["replay", replay])
    for sentence in meanwhile { table.add(["meanwhile", sentence]) }
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) { table.add([name, value]) }
    for path in order { table.add(["data \(path)", fields[path] ?? ""]) }
    table.add(["body", "\(bytes) bytes"])
    guard let body else { return table.lines }
    for (name, value) in (headers ?? [:]).sorted(by: { $0.key < $1.key }) { table.add(["header \(name)", value]) }
    return table.lines + ["", body]
  }

  /// Attributes that name things and not people; of other texts that there is one.
  private static func attributes(_ letter: DeadLetter) -> [String: String] {
    let header = letter.header
    let texts: [(String, String?)] = [
      ("id", letter.messageID.map(Masked.id)), ("type", letter.type.map(Masked.type)),
      ("source", header?.source.map { $0.hasPrefix("/coopt/") ? $0 : Masked.host($0) }),
      ("time", header?.time.flatMap { Timestamp($0) }?.description), ("subject", header?.subject.map(Masked.id)),
      ("correlationid", header?.correlationID.map(Masked.id)), ("causationid", header?.causationID.map(Masked.id)),
    ]
    return Dictionary(uniqueKeysWithValues: texts.compactMap { name, text in text.map { (name, $0) } })
  }

  private static func shapes(_ letter: DeadLetter) -> [(path: String, kind: String)] {
    guard letter.delivery.unreadable == nil, let json = JSONValue(json: letter.delivery.body) else {
      return [("", "no JSON")]
    }
    if DeadLetter.attributes(of: letter.delivery) != nil { return Masked.lines(json) }
    if let data = json["data"] { return Masked.lines(data) }
    let encoded = json["data_base64"]?.string.flatMap { Data(base64Encoded: $0) }.flatMap { JSONValue(json: $0) }
    return encoded.map { Masked.lines($0) } ?? [("", "missing")]
  }

  private enum CodingKeys: String, CodingKey {
    case letter, exchange, routingKey, attempts, replay, attributes, fields, bytes, meanwhile, body, headers
  }
}
