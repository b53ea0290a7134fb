import FoundationEssentials
import Testing
import Topology

@Suite("The topology in another virtual host")
struct ElsewhereTests {
  private static let place = Topology.Elsewhere(virtualHost: "somewhere", suffix: "-x1")
  private static var passwords: [String: String] {
    Dictionary((Topology.Elsewhere.users().map(\.name) + ["platform"]).map { ($0, "p-\($0)") }) { first, _ in first }
  }

  @Test("everything is in that host, and nobody's login is one of the platform's")
  func nothingOfThePlatform() throws {
    let text = String(
      decoding: try Topology.definitions(elsewhere: Self.place, passwords: Self.passwords), as: UTF8.self)
    #expect(!text.contains(#""vhost":"coopt""#) && !text.contains(#""name":"coopt""#))
    for user in Topology.users { #expect(!text.contains(#""name":"\#(user.name)""#), "\(user.name)") }
    #expect(!text.contains("administrator") && !text.contains(#"tags":["coopt""#))
  }

  @Test("exchanges, queues, bindings, policies and rights are the same, but for the names of host and users")
  func theSame() throws {
    let there = try Self.decoded(Topology.definitions(elsewhere: Self.place, passwords: Self.passwords))
    let names = Dictionary(Topology.users.map { ($0.name, "p") }) { first, _ in first }
    let here = try Self.decoded(Topology.definitions(passwords: names))
    for key in ["exchanges", "queues", "bindings", "policies"] {
      let (moved, original) = (there[key] ?? [], here[key] ?? [])
      #expect(!original.isEmpty && Set(moved.map(Self.withoutHost)) == Set(original.map(Self.withoutHost)), "\(key)")
    }
    for key in ["permissions", "topic_permissions"] {
      let original = (here[key] ?? []).filter { $0["user"] != "coopt-admin" }.map(Self.withoutHost)
      let moved = (there[key] ?? []).filter { $0["user"] != "platform-x1" }.map { entry in
        var entry = entry
        entry["user"] = entry["user"].flatMap { Self.place.name(of: $0) }
        return Self.withoutHost(entry)
      }
      #expect(!original.isEmpty && Set(moved) == Set(original), "\(key)")
    }
  }

  @Test("a login leads back to its name, and another host's to none")
  func names() {
    #expect(
      Self.place.login("ats") == "ats-x1" && Self.place.name(of: "ats-x1") == "ats" && Self.place.name(of: "ats") == nil
    )
  }

  @Test("who has no password is named")
  func missing() {
    var passwords = Self.passwords
    passwords["platform"] = ""
    passwords["staff"] = nil
    let missing = #expect(throws: Topology.MissingPasswords.self) {
      try Topology.definitions(elsewhere: Self.place, passwords: passwords)
    }
    #expect(missing?.users == ["platform", "staff"])
  }

  /// Entries of each list, with their values as text.
  private static func decoded(_ data: Data) throws -> [String: [[String: String]]] {
    try JSONDecoder().decode([String: [[String: Loose]]].self, from: data).mapValues { $0.map { $0.mapValues(\.text) } }
  }

  private static func withoutHost(_ entry: [String: String]) -> [String: String] {
    entry.filter { $0.key != "vhost" }
  }

  /// Any JSON value, as a text that is the same for the same value.
  private struct Loose: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        self.text = text
      } else if let number = try? decoder.singleValueContainer().decode(Int.self) {
        text = "\(number)"
      } else if let flag = try? decoder.singleValueContainer().decode(Bool.self) {
        text = "\(flag)"
      } else if let list = try? decoder.singleValueContainer().decode([Loose].self) {
        text = "\(list.map(\.text))"
      } else {
        let table = try decoder.singleValueContainer().decode([String: Loose].self)
        text = "\(table.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" })"
      }
    }
  }
}
