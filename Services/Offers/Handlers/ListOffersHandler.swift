import Paging

/// Lists offers of any state, to staff and to their companies (A1).
package typealias ListOffersHandler = ListHandler<OfferPages>

extension ListHandler<OfferPages> {
  package init() { self.init(OfferPages()) }
}
