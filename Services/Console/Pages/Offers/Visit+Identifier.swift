import Hummingbird
import Vocabulary

extension Visit {
  /// An id that stands in the path; throws a failure that becomes "not found" where it is none.
  func identifier<Subject>(at name: String, of type: Identifier<Subject>.Type) throws -> Identifier<Subject> {
    guard let id = parameters.get(name).flatMap({ Identifier<Subject>($0) }) else { throw HTTPError(.notFound) }
    return id
  }
}
