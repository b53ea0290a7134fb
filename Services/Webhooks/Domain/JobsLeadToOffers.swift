/// Which offer a hire is for: what somebody said by hand, else the sender's own words for it, else its job's.
///
/// A sender's external reference is a word of the sender's, as a job is: where staff said which offer it is, that stands.
public enum JobsLeadToOffers {
  /// Why there is none.
  public enum Failure: Error, Hashable, Sendable {
    /// The webhook names no job at all.
    case noJob
    /// It names jobs, and none of them is mapped.
    case notMapped
  }

  /// The offer of a hire; `mapping` knows which offer a job of the source is.
  public static func offer(
    of hire: StatedHire, byHand: StatedOffer?, matching: JobMatching, mapping: (String) -> StatedOffer?
  ) -> Result<StatedOffer, Failure> {
    if let byHand { return .success(byHand) }
    if let stated = hire.offer, stated.offerId != nil { return .success(stated) }
    if let stated = hire.offer, let reference = stated.offerReference { return .success(mapping(reference) ?? stated) }
    for job in hire.jobs {
      if let offer = mapping(job) { return .success(offer) }
    }
    guard let first = hire.jobs.first else { return .failure(.noJob) }
    switch matching {
    case .mapped: return .failure(.notMapped)
    case .reference: return .success(StatedOffer(offerReference: first))
    }
  }
}
