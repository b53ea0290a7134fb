import Paging

/// Answers `list-mappings` (A1).
package typealias ListMappingsHandler = ListHandler<MappingList>
