import Vocabulary
import WebhooksDomain

/// Who posts webhooks to one address, and what is made of them.
package struct HookSource: Sendable {
  /// Its name, which ends the address.
  package let name: String
  /// Whose webhooks they are.
  package let vendor: Vendor
  /// How they are read.
  package let reader: any VendorReader.Type
  /// What reports name as their `sourceSystem`.
  package let sourceSystem: String
  /// Whose offers they are about, where that narrows them.
  package let companyID: CompanyID?
  /// How jobs lead to offers.
  package let jobs: JobMatching
  /// Where the vendor's API is; nil where it is never asked.
  package let api: VendorAddress?
  /// The vendor's account that is meant; nil means any.
  package let account: String?

  package init(
    name: String, vendor: Vendor, reader: any VendorReader.Type, sourceSystem: String, companyID: CompanyID? = nil,
    jobs: JobMatching = .mapped, api: VendorAddress? = nil, account: String? = nil
  ) {
    self.name = name
    self.vendor = vendor
    self.reader = reader
    self.sourceSystem = sourceSystem
    self.companyID = companyID
    self.jobs = jobs
    self.api = api
    self.account = account
  }
}
