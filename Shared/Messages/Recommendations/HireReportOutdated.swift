public import Vocabulary

/// A report came of a hire that was withdrawn later, so it changes nothing (H1).
public struct HireReportOutdated: EventPayload {
  /// `coopt.recommendations.hire-report-outdated.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-report-outdated")

  /// The hire.
  public var hireId: HireID
  /// Which system reported it.
  public var sourceSystem: String
  /// The application, in that system.
  public var applicationId: String
  /// As of when the report speaks.
  public var asOf: Timestamp
  /// As of when the withdrawal speaks.
  public var withdrawnAsOf: Timestamp

  public init(hireId: HireID, sourceSystem: String, applicationId: String, asOf: Timestamp, withdrawnAsOf: Timestamp) {
    self.hireId = hireId
    self.sourceSystem = sourceSystem
    self.applicationId = applicationId
    self.asOf = asOf
    self.withdrawnAsOf = withdrawnAsOf
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}

extension HireReportOutdated {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(sourceSystem, "sourceSystem")
    validator.line(applicationId, "applicationId")
  }
}
