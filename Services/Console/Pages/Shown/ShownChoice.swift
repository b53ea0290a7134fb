import Vocabulary

/// One of the values of a filter.
struct ShownChoice: Sendable {
  let value: String
  let label: String
  let isChosen: Bool
}

extension Visit {
  /// The values of a filter, with their words; the one that the query asks for is chosen.
  func choices(_ values: [String], words: String, chosen: String?) -> [ShownChoice] {
    values.map { ShownChoice(value: $0, label: word("\(words)\($0)"), isChosen: $0 == chosen) }
  }

  /// What the query gives as `offerId`, or as `offer`, as other pages link.
  func given(_ name: String) -> String { (query[name] ?? query[String(name.dropLast(2))] ?? "").trimmingCharacters }

  /// An id of the query, and whether what stands there is none.
  func asked<Subject>(
    _ name: String, as type: Identifier<Subject>.Type
  ) -> (value: Identifier<Subject>?, isBroken: Bool) {
    let text = given(name)
    guard !text.isEmpty else { return (nil, false) }
    let value = Identifier<Subject>(text)
    return (value, value == nil)
  }

  /// The end of an id, which is what tells two of them apart.
  func short(_ id: some CustomStringConvertible) -> String { "…" + id.description.suffix(8) }
}
