import Messages
import OffersDomain

extension CompanyContactChanged {
  /// What notifications alone learns of a company (M9).
  init(_ company: Company) {
    self.init(companyId: company.id, contactEmail: company.contactEmail, revision: company.revision)
  }
}
