import Paging

/// Answers `list-interviews` (A1).
package typealias ListInterviewsHandler = ListHandler<InterviewList>
