public import Vocabulary

/// Forgets which offer a job of a source is.
///
/// Refusals: `source-not-found`, `job-not-mapped`.
public struct UnmapJob: DecisionByHand {
  /// `coopt.webhooks.unmap-job.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "unmap-job")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.sourceNotFound, .jobNotMapped]

  /// The source.
  @Composed public var source: String
  /// The job, in the vendor's words.
  @Reference public var job: String
  /// Why.
  public var reason: String?

  public init(source: String, job: String, reason: String? = nil) {
    self.source = source
    self.job = job
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension UnmapJob {
  /// The source and the job.
  public func subject(of result: Accepted) -> String { "\(source)/\(job)" }

  /// The `reason`.
  public var grounds: String? { reason }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(source, "source")
    validator.line(job, "job")
    validator.text(reason, "reason")
  }
}
