import Paging

/// Lists companies to staff (A1).
package typealias ListCompaniesHandler = ListHandler<CompanyPages>
