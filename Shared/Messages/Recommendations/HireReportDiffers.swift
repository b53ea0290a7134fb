public import Vocabulary

/// A later report of a hire names another offer or candidate than the first did (H1).
///
/// It changed nothing but the hire's time: offer and candidate stay those of the first report.
public struct HireReportDiffers: EventPayload {
  /// `coopt.recommendations.hire-report-differs.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-report-differs")

  /// The hire.
  public var hireId: HireID
  /// What the report names differently; what it names is not told.
  public var fields: [HireReportField]

  public init(hireId: HireID, fields: [HireReportField]) {
    self.hireId = hireId
    self.fields = fields
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}

extension HireReportDiffers {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(fields, "fields")
  }
}
