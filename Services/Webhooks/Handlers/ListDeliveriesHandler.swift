import Paging

/// Answers `list-deliveries` (A1).
package typealias ListDeliveriesHandler = ListHandler<DeliveryList>
