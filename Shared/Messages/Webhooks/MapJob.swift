public import Vocabulary

/// Says which offer a job, requisition or opening of a source is; the same job again: the offer is another from now on.
///
/// Webhooks that wait for it are looked at again. Refusal: `source-not-found`.
public struct MapJob: DecisionByHand {
  /// `coopt.webhooks.map-job.v1`.
  public static let messageType = MessageType(service: "webhooks", name: "map-job")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.sourceNotFound]

  /// The source.
  @Composed public var source: String
  /// The job, in the vendor's words.
  @Reference public var job: String
  /// The offer.
  public var offerId: OfferID?
  /// The offer's `externalReference`, where its id is not known.
  @Reference public var offerReference: String?
  /// Why.
  public var reason: String?

  public init(
    source: String, job: String, offerId: OfferID? = nil, offerReference: String? = nil, reason: String? = nil
  ) {
    self.source = source
    self.job = job
    self.offerId = offerId
    self.offerReference = offerReference
    self.reason = reason
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// How many webhooks waited for it and are looked at again.
    public var lookedAtAgain: Int

    public init(lookedAtAgain: Int) {
      self.lookedAtAgain = lookedAtAgain
    }
  }
}

extension MapJob {
  /// The source and the job.
  public func subject(of result: Result) -> String { "\(source)/\(job)" }

  /// The `reason`.
  public var grounds: String? { reason }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(source, "source")
    validator.line(job, "job")
    validator.line(offerReference, "offerReference")
    validator.check(
      (offerId == nil) != (offerReference == nil), "offerId", "is required, or offerReference, and not both")
    validator.text(reason, "reason")
  }
}
