import ConsoleDomain
import Messages
import Vocabulary

/// A decision in the list.
struct AuditLine: Sendable {
  let at: String
  let person: String
  /// Where this person's decisions alone are.
  let ofPerson: String
  let service: String
  let what: String
  let command: String
  let subject: String
  let link: String?
  let reason: String?

  init(_ line: TrailMerge.Line, filters: [String: String], _ visit: Visit) {
    let correction = line.correction
    at = visit.clock.text(correction.at)
    person = correction.actor
    var query = filters
    query["who"] = PersonMark(correction.actor, in: visit.session).text
    ofPerson = "/audit?" + FormText.text(query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    service = visit.word("audit.service-\(line.service)")
    command = correction.command
    let name = "audit.command-\(correction.command)"
    what = visit.console.views.words.has(name) ? visit.word(name) : correction.command
    subject = correction.subject
    link = AuditSubject.address(of: correction)
    // Of a closed offer the trail keeps the contract's word; everywhere else people wrote why.
    let closing = correction.command == "offers.close-offer" ? correction.reason.flatMap(ClosingReason.init) : nil
    reason = closing.map { OfferWords.reason($0).text(in: visit.language) } ?? correction.reason
  }
}
