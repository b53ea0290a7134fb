import Testing
import Topology

@Suite struct RoutingTests {
  @Test("Each service has a queue for commands and one for dead letters", arguments: ServiceName.allCases)
  func commandsAndDeadLetters(service: ServiceName) {
    let name = service.rawValue
    #expect(Topology.queues(of: service).first?.name == "\(name).commands")
    #expect(
      Topology.queues(of: service).first?.bindings == [
        .init(.commands, "\(name).#"), .init(.replay, "\(name).commands"),
      ])
    #expect(Topology.deadLettersQueue(of: service).name == "\(name).dead-letters")
    #expect(Topology.deadLettersQueue(of: service).bindings == [.init(.deadLetters, "\(name).#")])
  }

  @Test("Hires reach recommendations, payouts reach rewards, nobody else consumes integration")
  func integration() {
    let bound = Topology.allQueues.filter { $0.bindings.contains { $0.exchange == .integration } }
    #expect(bound.map(\.name) == ["recommendations.integration", "rewards.integration"])
    let keys = bound.flatMap(\.bindings).filter { $0.exchange == .integration }.map(\.routingKey)
    #expect(keys == ["hire.*", "payout.*"])
  }

  @Test("A service does not bind its own events, and no key twice", arguments: ServiceName.allCases)
  func ownEvents(service: ServiceName) {
    let keys = Topology.queues(of: service).flatMap(\.bindings).filter { $0.exchange == .events }.map(\.routingKey)
    #expect(!keys.contains { $0.hasPrefix("\(service.rawValue).") })
    #expect(Set(keys).count == keys.count)
  }

  @Test("Whatever is bound on the events exchange, some service publishes")
  func boundEventsExist() {
    let bound = Topology.allQueues.flatMap(\.bindings).filter { $0.exchange == .events }.map(\.routingKey)
    #expect(Set(bound).subtracting(Self.events) == ["*.message-dead-lettered", "*.command-refused"])
  }

  @Test("Every event has a consumer, but for the invitation that only operators look for")
  func everyEventIsBound() {
    let bound = Set(Topology.allQueues.flatMap(\.bindings).map(\.routingKey))
    #expect(Self.events.subtracting(bound) == ["members.member-invited"])
  }

  @Test("A dead letter can be sent back to each queue that handles messages, and by that way to none beside it")
  func replay() {
    let lanes = ServiceName.allCases.flatMap(Topology.lanes(of:)).map(\.name)
    let bound = Topology.allQueues.filter { $0.bindings.contains { $0.exchange == .replay } }
    #expect(bound.map(\.name) == lanes)
    for queue in bound {
      #expect(queue.bindings.filter { $0.exchange == .replay } == [.init(.replay, queue.name)])
    }
  }

  @Test("Policies never overlap: RabbitMQ applies one only")
  func policies() throws {
    let names =
      Topology.allQueues.map(\.name) + Exchange.allCases.map(\.rawValue) + [
        "staff.dashboard", "amq.gen-JzTY20BRgKO-HjmUJj0wLg",
      ]
    for policy in Topology.policies {
      _ = try Regex(policy.pattern)
    }
    for name in names {
      for target in [Policy.Target.queues, .exchanges] {
        let matching = try Topology.policies.filter {
          try $0.applyTo == target && Regex($0.pattern).firstMatch(in: name) != nil
        }
        #expect(matching.count <= 1, "\(name)")
      }
    }
  }

  /// The events of the contract, by routing key.
  private static let events: Set<String> = [
    "members.member-invited", "members.member-joined", "members.profile-updated", "members.charter-signed",
    "members.charter-published", "members.member-visited", "members.member-left", "members.contact-changed",
    "members.invitation-delivery-requested", "members.invitation-of-member-requested", "members.member-identified",
    "members.member-identity-conflict", "members.policy-changed", "members.policy-change-cancelled",
    "offers.company-registered", "offers.company-contact-changed",
    "offers.offer-published", "offers.wave-dispatched", "offers.offer-closed",
    "recommendations.recommendation-attributed", "recommendations.recommendation-refused",
    "recommendations.candidate-registered", "recommendations.candidate-identity-conflict",
    "recommendations.hire-attributed", "recommendations.hire-unattributed", "recommendations.hire-withdrawn",
    "recommendations.hire-report-differs",
    "qualification.interview-requested", "qualification.candidate-qualified", "qualification.candidate-rejected",
    "qualification.candidate-transmitted", "qualification.candidacy-opened",
    "qualification.candidacy-described", "rewards.points-awarded",
    "rewards.level-changed", "rewards.reward-granted", "rewards.reward-settled", "rewards.reward-reversed",
    "rewards.payout-requested", "rewards.payout-cancelled", "rewards.listing-credits-granted",
    "rewards.listing-credits-revoked", "rewards.claim-opened", "rewards.claim-set-off", "rewards.claim-settled",
    "rewards.payout-made", "rewards.payout-failed", "rewards.charity-described",
    "offers.offer-updated", "offers.offer-reopened", "offers.company-updated",
    "recommendations.recommendation-withdrawn", "recommendations.recommendation-closed",
    "recommendations.candidate-released", "recommendations.conflict-of-interest-changed",
    "recommendations.hire-detached", "recommendations.hire-particulars", "recommendations.hire-report-outdated",
    "qualification.employer-stated", "qualification.interview-corrected", "qualification.candidacy-withdrawn",
    "qualification.candidacy-closed",
    "rewards.policy-changed", "rewards.policy-change-cancelled", "rewards.decision-requested",
    "rewards.decision-confirmed", "recommendations.decision-requested", "recommendations.decision-confirmed",
    "webhooks.delivery-quarantined",
  ]
}
