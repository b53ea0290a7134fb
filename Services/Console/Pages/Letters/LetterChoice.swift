import ConsoleDomain
import CooptCommandLine

/// Which letters of a queue somebody means: one, or those of a cause.
struct LetterChoice: Sendable {
  let queue: String
  /// One letter's id; nil where a cause is meant.
  let id: String?
  let cause: LetterCause?

  /// Reads the fields of an address or of a form; nil where they name no letters.
  init?(_ fields: [String: String]) {
    guard let queue = fields["queue"], LetterQueue.all.contains(queue) else { return nil }
    self.queue = queue
    if let id = fields["id"], !id.isEmpty {
      guard id.count == 16 else { return nil }
      (self.id, cause) = (id, nil)
    } else {
      guard let cause = LetterCause(fields: fields) else { return nil }
      (id, self.cause) = (nil, cause)
    }
  }

  /// What says which letters are meant.
  var filter: LetterFilter {
    var filter = LetterFilter()
    if let id { filter.ids = [id] }
    filter.cause = cause
    return filter
  }

  /// The fields by which it is known again.
  var fields: [(String, String)] {
    id.map { [("queue", queue), ("id", $0)] } ?? cause?.fields ?? []
  }

  /// The page that shows the letters.
  var address: String {
    id.map { "/letters/letter/\(queue)/\($0)" } ?? "/letters/group?" + FormText.text(fields)
  }
}

extension LetterCause {
  /// Reads a cause out of the fields of an address; nil where there is none.
  init?(fields: [String: String]) {
    guard let queue = fields["queue"], LetterQueue.all.contains(queue), let code = fields["code"] else { return nil }
    self.init(queue: queue, lane: fields["lane"], code: code, type: fields["type"])
  }

  /// The cause as the fields of an address; nothing of it is anybody's.
  var fields: [(String, String)] {
    [("queue", queue), ("lane", lane), ("code", code), ("type", type)].compactMap { name, value in
      value.map { (name, $0) }
    }
  }
}
