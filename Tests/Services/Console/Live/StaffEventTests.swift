import ConsoleDomain
import FoundationEssentials
import Messages
import Testing
import Vocabulary

@Suite struct StaffEventTests {
  private func envelope(name: String = "interview-requested") -> JSONValue? {
    JSONValue(
      json: Data(
        """
        {"id": "m1", "time": "2026-11-29T20:00:00Z", "correlationid": "s1", "data": {"audience": "staff",
        "name": "\(name)", "subject": "Entretien à mener : Léa Fontaine", "details": {"recommendationId": "r1",
        "message": "Nous avons travaillé trois ans ensemble.", "candidate": {"email": "lea@example.org"},
        "quote": {"amountCents": 50000}, "conflictOfInterest": false, "revision": 2}}}
        """.utf8))
  }

  @Test(
    "What the service of notifications tells staff is an event, without what a member wrote and candidates' addresses")
  func told() throws {
    let event = try #require(
      StaffEvent(envelope(), routingKey: "staff.interview-requested", publisher: "notifications"))
    #expect(event.id == "m1")
    #expect(event.story == "s1")
    #expect(event["recommendationId"] == "r1")
    #expect(event.number("revision") == 2)
    #expect(event.number("amountCents") == 50_000)
    #expect(event.isSo("conflictOfInterest") == false)
    #expect(event.details["message"] == nil)
    #expect(event.details["candidate"] == nil)
  }

  @Test("What another login published is nobody's word", arguments: [nil, "staff", "rewards", "console", ""])
  func forged(publisher: String?) {
    #expect(StaffEvent(envelope(), routingKey: "staff.interview-requested", publisher: publisher) == nil)
  }

  @Test(
    "What others are told, and what its key does not say, is no event",
    arguments: ["member.m1.interview-requested", "staff.reward-granted", "staff", "staff.", "#"])
  func others(key: String) {
    #expect(StaffEvent(envelope(), routingKey: key, publisher: "notifications") == nil)
  }

  @Test("A name is lower case and hyphens", arguments: ["", "A", "a b", "a\\nevent: x", "é", "<b>"])
  func names(name: String) {
    #expect(StaffEvent(envelope(name: name), routingKey: "staff.\(name)", publisher: "notifications") == nil)
  }

  @Test("What is no JSON, or no envelope, is no event", arguments: ["", "[]", "{}", "{\"id\":\"a\"}", "null"])
  func unreadable(body: String) {
    #expect(
      StaffEvent(JSONValue(json: Data(body.utf8)), routingKey: "staff.member-joined", publisher: "notifications")
        == nil)
  }
}
