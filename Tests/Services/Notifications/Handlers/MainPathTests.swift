import Messages
import NotificationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct MainPathTests {
  @Test("N1 every step of a hire reaches who it concerns, and nobody else")
  func recipients() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let story = SampleStory()
      let received = try await play(story, on: database)
      let staff = received.map(\.routingKey).filter { $0.hasPrefix("staff.") }
      #expect(
        staff.sorted() == [
          "staff.candidate-qualified", "staff.candidate-transmitted", "staff.hire-attributed",
          "staff.interview-requested", "staff.member-joined", "staff.member-joined", "staff.payout-requested",
          "staff.recommendation-attributed", "staff.recommendation-refused", "staff.reward-granted",
          "staff.reward-held", "staff.reward-settled",
        ])
      let others = received.map(\.routingKey).filter { !$0.hasPrefix("staff.") }
      #expect(
        Set(others) == [
          "member.\(story.sponsor).sponsored-member-joined", "member.\(story.sponsor).offer-proposed",
          "member.\(story.member).offer-proposed", "member.\(story.member).recommendation-attributed",
          "candidate.\(story.candidate).recommended", "member.\(story.sponsor).recommendation-refused",
          "member.\(story.member).candidate-qualified", "company.\(story.company).candidate-transmitted",
          "member.\(story.member).candidate-hired", "member.\(story.member).reward-granted",
          "member.\(story.member).reward-settled",
          "charity.\(story.charity).donation-due",
        ])
      #expect(others.count == Set(others).count)
      #expect(received.allSatisfy { $0.type == "coopt.notifications.\(name($0.routingKey)).v1" })
    }
  }

  @Test("M8 company, candidate and charity learn nothing that leads to the member")
  func anonymity() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let story = SampleStory()
      let outside = try await play(story, on: database).filter {
        !$0.routingKey.hasPrefix("staff.") && !$0.routingKey.hasPrefix("member.")
      }
      #expect(outside.count == 3)
      for message in outside {
        let ids = [story.member.description, story.sponsor.description, story.recommendation.description]
        #expect(ids.allSatisfy { !message.body.contains($0) }, "\(message.routingKey)")
        #expect(!message.body.contains("We worked together") && !message.body.contains("@example.com\",\"jean"))
        #expect(message.envelope.correlationID == message.envelope.id.description)
        #expect(message.envelope.causationID == nil)
      }
      let company = try #require(outside.first { $0.routingKey.hasPrefix("company.") })
      #expect(!company.body.contains(story.candidate.description))
      #expect(company.details["candidacyId"] == .string(story.candidacy.description))
      #expect(company.details["summary"] == "Six years of Swift.")
      #expect(
        company.details["candidate"]
          == .object([
            "firstName": "Camille", "lastName": "Durand", "email": "camille@example.com", "phone": "+33612345678",
          ]))
    }
  }

  @Test("N2 staff see the whole event, and alone what the member says of the candidate")
  func staff() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let story = SampleStory()
      let received = try await play(story, on: database)
      let interview = try #require(received.first { $0.routingKey == "staff.interview-requested" })
      #expect(interview.details["message"] == "We worked together.")
      #expect(interview.envelope.data.text.contains("+33612345678"))
      let hire = try #require(received.first { $0.routingKey == "staff.hire-attributed" })
      #expect(hire.details["sponsorId"] == .string(story.sponsor.description))
      #expect(hire.details["hiredAt"] == "2026-11-20T15:30:00Z")
      let others = received.filter { !$0.routingKey.hasPrefix("staff.") }
      #expect(others.allSatisfy { !$0.body.contains("We worked together") })
    }
  }

  @Test("N4 each is written to in the language of its choice, with figures as people write them")
  func languages() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let story = SampleStory()
      let received = try await play(story, on: database)
      let texts = Dictionary(received.map { ($0.routingKey, $0.envelope.data) }) { first, _ in first }
      let attributed = try #require(texts["member.\(story.member).recommendation-attributed"])
      #expect(attributed.locale == .english && attributed.text.contains("€750.00"))
      #expect(attributed.text.contains("Développeuse <Swift>"))
      let joined = try #require(texts["member.\(story.sponsor).sponsored-member-joined"])
      #expect(joined.locale == .french && joined.subject.contains("Jean O'Neil & fils"))
      let granted = try #require(texts["staff.reward-granted"])
      #expect(granted.locale == .french && granted.subject.contains("750,00\u{202F}€"))
      let donation = try #require(texts["charity.\(story.charity).donation-due"])
      #expect(
        donation.text.contains("1\u{202F}000,00\u{202F}€") && donation.text.contains("au nom de Jean O'Neil & fils"))
    }
  }

  private func play(_ story: SampleStory, on database: ServiceDatabase) async throws -> [Received] {
    var received: [Received] = []
    for step in try StoryTeller(database).steps(story) { received += try await step() }
    return received
  }

  private func name(_ routingKey: String) -> String {
    let words = routingKey.split(separator: ".")
    return "\(words[0])-\(words[words.count - 1])"
  }
}
