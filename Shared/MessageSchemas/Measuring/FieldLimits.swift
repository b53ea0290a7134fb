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

  /// The same without the forms that are taken beside the one that is written.
  var ofOneForm: FieldLimits {
    var limits = self
    limits.takesNumbers = false
    limits.time = nil
    return limits
  }
}

/// The forms of a time that a field takes, beside RFC 3339's.
struct TimeForms: Hashable, Sendable {
  /// A form by what it does to the parts of a time.
  enum Form: String, CaseIterable {
    /// A day alone.
    case dayAlone = "a day alone"
    /// No seconds.
    case noSeconds = "no seconds"
    /// A fraction after a comma.
    case comma = "a fraction after a comma"
    /// An offset without a colon.
    case noColon = "an offset without a colon"
    /// An offset of hours alone.
    case hoursAlone = "an offset of hours alone"
    /// A blank before the offset.
    case blank = "a blank before the offset"
    /// Names of UTC.
    case names = "UTC or GMT in place of Z"

    /// A text of the form.
    var example: String {
      switch self {
      case .dayAlone: "2026-11-20"
      case .noSeconds: "2026-11-20T09:41Z"
      case .comma: "2026-11-20T09:41:07,5Z"
      case .noColon: "2026-11-20T09:41:07+0100"
      case .hoursAlone: "2026-11-20T09:41:07+01"
      case .blank: "2026-11-20T09:41:07 +01:00"
      case .names: "2026-11-20T09:41:07 UTC"
      }
    }
  }

  /// Those that are taken.
  var taken: Set<Form> = []
  /// The most digits of a fraction; nil for any number.
  var fractionDigits: Int?

  /// A regular expression for all of them.
  var pattern: String {
    func with(_ form: Form, _ yes: String, _ no: String) -> String { taken.contains(form) ? yes : no }
    let digits = fractionDigits.map { "{1,\($0)}" } ?? "+"
    let fraction = "(\(with(.comma, "[.,]", "\\."))[0-9]\(digits))?"
    let seconds = ":[0-9]{2}\(fraction)"
    let minutes = "\(with(.noColon, ":?", ":"))[0-9]{2}"
    let offset = "[+-][0-9]{2}" + with(.hoursAlone, "(\(minutes))?", minutes)
    let names = with(.names, "|[Uu][Tt][Cc]|[Gg][Mm][Tt]", "")
    let time =
      "[Tt ][0-9]{2}:[0-9]{2}" + with(.noSeconds, "(\(seconds))?", seconds) + with(.blank, " ?", "")
      + "([Zz]\(names)|\(offset))"
    return "^[0-9]{4}-[0-9]{2}-[0-9]{2}" + with(.dayAlone, "(\(time))?", time) + "$"
  }
}
