import ConsoleDomain

/// One field of a form, as people fill it in.
struct FormField: Sendable {
  /// How it is filled in, and what it becomes in the command.
  enum Kind: Sendable {
    /// Known already, not shown.
    case hidden
    /// Known already, not shown: true or false; left out where a form has none.
    case flag
    /// One line.
    case line
    case email
    case telephone
    /// Several lines.
    case text
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// Euros and cents, which become cents.
    case euros
    /// A day.
    case day
    /// One of some words.
    case choice([(value: String, label: Said)])
    /// Ticked or not: true or false.
    case tick
    /// Words between commas, which become a list.
    case list
  }

  /// Where it goes in the command: `reason`, `candidate.email`.
  let name: String
  let kind: Kind
  let label: Said
  /// What helps to fill it in.
  var hint: Said?
  var isRequired = true
  /// Whether emptying it removes what was there (a null); a form that does not show it leaves that alone.
  var emptyRemoves = false
  /// Whether it has to be filled in by a form that shows it, and may be left out by one that does not.
  var isRequiredWhereShown = false
  /// Whether it stays with the console, and goes into no command.
  var isOfThePage = false
  /// The `datalist` of the page that helps to fill it in.
  var suggestions: String?

  /// Whether nobody sees it.
  var isHidden: Bool {
    switch kind {
    case .hidden, .flag: true
    default: false
    }
  }
}
