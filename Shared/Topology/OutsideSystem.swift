/// A system outside of the platform that reports hires or payouts: who it is, and whose word it has.
public struct OutsideSystem: Hashable, Sendable {
  /// What a system may report: the first word of the routing key.
  public enum Report: String, CaseIterable, Decodable, Sendable {
    /// Hires and their withdrawal.
    case hire
    /// What became of payouts.
    case payout
  }

  /// Stands among `sourceSystems` for whatever no other system names.
  public static let anyOther = "*"

  /// The name that it logs in with.
  public let login: String
  /// What it may report.
  public let reports: Set<Report>
  /// The `sourceSystem`s that are its own: a report that names one of them counts from this login alone.
  public let sourceSystems: Set<String>
  /// What the names of its queues begin with; ends with a dot.
  public let queuePrefix: String

  /// A system that may do so much.
  public init(login: String, reports: Set<Report>, sourceSystems: Set<String> = [], queuePrefix: String) {
    self.login = login
    self.reports = reports
    self.sourceSystems = sourceSystems
    self.queuePrefix = queuePrefix
  }
}

extension OutsideSystem: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case login, reports, sourceSystems, queuePrefix
  }

  /// Reads an entry of the file; a misspelled key is an error, since a right that is not read is one that is missed.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let names = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
    if let unknown = names.first(where: { CodingKeys(rawValue: $0) == nil }) {
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "'\(unknown)' is no key of an outside system"))
    }
    self.init(
      login: try container.decode(String.self, forKey: .login),
      reports: try container.decode(Set<Report>.self, forKey: .reports),
      sourceSystems: try container.decodeIfPresent(Set<String>.self, forKey: .sourceSystems) ?? [],
      queuePrefix: try container.decode(String.self, forKey: .queuePrefix))
  }

  private struct AnyName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
