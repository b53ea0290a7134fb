import Paging

/// Answers `list-candidacies` (A1).
package typealias ListCandidaciesHandler = ListHandler<CandidacyList>
