import CooptCommandLine
import MessageSchemas
import Messages
import Testing
import Vocabulary

@Suite("Commands of the contract, as the command line knows them")
struct CatalogueTests {
  private let catalogue = CommandCatalogue()

  @Test("every command of the contract is there, and the shape of its data is found")
  func everyCommand() throws {
    #expect(catalogue.commands.map(\.type) == Contract.commands.map { $0.messageType })
    for command in catalogue.commands {
      guard case .object = command.data else {
        Issue.record("\(command.type.routingKey): \(command.data)")
        continue
      }
    }
    #expect(
      catalogue.services == [
        "members", "offers", "recommendations", "qualification", "rewards", "notifications", "webhooks",
      ])
  }

  @Test("the shape of every result is found, and lists say what each thing holds (A1)")
  func results() throws {
    for command in catalogue.commands {
      guard case .object = command.result else {
        Issue.record("\(command.type.routingKey): \(command.result)")
        continue
      }
    }
    let list = try catalogue.command("list-members", of: "members")
    #expect(list.resultLines.map(\.name).contains("members[].memberId"))
    #expect(list.resultLines.map(\.name).contains("nextPageToken?"))
    #expect(list.lines.first { $0.name == "state?" }?.noun == "active | left | expelled")
  }

  @Test("every command says what it may be refused with, and who decides by hand is named (A2)")
  func refusals() throws {
    for command in catalogue.commands {
      #expect(Set(command.refusals).count == command.refusals.count, "\(command.type.routingKey)")
      #expect(command.refusals.allSatisfy { ProblemCode.all.contains($0) })
    }
    let detach = try catalogue.command("detach-hire", of: "recommendations")
    #expect(detach.refusals == [.hireNotFound, .hireNotAttributed, .invalidMessage, .actorRequired])
    #expect(try catalogue.command("leave", of: "members").refusals == [.memberNotActive, .invalidMessage])
    let named = catalogue.commands.filter { $0.refusals.contains(.actorRequired) }.map(\.type.routingKey)
    #expect(named.contains("rewards.register-charity") && named.contains("rewards.update-charity"))
    #expect(!named.contains("qualification.record-interview") && !named.contains("offers.update-offer"))
  }

  @Test("fields have their names, their kinds, and a mark where they may be left out")
  func fields() throws {
    let join = try catalogue.command("join", of: "members").data
    let email = try #require(join.field("email"))
    #expect(email.name == "email" && email.shape == .text(syntax: "e-mail address") && !email.isOptional)
    let phone = try #require(join.field("phone"))
    #expect(phone.shape == .text(syntax: nil) && phone.isOptional && !phone.isRemovable)
    #expect(join.field("zones")?.shape == .list(of: .text(syntax: "ISO 3166 code")))
    #expect(join.field("employer")?.shape.field("siren")?.isOptional == true)
    #expect(join.field("locale")?.shape == .choice(["fr", "en"]))
    let interview = try catalogue.command("record-interview", of: "qualification").data
    #expect(interview.field("candidateInformed")?.shape == .boolean)
    #expect(interview.field("outcome")?.shape == .choice(["qualified", "rejected"]))
    #expect(interview.field("interviewedAt")?.shape == .text(syntax: "RFC 3339 time"))
    let policy = try catalogue.command("change-policy", of: "rewards").data
    #expect(policy.field("sponsorshipCents")?.shape == .integer)
    #expect(policy.field("points")?.shape.field("dailyVisit")?.shape == .integer)
  }

  @Test("a field that null removes is one that may be left out")
  func patches() throws {
    let profile = try catalogue.command("update-profile", of: "members").data
    let phone = try #require(profile.field("phone"))
    #expect(phone.shape == .text(syntax: nil) && phone.isOptional && phone.isRemovable)
    #expect(profile.field("employer")?.shape.field("name") != nil)
  }

  @Test("a command without fields has none")
  func fieldless() throws {
    #expect(try catalogue.command("get-charter", of: "members").data.fields == [])
  }

  @Test(
    "an unknown command is refused with near ones",
    arguments: [
      ("members", "joyn", "did you mean join?"),
      ("offers", "publish", "did you mean publish-offer or list-published-offers?"),
      ("member", "join", "did you mean members?"),
      ("offers", "join", "'coopt send members join'"),
      ("members.join", "email=ada@example.org", "'coopt send members join'"),
      ("rewards", "zzz", "there are: register-charity"),
    ])
  func unknown(service: String, name: String, hint: String) {
    let failure = #expect(throws: CommandFailure.self) { try catalogue.command(name, of: service) }
    #expect(failure?.status == .usage)
    #expect(failure?.description.contains(hint) == true, "\(failure?.description ?? "")")
  }
}
