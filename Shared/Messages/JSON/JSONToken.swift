/// A value of a JSON text, or a key of an object in it: what it is, and where it stands.
struct JSONToken {
  /// What it is.
  enum Kind: UInt8 {
    case null, truth, falsehood, number, text, object, list
  }

  let kind: Kind
  /// Of a text, that it is ASCII without escapes; of a number, that it has neither fraction nor exponent.
  var isPlain: Bool
  /// Where the bytes of a text begin, without its quotation mark, or those of any other scalar.
  ///
  /// Of an object, the token of the key that is looked for first: fields are mostly asked for in the order in which they stand.
  var start: UInt32
  /// The bytes of a scalar; the fields or items of what holds others.
  var count: UInt32
  /// The token behind it and all that it holds.
  var next: UInt32
}
