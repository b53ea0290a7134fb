public import Vocabulary

/// How to reach a member, as it is now; bound by notifications alone (M9).
public struct ContactChanged: EventPayload {
  /// `coopt.members.contact-changed.v1`.
  public static let messageType = MessageType(service: "members", name: "contact-changed")

  /// The member.
  public var memberId: MemberID
  /// Grows with each change of the member; the greatest is the latest.
  public var revision: Int
  /// First name.
  public var firstName: String
  /// Last name.
  public var lastName: String
  /// E-mail address.
  public var email: EmailAddress
  /// Telephone number.
  public var phone: String?
  /// The language to write to the member in.
  public var locale: Language
  /// How offers reach the member by mail (M11); `at-once` where absent.
  public var offersByMail: OffersByMail?

  public init(
    memberId: MemberID,
    revision: Int,
    firstName: String,
    lastName: String,
    email: EmailAddress,
    phone: String? = nil,
    locale: Language, offersByMail: OffersByMail? = nil
  ) {
    self.memberId = memberId
    self.revision = revision
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
    self.phone = phone
    self.locale = locale
    self.offersByMail = offersByMail
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}

extension ContactChanged {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.line(firstName, "firstName")
    validator.line(lastName, "lastName")
    validator.line(phone, "phone")
  }
}
