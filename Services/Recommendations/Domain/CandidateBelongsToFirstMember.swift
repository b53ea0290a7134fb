import Vocabulary

/// R2, R3, R4: a candidate belongs to the first member who recommended them, whichever of the candidate's keys are given.
///
/// Holds the known candidates that a batch may be about; what is attributed shows to what is decided after it.
package struct CandidateBelongsToFirstMember: Sendable {
  /// What the rule says of one submission.
  package enum Ruling: Sendable, Equatable {
    /// The member gets, or keeps, the candidate; nil is a new one.
    case granted(CandidateID?)
    /// The candidate is another member's.
    case refused
  }

  private var candidates: [IdentityKey: CandidateID]
  private var attributions: [CandidateID: Attribution]

  /// Begins with what is known: whose key each is, and whose candidate.
  package init(candidates: [IdentityKey: CandidateID] = [:], attributions: [CandidateID: Attribution] = [:]) {
    self.candidates = candidates
    self.attributions = attributions
  }

  /// The candidate that a key names.
  package func candidate(of key: IdentityKey) -> CandidateID? { candidates[key] }

  /// The attribution of a candidate.
  package func attribution(of candidate: CandidateID) -> Attribution? { attributions[candidate] }

  /// Learns the keys of a submission that name a known candidate under another secret; says which.
  ///
  /// A submission has one address, one number and one profile: its keys of a kind are one identity under several secrets, and
  /// one candidate's, whoever the submission is decided for and whether or not it is refused.
  package mutating func recognise(_ keys: [IdentityKey]) -> [IdentityKey: CandidateID] {
    var learnt: [IdentityKey: CandidateID] = [:]
    for key in keys where candidates[key] == nil {
      let alike = keys.first { $0.kind == key.kind && candidates[$0] != nil }
      learnt[key] = alike.flatMap { candidates[$0] }
    }
    candidates.merge(learnt) { known, _ in known }
    return learnt
  }

  /// The known candidates that keys name, the oldest attribution first; more than one is a conflict to tell staff of.
  package func matches(_ keys: [IdentityKey]) -> [CandidateID] {
    Set(keys.compactMap { candidates[$0] }).sorted { left, right in
      (attributions[left]?.attributedAt ?? .distantPast, left) < (
        attributions[right]?.attributedAt ?? .distantPast, right
      )
    }
  }

  /// Who gets the candidate of these keys: of several attributions in force the oldest rules.
  package func ruling(on keys: [IdentityKey], by member: MemberID, at now: Timestamp) -> Ruling {
    let matches = matches(keys)
    let inForce = matches.first { attributions[$0]?.isValid(at: now) == true }
    guard let inForce else { return .granted(matches.first) }
    return attributions[inForce]?.memberID == member ? .granted(inForce) : .refused
  }

  /// Gives the candidate to the member, unless they have them already, and learns the keys that were new.
  package mutating func attribute(_ candidate: CandidateID, keys: [IdentityKey], to attribution: Attribution) {
    let now = attribution.attributedAt
    if attributions[candidate]?.isValid(at: now) != true { attributions[candidate] = attribution }
    for key in keys where candidates[key] == nil { candidates[key] = candidate }
  }
}

extension Timestamp {
  fileprivate static let distantPast = Timestamp(microseconds: .min)
}
