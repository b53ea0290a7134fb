import ConsoleDomain
import Messages
import Vocabulary

/// A candidate as staff reach them.
struct ShownContact: Sendable {
  let name: String
  let phone: String?
  /// `tel:`, with nothing in it that only eyes need.
  let phoneLink: String?
  let email: String
  let emailLink: String
  /// Only an address that a browser may follow.
  let linkedinLink: String?

  init(_ candidate: NamedCandidate) {
    name = "\(candidate.firstName) \(candidate.lastName)"
    phone = candidate.phone.map(PhoneText.grouped)
    phoneLink = candidate.phone.map(PhoneText.link)
    email = candidate.email.description
    emailLink = "mailto:" + FormText.encoded(candidate.email.description).replacing("%40", with: "@")
    linkedinLink = candidate.linkedinUrl.flatMap { url in
      if url.hasPrefix("https://") { return url }
      return url.contains(":") ? nil : "https://\(url)"
    }
  }
}
