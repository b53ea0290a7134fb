import Paging

/// Lists companies to staff (A1).
package typealias ListCompaniesHandler = ListHandler<CompanyPages>

extension ListHandler<CompanyPages> {
  package init() { self.init(CompanyPages()) }
}
