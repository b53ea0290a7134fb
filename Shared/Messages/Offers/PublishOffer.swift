public import Vocabulary

/// Publishes an offer, or keeps it as a draft (O1, O6).
///
/// Refusals: `company-not-found`, `id-already-used`.
public struct PublishOffer: CommandPayload {
  /// `coopt.offers.publish-offer.v1`.
  public static let messageType = MessageType(service: "offers", name: "publish-offer")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.companyNotFound, .idAlreadyUsed]

  /// The offer's id, or that of the draft to publish; made by the service where absent.
  public var offerId: OfferID?
  /// Whose offer.
  public var companyId: CompanyID
  /// The job.
  public var title: String
  /// What it is about.
  public var description: String
  /// Its sector.
  public var sector: SectorCode
  /// Where it is.
  public var zone: ZoneCode
  /// The offer's name in the company's own system; hires may be reported by it.
  @Reference public var externalReference: String?
  /// When it closes by itself; in the future.
  public var closesAt: Timestamp?
  /// Whether it stays a draft.
  public var draft: Bool?

  public init(
    offerId: OfferID? = nil,
    companyId: CompanyID,
    title: String,
    description: String,
    sector: SectorCode,
    zone: ZoneCode,
    externalReference: String? = nil,
    closesAt: Timestamp? = nil,
    draft: Bool? = nil
  ) {
    self.offerId = offerId
    self.companyId = companyId
    self.title = title
    self.description = description
    self.sector = sector
    self.zone = zone
    self.externalReference = externalReference
    self.closesAt = closesAt
    self.draft = draft
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The offer.
    public var offerId: OfferID
    /// What paid for it; absent for a draft.
    public var paidWith: PaymentMeans?

    public init(offerId: OfferID, paidWith: PaymentMeans? = nil) {
      self.offerId = offerId
      self.paidWith = paidWith
    }
  }
}

extension PublishOffer {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(title, "title")
    validator.text(description, "description")
    validator.line(externalReference, "externalReference")
  }
}
