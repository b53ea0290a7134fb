import ConsoleDomain

/// What the codes of refusals mean to people.
enum ProblemWords {
  static let all: [String: Said] = [:]
}
