/// A field of a message, as a table shows it.
package struct SchemaRow: Hashable, Sendable {
  /// The path of the field: `candidate.email`, `zones[]`.
  package let path: String
  /// Whether it has to be there, where the object that holds it is.
  package let isRequired: Bool
  /// What it is, in a word or two: `text`, `UUID`, `list of text`.
  package let type: String
  /// What bounds it, each as a phrase.
  package let limits: [String]
  /// What it says.
  package let description: String
  /// What each of its values means, where it is a choice.
  package let values: [OrderedJSON.Member]
}
