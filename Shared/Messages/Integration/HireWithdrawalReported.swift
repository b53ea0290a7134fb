public import Vocabulary

/// Another system says that a hire did not hold (H1, H3).
///
/// Named apart from `HireWithdrawn`, the event that recommendations makes of it.
public struct HireWithdrawalReported: ReportPayload {
  /// `coopt.integration.hire-withdrawn.v1`.
  public static let messageType = MessageType(service: "integration", name: "hire-withdrawn")
  /// `hire.withdrawn`, on `coopt.integration`.
  public static let routingKey = "hire.withdrawn"

  /// The application, in that system.
  @Reference public var applicationId: String
  /// The system; with `applicationId` it names the hire.
  @Composed public var sourceSystem: String
  /// When.
  public var withdrawnAt: Timestamp
  /// Why.
  public var reason: String?
  /// As of when it speaks, where that is not its own date (H1).
  public var asOf: Timestamp?

  public init(
    applicationId: String, sourceSystem: String, withdrawnAt: Timestamp, reason: String? = nil, asOf: Timestamp? = nil
  ) {
    self.applicationId = applicationId
    self.sourceSystem = sourceSystem
    self.withdrawnAt = withdrawnAt
    self.reason = reason
    self.asOf = asOf
  }

  /// What became of the hire.
  public typealias Result = HireReportResult
}

extension HireWithdrawalReported {
  /// Its `sourceSystem`.
  public var reportingSystem: String? { sourceSystem }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(applicationId, "applicationId")
    validator.line(sourceSystem, "sourceSystem")
    validator.text(reason, "reason")
  }
}
