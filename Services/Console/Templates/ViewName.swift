/// A name in a template, such as `row.zone`: its parts, as numbers of the library's book of names.
struct ViewName: Sendable {
  /// The first part, which is looked for from the inmost section outwards; nil for `.`, the thing itself.
  let first: Int?
  /// Those that follow it.
  let rest: [Int]
}
