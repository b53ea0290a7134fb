/// A piece of a template.
indirect enum ViewPiece: Sendable {
  /// Stands as it is.
  case text([UInt8])
  /// A value, as text of a page.
  case value(ViewName)
  /// A value that is written as it is: a piece of a page already.
  case page(ViewName)
  /// Written for each item of a list, else once where there is a value that is not false.
  case section(ViewName, [ViewPiece])
  /// Written where there is no value, or one that is false or an empty list.
  case inverted(ViewName, [ViewPiece])
  /// Another template, by its place in the library.
  case part(Int)
}
