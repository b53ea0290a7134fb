public import FoundationEssentials

/// The systems outside of the platform, as the file lists them that `coopt-topology` and the services read.
public struct OutsideSystems: Hashable, Sendable {
  /// Why a list cannot be used.
  public struct Defect: Error, Hashable, CustomStringConvertible {
    /// What is wrong, and with which system.
    public let description: String
  }

  /// In the order of the file.
  public let all: [OutsideSystem]

  /// Where no file is named: one system that reports hires under any name, and one that pays out.
  public static let usual = OutsideSystems(unchecked: [
    OutsideSystem(login: "ats", reports: [.hire], sourceSystems: [OutsideSystem.anyOther], queuePrefix: "ats."),
    OutsideSystem(login: "finance", reports: [.payout], queuePrefix: "finance."),
  ])

  /// Nobody.
  static let none = OutsideSystems(unchecked: [])

  private init(unchecked systems: [OutsideSystem]) {
    all = systems
  }

  /// A list of systems that do not get in each other's way; throws `Defect` for the first that does.
  public init(_ systems: [OutsideSystem]) throws(Defect) {
    for (position, system) in systems.enumerated() {
      try Self.check(system, beside: systems[..<position])
    }
    all = systems
  }

  /// Reads the file: JSON, `{"systems": [{"login": …, "reports": […], "sourceSystems": […], "queuePrefix": …}]}`.
  public init(json data: Data) throws(Defect) {
    struct File: Decodable {
      let systems: [OutsideSystem]
    }
    do {
      try self.init(JSONDecoder().decode(File.self, from: data).systems)
    } catch let defect as Defect {
      throw defect
    } catch {
      throw Defect(description: "it is no list of outside systems: \(Self.words(of: error))")
    }
  }

  /// The system of a login.
  public subscript(login: String) -> OutsideSystem? { all.first { $0.login == login } }

  /// The login that a `sourceSystem` belongs to; nil where no system names it.
  func owner(of sourceSystem: String) -> String? {
    all.first { $0.sourceSystems.contains(sourceSystem) }?.login
  }

  private static func check(_ system: OutsideSystem, beside others: ArraySlice<OutsideSystem>) throws(Defect) {
    let name = "'\(system.login)'"
    func require(_ holds: Bool, _ sentence: String) throws(Defect) {
      if !holds { throw Defect(description: "\(name) \(sentence)") }
    }
    try require(isName(system.login), "is no login: letters a to z, digits and hyphens, 63 at most")
    try require(!Topology.reservedLogins.contains(system.login), "is a login of the platform's own")
    try require(!others.contains { $0.login == system.login }, "is listed twice")
    try require(!system.reports.isEmpty, "reports nothing: 'hire' or 'payout'")
    try require(
      system.reports.contains(.hire) != system.sourceSystems.isEmpty,
      "has to name the sourceSystems of its hires, and none where it reports none")
    try require(
      isPrefix(system.queuePrefix),
      "has a queuePrefix that is none: 'ats.', 'finance.' or 'hooks.', then words and dots")
    for other in others {
      try require(
        other.sourceSystems.isDisjoint(with: system.sourceSystems), "names a sourceSystem that '\(other.login)' names")
      try require(
        !other.queuePrefix.hasPrefix(system.queuePrefix) && !system.queuePrefix.hasPrefix(other.queuePrefix),
        "has queues that could be those of '\(other.login)'")
    }
  }

  private static func isName(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count) && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
  }

  /// What callers may be answered at (contract, Replies and commands).
  private static func isPrefix(_ text: String) -> Bool {
    let families = ["ats.", "finance.", "hooks."]
    guard families.contains(where: text.hasPrefix), text.hasSuffix("."), text.utf8.count <= 127 else { return false }
    return text.dropLast().split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isName(String($0)) }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func words(of error: any Error) -> String {
    switch error as? DecodingError {
    case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.debugDescription
    case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
    default: "\(error)"
    }
  }
}
