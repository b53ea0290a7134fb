import ConsoleDomain
import ConsoleService
import Foundation
import Messages
import Testing

@Suite("What a role may do") struct RoleTableTests {
  private static let everybody = "reader recruiter finance operator administrator"

  /// Written out once more, by hand: who sees which area.
  private static let visitors: [Area: String] = [
    .today: everybody, .interviews: everybody, .recommendations: everybody, .hires: everybody, .rewards: everybody,
    .offers: everybody, .members: everybody, .charities: everybody, .companies: everybody, .policies: everybody,
    .flow: everybody, .letters: "operator administrator", .audit: "finance operator administrator",
  ]

  /// Written out once more, by hand: who sends which command.
  private static let senders: [String: String] = [
    "qualification.record-interview": "recruiter administrator",
    "qualification.correct-interview": "recruiter administrator",
    "qualification.close-candidacy": "recruiter administrator",
    "recommendations.attribute-hire": "recruiter administrator",
    "recommendations.detach-hire": "recruiter administrator",
    "recommendations.withdraw-recommendation": "recruiter administrator",
    "recommendations.release-candidate": "recruiter administrator",
    "recommendations.set-own-company": "recruiter administrator",
    "recommendations.confirm-decision": "recruiter administrator",
    "recommendations.change-policy": "administrator",
    "recommendations.cancel-policy-change": "administrator",
    "offers.publish-offer": "recruiter administrator",
    "offers.update-offer": "recruiter administrator",
    "offers.close-offer": "recruiter administrator",
    "offers.reopen-offer": "recruiter administrator",
    "offers.register-company": "recruiter administrator",
    "offers.update-company": "recruiter administrator",
    "offers.change-policy": "administrator",
    "offers.cancel-policy-change": "administrator",
    "members.invite-member": "recruiter administrator",
    "members.revoke-invitation": "recruiter administrator",
    "members.expel": "administrator",
    "members.readmit": "administrator",
    "members.publish-charter": "administrator",
    "members.change-policy": "administrator",
    "members.cancel-policy-change": "administrator",
    "rewards.choose-option": "finance administrator",
    "rewards.settle-claim": "finance administrator",
    "rewards.retry-payout": "finance administrator",
    "rewards.register-charity": "finance administrator",
    "rewards.update-charity": "finance administrator",
    "rewards.change-policy": "administrator",
    "rewards.cancel-policy-change": "administrator",
    "rewards.confirm-decision": "administrator",
    "webhooks.retry-delivery": "operator administrator",
    "webhooks.discard-delivery": "operator administrator",
    "webhooks.map-job": "operator administrator",
    "letters.replay": "operator administrator",
    "letters.discard": "operator administrator",
    "letters.reveal": "operator administrator",
    "letters.edit": "operator administrator",
  ]

  private static func roles(_ words: String) -> Set<Role> {
    Set(words.split(separator: " ").compactMap { Role(rawValue: String($0)) })
  }

  @Test("each role sees the areas that are its own, and no other", arguments: Area.allCases, Role.allCases)
  func areas(area: Area, role: Role) throws {
    let visitors = Self.roles(try #require(Self.visitors[area]))
    #expect(RoleTable.mayEnter(area, [role]) == visitors.contains(role))
  }

  @Test("each role sends the commands that are its own, and no other", arguments: Role.allCases)
  func commands(role: Role) {
    #expect(Set(RoleTable.senders.keys) == Set(Self.senders.keys))
    for (key, words) in Self.senders {
      #expect(RoleTable.maySend(key, [role]) == Self.roles(words).contains(role), "\(role) \(key)")
    }
    for type in Contract.commands where Self.senders[type.messageType.routingKey] == nil {
      #expect(!RoleTable.maySend(type.messageType.routingKey, [role]), "\(role) \(type.messageType)")
    }
  }

  @Test("whoever has no role sees and sends nothing, and two roles are both of them")
  func sums() {
    for area in Area.allCases { #expect(!RoleTable.mayEnter(area, [])) }
    for key in Self.senders.keys {
      #expect(!RoleTable.maySend(key, []))
      for one in Role.allCases {
        for other in Role.allCases {
          #expect(
            RoleTable.maySend(key, [one, other]) == (RoleTable.maySend(key, [one]) || RoleTable.maySend(key, [other])))
        }
      }
    }
  }

  @Test("readers send nothing, and administrators everything that is sent from here")
  func extremes() {
    for key in Self.senders.keys {
      #expect(!RoleTable.maySend(key, [.reader]))
      #expect(RoleTable.maySend(key, [.administrator]))
    }
  }

  @Test("a second person confirms only what they might have asked for")
  func confirmation() {
    #expect(RoleTable.mayConfirm("recommendations.attribute-hire", [.recruiter]))
    #expect(!RoleTable.mayConfirm("recommendations.change-policy", [.recruiter]))
    #expect(!RoleTable.mayConfirm("rewards.change-policy", [.finance]))
    #expect(!RoleTable.mayConfirm("members.expel", [.administrator]))
    for key in ["recommendations.attribute-hire", "recommendations.change-policy", "rewards.change-policy"] {
      #expect(RoleTable.mayConfirm(key, [.administrator]))
      #expect(!RoleTable.mayConfirm(key, [.reader, .operator, .finance]))
    }
  }

  @Test("the README says the same")
  func document() throws {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let text = try String(contentsOfFile: "/\(root)/Services/Console/README.md", encoding: .utf8)
    let section = try #require(
      text.components(separatedBy: "## Who may do what").last?.components(separatedBy: "\n## ").first)
    let columns = ["reader", "recruiter", "finance", "operator", "administrator"]
    var told: [String: Set<Role>] = [:]
    for line in section.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if cells[0] == "page" || cells[0] == "command" {
        #expect(Array(cells.dropFirst()) == columns)
        continue
      }
      #expect(cells.count == 6 && cells.dropFirst().allSatisfy { $0.isEmpty || $0 == "yes" }, "\(line)")
      let name = cells[0].trimmingCharacters(in: ["`"])
      #expect(told[name] == nil, "twice: \(name)")
      told[name] = Set(zip(columns, cells.dropFirst()).filter { $0.1 == "yes" }.compactMap { Role(rawValue: $0.0) })
    }
    for area in Area.allCases { #expect(told.removeValue(forKey: area.rawValue) == RoleTable.visitors(of: area)) }
    for (key, roles) in RoleTable.senders { #expect(told.removeValue(forKey: key) == roles, "\(key)") }
    #expect(told.isEmpty)
  }

  @Test("what can be sent is what the table names, all of it and nothing else")
  func complete() async throws {
    try await TestConsole.running { test in
      let sent = ConsoleServer.keys(test.console)
      #expect(Console.formKeys.isSubset(of: sent))
      #expect(sent.subtracting(RoleTable.senders.keys).sorted() == [])
      #expect(Set(RoleTable.senders.keys).subtracting(sent).sorted() == [])
    }
  }

  @Test("every command of the table is one of the contract, and none is a question")
  func contract() {
    let commands = Set(
      Contract.commands.map { $0.messageType }.filter { !Contract.isQuestion($0) }.map { $0.routingKey })
    for key in RoleTable.senders.keys where !key.hasPrefix("letters.") { #expect(commands.contains(key), "\(key)") }
  }
}
