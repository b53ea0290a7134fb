import AMQPClient
import Messages
import Vocabulary

/// What a publisher's messages come to.
extension Scene {
  /// Reports of one application that could be read.
  func reports(of application: String) -> [CloudEvent<HireReported>] {
    arrivals.compactMap { arrival in
      if case .hire(let event) = arrival.word, event.data.applicationId == application { event } else { nil }
    }
  }

  /// Withdrawals of one application that could be read.
  func withdrawals(of application: String) -> [CloudEvent<HireWithdrawalReported>] {
    arrivals.compactMap { arrival in
      if case .withdrawal(let event) = arrival.word, event.data.applicationId == application { event } else { nil }
    }
  }

  /// Applications that were named by anything that could be read.
  var applications: Set<String> {
    Set(
      arrivals.compactMap { arrival in
        switch arrival.word {
        case .hire(let event): event.data.applicationId
        case .withdrawal(let event): event.data.applicationId
        default: nil
        }
      })
  }

  /// Whether everything that arrived was understood; false where something was not.
  @discardableResult
  func lookAtReading() async throws -> Bool {
    try await settle()
    var isUnderstood = true
    for arrival in arrivals {
      let type = arrival.delivery.properties.contentType ?? "none"
      let isNamed =
        arrival.isBinary ? type.lowercased().contains("json") : type.lowercased().hasPrefix("application/cloudevents")
      expect(.contentType, isNamed, seen: "content_type is \(type)")
      if case .refused(let refusal) = arrival.word {
        isUnderstood = false
        expect(.readable, false, seen: refusal.detail)
      } else if case .unroutable = arrival.word {
        isUnderstood = false
        let place = "\(arrival.delivery.exchange) under '\(arrival.delivery.routingKey)'"
        expect(.routed, false, seen: "it was published to \(place), where no queue takes it")
      } else {
        expect(.readable, true, seen: "")
      }
    }
    return isUnderstood
  }

  /// Waits until a report is done, which it is when it is confirmed.
  ///
  /// A relay sees a confirm before the program does, so its place in the journal is before any word that follows
  /// from it.
  func reported(_ step: Int, _ check: Check = .does) async throws {
    try await done(step, check)
    let entries = journal.entries
    let answer = entries.lastIndex { $0.line == .done(step: step) } ?? 0
    let isConfirmed = entries[place(of: step)..<answer].contains { $0.method == .confirm }
    expect(.waitsForConfirm, isConfirmed, seen: "it said that step \(step) was done before anything was confirmed")
  }

  /// What is looked at in every scenario: everything was understood, and what was asked for is there.
  func look(at hires: [Hire]) async throws {
    try await lookAtReading()
    let known = Set(hires.map(\.applicationID))
    let strange = applications.filter { !known.contains($0) }.sorted()
    expect(
      .sameHire, strange.isEmpty, seen: "hires were named by applicationId \(strange), asked for were \(known.sorted())"
    )
    for hire in hires {
      let reports = reports(of: hire.applicationID)
      expect(.everyHire, !reports.isEmpty, seen: "no report of \(hire.applicationID) arrived")
      for event in reports {
        let differing = hire.differences(event.data)
        expect(.carries, differing.isEmpty, seen: "not as it was asked for: \(differing.joined(separator: ", "))")
      }
    }
    lookAtIDs()
  }

  /// Ids name messages: what has one id says one thing.
  private func lookAtIDs() {
    var bodies: [String: Arrival] = [:]
    for arrival in arrivals {
      guard let envelope = arrival.envelope else { continue }
      let key = "\(envelope.id) \(envelope.source)"
      if let other = bodies[key] {
        let isSame = other.data == arrival.data && other.delivery.routingKey == arrival.delivery.routingKey
        expect(.uniqueIDs, isSame, seen: "the id \(envelope.id) came with two different contents")
      }
      bodies[key] = arrival
    }
  }

  /// What is looked at of envelope and properties.
  func lookAtEnvelopes() {
    for arrival in arrivals {
      let properties = arrival.delivery.properties
      expect(.persistent, properties.isPersistent, seen: "delivery_mode is 1 or missing")
      expect(.userID, properties.userID != nil, seen: "no user_id")
      guard let envelope = arrival.envelope else { continue }
      expect(.messageID, properties.messageID != nil, seen: "no message_id")
      let named = properties.messageID ?? envelope.id
      expect(
        .otherMessageID, named.lowercased() == envelope.id.lowercased(),
        seen: "message_id is \(named), id is \(envelope.id)")
      expect(.time, envelope.hasTime, seen: "no time")
      expect(.source, !envelope.source.hasPrefix("/coopt/"), seen: "source is \(envelope.source), the platform's own")
      if let time = arrival.time {
        let off = abs(time.microseconds - Timestamp.now.microseconds) / 1_000_000
        expect(.clock, off < 300, seen: "time is \(off) s off")
      }
    }
    let sources = Set(arrivals.compactMap { $0.envelope?.source })
    expect(
      .source, sources.count <= 1, seen: "it used \(sources.count) sources: \(sources.sorted().joined(separator: ", "))"
    )
  }

  /// What is looked at of how it publishes.
  func lookAtPublishing() {
    expect(.confirms, usesConfirms, seen: "it published without asking for confirms")
    let isMandatory = journal.entries.compactMap(\.method).allSatisfy { method in
      if case .publish(_, _, let mandatory) = method { mandatory } else { true }
    }
    expect(.mandatory, isMandatory, seen: "it published without the mandatory flag")
  }

  /// Whether the broker was asked to answer for what it takes.
  var usesConfirms: Bool { journal.entries.contains { $0.method == .selectConfirms } }
}

extension Arrival {
  /// The envelope's time.
  var time: Timestamp? {
    switch word {
    case .hire(let event): event.time
    case .withdrawal(let event): event.time
    case .paid(let event): event.time
    case .unpaid(let event): event.time
    case .asked(let event): event.time
    case .refused, .unroutable, .marker: nil
    }
  }
}
