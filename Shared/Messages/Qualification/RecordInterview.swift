public import Vocabulary

/// Records how an interview by telephone ended (Q1, Q3).
///
/// Refusals: `interview-not-found`, `already-decided`, `candidate-not-informed`.
public struct RecordInterview: DecisionByHand {
  /// `coopt.qualification.record-interview.v1`.
  public static let messageType = MessageType(service: "qualification", name: "record-interview")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.interviewNotFound, .alreadyDecided, .candidateNotInformed]

  /// The recommendation that the interview is about.
  public var recommendationId: RecommendationID
  /// How it ended.
  public var outcome: InterviewOutcome
  /// Whether the candidate was told of the processing (GDPR article 14).
  public var candidateInformed: Bool
  /// What the company may read.
  public var summary: String?
  /// Why not; required with `rejected`.
  public var reason: String?
  /// When; now where absent.
  public var interviewedAt: Timestamp?
  /// Why not, as the member is told (Q4); `other` where absent.
  public var reasonCode: RejectionCode?
  /// Who the candidate works for, as the candidate says (R6).
  public var currentEmployer: Employer?

  public init(
    recommendationId: RecommendationID,
    outcome: InterviewOutcome,
    candidateInformed: Bool,
    summary: String? = nil,
    reason: String? = nil,
    interviewedAt: Timestamp? = nil, reasonCode: RejectionCode? = nil, currentEmployer: Employer? = nil
  ) {
    self.recommendationId = recommendationId
    self.outcome = outcome
    self.candidateInformed = candidateInformed
    self.summary = summary
    self.reason = reason
    self.interviewedAt = interviewedAt
    self.reasonCode = reasonCode
    self.currentEmployer = currentEmployer
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The company's view of the candidate; absent for a rejected one.
    public var candidacyId: CandidacyID?

    public init(candidacyId: CandidacyID? = nil) {
      self.candidacyId = candidacyId
    }
  }
}

extension RecordInterview {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    currentEmployer?.validate(&validator, at: "currentEmployer")
    validator.text(summary, "summary")
    validator.text(reason, "reason", minimum: 1)
    validator.check(outcome != .rejected || reason != nil, "reason", "is required with outcome rejected")
  }
}

extension RecordInterview {
  /// It decides for the first time; correcting it is another command.
  public var requiresActor: Bool { false }

  /// The recommendation.
  public func subject(of result: RecordInterview.Result) -> String { recommendationId.description }

  /// Why not, of a rejected candidate.
  public var grounds: String? { reason }
}
