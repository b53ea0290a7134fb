import ConsoleDomain
import Messages
import Vocabulary

/// What happened to a thing while somebody looked at it: told to whoever came second.
///
/// One table by command says which field names the thing and who tells of it: the thing's owner says how it stands, the trail
/// of the owner's decisions who brought it there.
package enum Meanwhile {
  /// Who tells of the thing that a command was about.
  struct Teller: Sendable {
    /// The field of the command that names the thing.
    let field: String
    /// How it stands, and who did what, in sentences; none where nobody knows.
    ///
    /// The form's other fields help to find it.
    let lines: @Sendable (_ id: String, _ fields: [String: String], _ visit: Visit) async -> [String]

    init(field: String, telling lines: @escaping @Sendable (String, [String: String], Visit) async -> [String]) {
      self.field = field
      self.lines = lines
    }

    init(field: String, lines: @escaping @Sendable (_ id: String, _ visit: Visit) async -> [String]) {
      self.init(field: field) { id, _, visit in await lines(id, visit) }
    }
  }

  /// Sentences about what a refused command was about; none where nothing is known, or where nobody was first.
  static func lines(
    of key: String, refusedWith code: ProblemCode, _ fields: [String: String], _ visit: Visit
  ) async -> [String] {
    guard saysOtherwise.contains(code), let teller = tellers[key] else { return [] }
    let id = (fields[teller.field] ?? "").trimmingCharacters.lowercased()
    return id.isEmpty ? [] : await teller.lines(id, fields, visit)
  }

  /// Refusals that say that the thing stands otherwise than whoever sent the command took it.
  static let saysOtherwise: Set<ProblemCode> = [
    .alreadyDecided, .interviewNotDecided, .interviewNotFound, .candidacyNotFound, .hireAlreadyAttributed,
    .hireNotAttributed, .recommendationNotFound, .candidateNotFound, .claimSettled, .payoutNotFailed, .alreadySettled,
    .optionNotAvailable, .charityNotFound, .offerNotOpen, .memberNotActive, .personExpelled, .invitationAlreadyUsed,
    .decisionAlreadyConfirmed, .decisionExpired, .decisionNotFound, .sameActor, .policyChangePending,
    .policyAlreadyInForce, .policyVersionNotFound,
  ]

  /// By the routing key of the command.
  static let tellers: [String: Teller] = people.merging(money) { first, _ in first }.merging(community) { first, _ in
    first
  }

  /// The commands of which it tells, each with the field that names the thing.
  package static var fields: [String: String] { tellers.mapValues(\.field) }

  /// Who decided about things lately, the last first; one sentence for each.
  static func decisions<Owner: TrailOwner>(
    _ owner: Owner.Type, about ids: [String], _ visit: Visit, atMost most: Int = 2
  ) async -> [String] {
    sentences(of: await visit.trail(owner, of: ids), visit, atMost: most)
  }

  /// Who changed a service's policy lately.
  static func policyDecisions<Owner: TrailOwner>(_ owner: Owner.Type, _ visit: Visit) async -> [String] {
    let page = try? await visit.ask(ListCorrections<Owner>(pageSize: 50))
    return sentences(of: (page?.corrections ?? []).filter { $0.command.contains("policy") }, visit, atMost: 2)
  }

  private static func sentences(of corrections: [Correction], _ visit: Visit, atMost most: Int) -> [String] {
    corrections.sorted { $1.at < $0.at }.prefix(most).map { correction in
      visit.sentences.decision(
        Deeds.said(of: correction.command) ?? Said(correction.command, correction.command), by: correction.actor,
        isYou: correction.actor == visit.session.subject, at: correction.at, reason: correction.reason)
    }
  }
}

extension Visit {
  /// Sentences about what happened meanwhile, in the language.
  var sentences: MeanwhileSentences { MeanwhileSentences(clock: clock, language: language) }
}
