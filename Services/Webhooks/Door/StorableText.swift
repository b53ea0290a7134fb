extension String {
  /// The text as a table can keep it: PostgreSQL has no place for a zero byte, and one in somebody's webhook must not keep
  /// others' out.
  var storable: String { utf8.contains(0) ? String(unicodeScalars.filter { $0.value != 0 }.map(Character.init)) : self }

  /// The same, so many characters of it at most.
  func storable(_ maximum: Int) -> String { String(storable.unicodeScalars.prefix(maximum).map(Character.init)) }
}
