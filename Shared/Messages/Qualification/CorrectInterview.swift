public import Vocabulary

/// Corrects how an interview ended, also after the company got the candidate (Q5).
///
/// Refusals: `interview-not-found`, `interview-not-decided`, `candidate-not-informed`.
public struct CorrectInterview: DecisionByHand {
  /// `coopt.qualification.correct-interview.v1`.
  public static let messageType = MessageType(service: "qualification", name: "correct-interview")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.interviewNotFound, .interviewNotDecided, .candidateNotInformed]

  /// The recommendation that the interview is about.
  public var recommendationId: RecommendationID
  /// How it ended.
  public var outcome: InterviewOutcome
  /// Why not, as the member is told; `other` where absent.
  public var reasonCode: RejectionCode?
  /// What the company may read.
  public var summary: String?
  /// Whether the candidate was told of the processing (GDPR article 14); as recorded before where absent.
  public var candidateInformed: Bool?
  /// Why it is corrected, for the record.
  public var reason: String

  public init(
    recommendationId: RecommendationID, outcome: InterviewOutcome, reasonCode: RejectionCode? = nil,
    summary: String? = nil, candidateInformed: Bool? = nil, reason: String
  ) {
    self.recommendationId = recommendationId
    self.outcome = outcome
    self.reasonCode = reasonCode
    self.summary = summary
    self.candidateInformed = candidateInformed
    self.reason = reason
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

extension CorrectInterview {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(summary, "summary")
    validator.text(reason, "reason", minimum: 1)
  }
}

extension CorrectInterview {
  /// The `recommendationId`.
  public func subject(of result: CorrectInterview.Result) -> String { recommendationId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
