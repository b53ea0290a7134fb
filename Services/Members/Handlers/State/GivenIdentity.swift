import MembersDomain
import Vocabulary

/// Something that a member gave by which they are recognised (R4).
enum GivenIdentity: Hashable, Sendable {
  case email(EmailAddress)
  /// As it was written; a national one is read with the plan of a country (ISO 3166-1).
  case phone(String, country: String?)

  /// What was written, by the kind of its keys; nil where that is no address.
  init?(_ kind: IdentityKey.Kind, written: String, country: String?) {
    switch kind {
    case .email:
      guard let email = EmailAddress(written) else { return nil }
      self = .email(email)
    case .phone: self = .phone(written, country: country)
    case .linkedin: return nil
    }
  }

  /// As the member wrote it.
  var written: String {
    switch self {
    case .email(let email): email.rawValue
    case .phone(let phone, _): phone
    }
  }

  /// What a telephone number is read with.
  var country: String? {
    guard case .phone(_, let country) = self else { return nil }
    return country
  }
}

extension Member {
  /// What the member is recognised by now.
  var givenIdentities: [GivenIdentity] {
    [.email(contact.email)] + (contact.phone.map { [.phone($0, country: profile.country)] } ?? [])
  }
}
