import Messages

/// What a field takes beyond its type, as measured.
package struct FieldLimits: Hashable, Sendable {
  /// Characters of a text.
  package var length: (minimum: Int?, maximum: Int?) { (minimumLength, maximumLength) }
  var minimumLength: Int?
  var maximumLength: Int?
  /// Whether a text has to show something: not only space.
  var isVisible = false
  /// Whether a text is one line.
  var isOneLine = false
  /// Whether a text may not hold control characters and marks that change the direction of writing.
  var isPlain = false
  /// Whether a whole number stands for the text that it is written as.
  var takesNumbers = false
  /// A number's bounds.
  var minimum: Int?
  var maximum: Int?
  /// How many items a list may have.
  var minimumItems: Int?
  var maximumItems: Int?
  /// Whether null is taken.
  var takesNull = false
  /// Of a time: the forms that are taken.
  var time: TimeForms?
  /// What else is said, in the decoder's words.
  var rules: [String] = []
}

/// The forms of a time that a field takes.
struct TimeForms: Hashable, Sendable {
  /// A day alone.
  var day = false
  /// An offset without a colon.
  var offsetWithoutColon = false
  /// The most digits of a fraction; nil for any number.
  var fractionDigits: Int?

  /// A regular expression for all of them.
  var pattern: String {
    let fraction = fractionDigits.map { "{1,\($0)}" } ?? "+"
    let colon = offsetWithoutColon ? ":?" : ":"
    let time =
      "[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]\(fraction))?([Zz]|[+-][0-9]{2}\(colon)[0-9]{2})"
    return "^[0-9]{4}-[0-9]{2}-[0-9]{2}" + (day ? "(\(time))?" : time) + "$"
  }
}
