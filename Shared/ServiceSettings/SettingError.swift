/// Settings that are missing or cannot be used.
public struct SettingError: Error, Sendable, CustomStringConvertible {
  /// The setting's name in the environment.
  public let name: String
  /// What is wrong with it; never its value.
  public let reason: String
  /// What else is wrong.
  public private(set) var others: [SettingError] = []

  public init(_ name: String, _ reason: String) {
    self.name = name
    self.reason = reason
  }

  /// All findings in one; nil where there are none.
  public init?(_ findings: [SettingError]) {
    let all = findings.flatMap { [SettingError($0.name, $0.reason)] + $0.others }
    guard let first = all.first else { return nil }
    self = first
    others = Array(all.dropFirst())
  }

  /// Names and reasons, one in a line.
  public var description: String {
    ([self] + others).map { "setting \($0.name) \($0.reason)" }.joined(separator: "\n")
  }
}

/// Collects what is wrong with settings, so that all of it is told at once.
public struct SettingFindings {
  private var found: [SettingError] = []

  public init() {}

  /// Reads something; nil where it cannot be used, which is noted.
  public mutating func value<Value>(_ read: () throws(SettingError) -> Value) -> Value? {
    do {
      return try read()
    } catch {
      found.append(error)
      return nil
    }
  }

  /// Notes more.
  public mutating func add(_ findings: [SettingError]) {
    found += findings
  }

  /// Throws all that was found, if anything was.
  public func check() throws(SettingError) {
    if let error = SettingError(found) { throw error }
  }
}
