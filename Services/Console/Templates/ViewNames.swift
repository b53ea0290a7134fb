/// The names that templates know fields by, each with a number.
struct ViewNames: Sendable {
  private(set) var numbers: [String: Int] = [:]

  /// How many there are.
  var count: Int { numbers.count }

  /// The number of a name.
  mutating func number(of name: some StringProtocol) -> Int {
    let name = String(name)
    if let number = numbers[name] { return number }
    numbers[name] = numbers.count
    return numbers.count - 1
  }
}
