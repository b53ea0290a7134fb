import ConsoleDomain
import Messages
import Vocabulary

/// Who decided what about a thing, the last first.
struct ShownTrail: Sendable {
  /// One decision.
  struct Line: Sendable {
    let at: String
    let deed: String
    let who: String
    let why: String?
  }

  let lines: [Line]

  /// Nil where nobody decided anything.
  init?(_ visit: Visit, _ corrections: [Correction]) {
    guard !corrections.isEmpty else { return nil }
    lines = corrections.sorted { $1.at < $0.at }.map { correction in
      Line(
        at: visit.clock.text(correction.at),
        deed: Deeds.said(of: correction.command)?.text(in: visit.language) ?? correction.command,
        who: correction.actor, why: correction.reason)
    }
  }
}

extension Visit {
  /// What was decided by hand about some things, as far as a service's trail tells; none where it does not answer.
  func trail<Owner: TrailOwner>(_ owner: Owner.Type, of subjects: [String]) async -> [Correction] {
    let asked = Array(subjects.prefix(100))
    guard let page = try? await ask(ListCorrections<Owner>(subjects: asked, pageSize: 200)) else { return [] }
    // A service of the version before answers with everything.
    return page.corrections.filter { asked.contains($0.subject) }
  }
}
