/// A field of a message, as a table shows it.
struct SchemaRow: Hashable, Sendable {
  /// The path of the field: `candidate.email`, `zones[]`.
  let path: String
  /// Whether it has to be there, where the object that holds it is.
  let isRequired: Bool
  /// What it is, in a word or two: `text`, `UUID`, `list of text`.
  let type: String
  /// What bounds it, each as a phrase.
  let limits: [String]
  /// What it says.
  let description: String
  /// What each of its values means, where it is a choice.
  let values: [OrderedJSON.Member]
}
