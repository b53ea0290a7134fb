import MessageSchemas
import Testing

@Suite("Comments of the sources")
struct SourceCommentsTests {
  private static let source = """
    public import Vocabulary

    /// Asks for something,
    /// in two lines (H1).
    ///
    /// And in a second paragraph.
    public struct Ask<Owner: TrailOwner>: CommandPayload,
      Further
    {
      /// Its type.
      public static let messageType = MessageType(service: "members", name: "ask")

      /// Who asks.
      @Composed public var name: String
      /// What is asked for.
      public var thing: Thing?
      // No comment of the contract.
      public var silent: Int

      private enum CodingKeys: String, CodingKey {
        case name, silent
        case thing = "object"
      }

      /// What is answered.
      public struct Result: Codable {
        /// When.
        public let at: Timestamp
        public init(at: Timestamp) {
          /// Not a field.
          let inside = 1
        }
      }
    }

    /// What there is.
    public enum Thing: String, ClosedEnumeration {
      /// A small one.
      case small
      /// A large one.
      case large = "very-large"
    }

    extension ProblemCode {
      /// No such thing.
      ///
      /// It never was.
      public static let thingNotFound: ProblemCode = "thing-not-found"
    }
    """

  private var comments: SourceComments {
    var comments = SourceComments()
    comments.read(Self.source)
    return comments
  }

  @Test("a type's comment is its paragraphs, generic or not, nested or not")
  func types() {
    let name = DeclaredName(reflecting: "Messages.Ask<Messages.TrailOf.Members>")
    #expect(comments.text(of: name) == "Asks for something, in two lines (H1).\n\nAnd in a second paragraph.")
    #expect(
      comments.text(of: DeclaredName(reflecting: "Messages.Ask<Messages.TrailOf.Members>.Result"))
        == "What is answered.")
  }

  @Test("a field is known by its key, whatever its property is called")
  func fields() {
    #expect(comments.text(ofField: "name", of: "Ask") == "Who asks.")
    #expect(comments.text(ofField: "object", of: "Ask") == "What is asked for.")
    #expect(comments.text(ofField: "at", of: "Ask.Result") == "When.")
  }

  @Test("what has no comment has none, and nothing inside a function counts")
  func silence() {
    #expect(comments.text(ofField: "silent", of: "Ask") == nil)
    #expect(comments.text(ofField: "inside", of: "Ask.Result") == nil)
  }

  @Test("values and codes are known by their texts")
  func values() {
    let thing = DeclaredName(reflecting: "Vocabulary.Thing")
    #expect(comments.text(ofValue: "small", of: thing) == "A small one.")
    #expect(comments.text(ofValue: "very-large", of: thing) == "A large one.")
    #expect(comments.text(ofCode: "thing-not-found") == "No such thing.\n\nIt never was.")
  }
}
